#!/usr/bin/env bash
# Runs a command beside an Elasticsearch of its own: with_elasticsearch.sh COMMAND [ARG …]
#
# A fresh node (ES_NODES=3: a cluster) in a temporary folder, on loopback and free ports,
# gone afterwards. ELASTICSEARCH_URL names it for the command, ELASTICSEARCH_FOLDER the
# folder (elasticsearch.sh says what is in it). With ELASTICSEARCH_URL set already, that
# one is used. ES_HEAP, ES_JIT, ES_PATIENCE as in elasticsearch.sh.
# --meanwhile runs the command at once; what it runs by this script again finds the server
# ready. So other things start beside it: with_elasticsearch.sh --meanwhile
# with_postgresql.sh with_elasticsearch.sh COMMAND
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
meanwhile=
if [ "${1:-}" = --meanwhile ]; then meanwhile=yes; shift; fi
if [ $# -eq 0 ]; then sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
if [ -n "${ELASTICSEARCH_URL:-}" ]; then
  if [ -n "${ELASTICSEARCH_FOLDER:-}" ] && [ -z "$meanwhile" ]; then
    "$here/elasticsearch.sh" await "$ELASTICSEARCH_FOLDER"
  fi
  exec "$@"
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/ngo-mon-elasticsearch.XXXXXX")
# Its data are of no further use, so it need not be put to sleep gently.
end() { "$here/elasticsearch.sh" kill "$folder" >/dev/null 2>&1 || true; rm -rf "$folder"; }
stop() { kill "${watcher:-}" 2>/dev/null || true; end; }
trap stop EXIT
trap 'exit 130' INT; trap 'exit 143' TERM; trap 'exit 129' HUP

# Where this script itself is killed without a word, nobody else would end the server.
(trap '' INT; while kill -0 $$ 2>/dev/null; do sleep 2; done; end) </dev/null >/dev/null 2>&1 &
watcher=$!

"$here/elasticsearch.sh" launch "$folder"
ELASTICSEARCH_URL=$(cat "$folder/url")
export ELASTICSEARCH_URL ELASTICSEARCH_FOLDER="$folder"
[ -n "$meanwhile" ] || "$here/elasticsearch.sh" await "$folder"
"$@"
