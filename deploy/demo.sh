#!/usr/bin/env bash
# Serves the demo: web processes, the worker that drains the outbox and, where it is asked
# for, an Elasticsearch, until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${PORT:=8000}" "${VAR:=$PWD/var}" "${DATA:=}" "${SEARCH:=}"
export VAR DJANGO_SETTINGS_MODULE=portal.settings.dev
export BASE_URL="${BASE_URL:-http://localhost:$PORT}"
elasticsearch=
case $SEARCH in
  "") ;;
  embedded) unset ELASTICSEARCH_URL ;;
  elasticsearch) [ -n "${ELASTICSEARCH_URL:-}" ] || elasticsearch="$VAR/elasticsearch" ;;
  *)
    echo "SEARCH=$SEARCH: there is no such engine; choose embedded or elasticsearch." >&2
    exit 2
    ;;
esac
python=.venv/bin/python
mkdir -p "$VAR"

processes=()
stop() {
  for process in "${processes[@]}"; do kill "$process" 2>/dev/null || true; done
  [ -z "$elasticsearch" ] || deploy/services/elasticsearch.sh stop "$elasticsearch"
  wait
}
trap stop EXIT
trap 'exit 130' INT; trap 'exit 143' TERM; trap 'exit 129' HUP

if [ -n "$elasticsearch" ]; then
  echo "Starting Elasticsearch …"
  # Its start takes as long as making the database ready.
  deploy/services/elasticsearch.sh launch "$elasticsearch"
  ELASTICSEARCH_URL=$(cat "$elasticsearch/url")
  export ELASTICSEARCH_URL
fi
$python manage.py migrate --verbosity 0
[ -z "$elasticsearch" ] || deploy/services/elasticsearch.sh await "$elasticsearch"
if [ -n "$DATA" ]; then
  $python manage.py demo --data "$DATA"
else
  $python manage.py demo
fi

$python manage.py work &
processes+=($!)
.venv/bin/gunicorn --config deploy/gunicorn.conf.py --bind "127.0.0.1:$PORT" portal.wsgi &
processes+=($!)
# Waiting here, not in a server, the traps above work at once.
wait -n || true
echo "A process of the demo has ended, so the others end too." >&2
exit 1
