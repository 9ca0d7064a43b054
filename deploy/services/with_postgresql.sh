#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own: with_postgresql.sh COMMAND [ARG …]
#
# A fresh cluster in a temporary folder, on loopback and a free port, gone afterwards.
# DATABASE_URL names it for the command. With DATABASE_URL set already, that one is used.
# PG_FSYNC=on keeps writes durable (benchmarks); the default is off, for speed.
set -euo pipefail

if [ $# -eq 0 ]; then sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
if [ -n "${DATABASE_URL:-}" ]; then exec "$@"; fi

bin=$(dirname "$(ls -1 /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || true)")
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || true)")
if [ ! -x "$bin/initdb" ]; then
  echo "PostgreSQL is not installed: initdb was not found (deploy/system_packages.sh installs it)." >&2
  exit 1
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/ngo-mon-postgresql.XXXXXX")
# PostgreSQL refuses to run as root.
as_server=()
if [ "$(id -u)" = 0 ]; then
  user=postgres; id postgres >/dev/null 2>&1 || user=nobody
  chown "$user" "$folder"
  as_server=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

stop() {
  (cd / && "${as_server[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT; trap 'exit 143' TERM; trap 'exit 129' HUP

cd_root() { (cd / && "$@"); }
cd_root "${as_server[@]}" "$bin/initdb" -D "$folder/data" -U ngo_mon -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
cd_root "${as_server[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -k $folder -c fsync=${PG_FSYNC:-off} -c max_connections=300 -c shared_buffers=256MB" \
  start >/dev/null || { cat "$folder/log" >&2; exit 1; }
cd_root "${as_server[@]}" "$bin/createdb" -h "$folder" -p "$port" -U ngo_mon ngo_mon

export DATABASE_URL="postgres://ngo_mon@127.0.0.1:$port/ngo_mon"
"$@"
