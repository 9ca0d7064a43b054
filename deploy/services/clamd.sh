#!/usr/bin/env bash
# A clamd on loopback for tests and development: clamd.sh VERB FOLDER
#
#   start    start it in FOLDER, wait until it answers, print its address (CLAMD_URL)
#   stop     end it
#
# It knows one signature, the harmless EICAR test file, and asks no network. For real
# work run clamav-daemon with freshclam, as its packages set it up.
set -euo pipefail

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
folder=$(mkdir -p "$2" && cd "$2" && pwd)
clamd=$(PATH="$PATH:/usr/sbin" command -v clamd || true)

start() {
  if [ -z "$clamd" ]; then
    echo "ClamAV is not installed: clamd was not found (deploy/system_packages.sh installs it)." >&2
    exit 1
  fi
  mkdir -p "$folder/signatures"
  # Name, any type of file, anywhere in it: the beginning of the test file's words.
  printf 'Eicar-Test-Signature:0:*:%s\n' \
    "$(printf '%s' 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!' | od -An -tx1 | tr -d ' \n')" \
    > "$folder/signatures/test.ndb"
  cat > "$folder/clamd.conf" <<CONF
DatabaseDirectory $folder/signatures
LocalSocket $folder/clamd.socket
LogFile $folder/clamd.log
PidFile $folder/clamd.pid
TemporaryDirectory $folder
StreamMaxLength 25M
MaxThreads 2
Foreground yes
OfficialDatabaseOnly no
CONF
  "$clamd" --config-file="$folder/clamd.conf" >"$folder/clamd.out" 2>&1 &
  local pid=$!
  for _ in $(seq 300); do
    if [ -S "$folder/clamd.socket" ]; then
      echo "$pid" > "$folder/started.pid"
      echo "unix://$folder/clamd.socket"
      return
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "clamd did not start:" >&2
  tail -n 20 "$folder/clamd.out" >&2
  kill "$pid" 2>/dev/null || true
  exit 1
}

stop() {
  [ -f "$folder/started.pid" ] || return 0
  local pid
  pid=$(cat "$folder/started.pid")
  # Another process may have inherited the number.
  if grep -qz "$folder/clamd.conf" "/proc/$pid/cmdline" 2>/dev/null; then
    kill "$pid"
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  fi
  rm -f "$folder/started.pid"
}

case "$1" in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
