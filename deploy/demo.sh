#!/usr/bin/env bash
# Serves the demo: web processes and the worker that drains the outbox, until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${PORT:=8000}" "${VAR:=$PWD/var}" "${DATA:=}" "${SEARCH:=}"
export VAR DJANGO_SETTINGS_MODULE=portal.settings.dev
export BASE_URL="${BASE_URL:-http://localhost:$PORT}"
if [ -n "$SEARCH" ] && [ "$SEARCH" != embedded ]; then
  echo "SEARCH=$SEARCH: this release answers with the embedded engine only." >&2
  exit 2
fi
python=.venv/bin/python
mkdir -p "$VAR"

$python manage.py migrate --verbosity 0
if [ -n "$DATA" ]; then
  $python manage.py demo --data "$DATA"
else
  $python manage.py demo
fi

$python manage.py work &
worker=$!
trap 'kill $worker 2>/dev/null; wait $worker 2>/dev/null || true' EXIT INT TERM
.venv/bin/gunicorn --config deploy/gunicorn.conf.py --bind "127.0.0.1:$PORT" portal.wsgi
