#!/usr/bin/env bash
# An Elasticsearch on loopback that keeps its data: elasticsearch.sh VERB [FOLDER]
#
#   start    launch it, wait until it answers, print its address
#   stop     end all of its processes in good order; the data stay
#   kill     end them at once, as a power cut does
#   status   say for each node whether it answers; fails unless all do
#   launch   begin the start and return at once; FOLDER/url has the address already
#   await    wait for what was launched; tells the end of the log if it failed
#   java     print the home of the Java that it would use
#
# FOLDER (default: elasticsearch in VAR) gets a folder for each node with its
# configuration, data and log, and in `pid` the process id of the server itself. A verb
# that has nothing to do does nothing, so `launch` also brings back a node that died.
# ES_HEAP=512m   heap of a node      ES_JIT=full   both compilers of Java, for benchmarks
# ES_NODES=1     nodes of the cluster              ES_PATIENCE=180  seconds for a start
# NGO_MON_CACHE  where the distribution is kept    JAVA_HOME        a Java from 17 to 23
set -euo pipefail
trap 'exit 130' INT

here=$(cd "$(dirname "$0")" && pwd)
usage() { sed -n '2,18s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "$*" >&2; exit 1; }

java_home() {
  local java major
  for java in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -x "$java" ] || continue
    major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
    # 24 and later lack the security manager that Elasticsearch 8 starts with.
    if [ "${major:-0}" -ge 17 ] && [ "$major" -le 23 ]; then
      java=$(readlink -f "$java")
      echo "${java%/bin/java}"
      return
    fi
  done
  fail "Elasticsearch needs a Java from 17 to 23, in JAVA_HOME or PATH (deploy/system_packages.sh installs one)."
}

free_port() {
  # Below the range from which the system hands out ports, so that nobody else is given
  # this one before the server takes it.
  python3 -IS - "$@" <<'PYTHON'
import contextlib, random, socket, sys

for port in [*map(int, sys.argv[1:]), *random.sample(range(20000, 30000), 200)]:
    with socket.socket() as probe, contextlib.suppress(OSError):
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        print(port)
        break
PYTHON
}

# Whether a node answers and the cluster has found so many nodes and all of its data.
answers() {
  python3 -IS - "$1/_cluster/health?wait_for_status=yellow&wait_for_nodes=>=$2&timeout=1s" <<'PYTHON'
import sys, urllib.request

direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
try:
    direct.open(sys.argv[1], timeout=5).close()
except OSError:
    sys.exit(1)
PYTHON
}

nodes() { ls -d "$folder"/node-* 2>/dev/null || true; }
count() { nodes | wc -l; }
read_port() { sed -n "s/^$2.port: //p" "$1/conf/elasticsearch.yml" 2>/dev/null || true; }

# The launcher's process id, if it is alive and not another's that inherited the number.
launcher() {
  local pid
  pid=$(cat "$1/launcher.pid" 2>/dev/null) || return 1
  # Whole, however narrow the terminal (COLUMNS) that it is asked from.
  ps -ww -p "$pid" -o args= 2>/dev/null | grep -qF -- "-Des.path.conf=$1/conf" && echo "$pid"
}

write_configuration() { # NODE HTTP_PORT TRANSPORT_PORT SEEDS NAMES
  mkdir -p "$1"/{conf,data,logs,tmp}
  {
    printf '%s\n' "-Xms${ES_HEAP:-512m}" "-Xmx${ES_HEAP:-512m}" -XX:+UseSerialGC
    [ "${ES_JIT:-}" = full ] || echo -XX:TieredStopAtLevel=1
  } >"$1/conf/jvm.options"
  cat >"$1/conf/log4j2.properties" <<'END'
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
END
  cat >"$1/conf/elasticsearch.yml" <<END
cluster.name: ngo-mon
node.name: ${1##*/}
http.host: 127.0.0.1
http.port: $2
transport.host: 127.0.0.1
transport.port: $3
path.data: '$1/data'
path.logs: '$1/logs'
xpack.security.enabled: false
# A nearly full disk would otherwise turn every index read-only.
cluster.routing.allocation.disk.threshold_enabled: false
# Garbage is not counted: with so small a heap requests would be refused for it.
indices.breaker.total.use_real_memory: false
END
  if [ "$5" = node-1 ]; then
    echo "discovery.type: single-node"
  else
    printf '%s\n' "discovery.seed_hosts: [$4]" "cluster.initial_master_nodes: [$5]"
  fi >>"$1/conf/elasticsearch.yml"
}

# Elasticsearch refuses to run as root. Where the other user may not enter the folders
# (root's home, a folder made by mktemp) he is let past the file permissions.
become_server() {
  as_server=()
  [ "$(id -u)" = 0 ] || return 0
  local other=(setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups)
  chown -R nobody "$folder"/node-*
  if ! (cd / && "${other[@]}" test -w "$folder/node-1" -a -r "$distribution/lib"); then
    # The secure bit keeps the exception in force for access(2), by which Java asks.
    other+=(--securebits=+no_setuid_fixup --inh-caps=+dac_override --ambient-caps=+dac_override)
    (cd / && "${other[@]}" test -w "$folder/node-1" -a -r "$distribution/lib") ||
      fail "Elasticsearch does not run as root, and nobody else may enter $folder or $distribution: name others by VAR and NGO_MON_CACHE."
  fi
  as_server=("${other[@]}")
}

run_node() {
  # By its launcher, as bin/elasticsearch does, which this distribution lacks.
  local cli=(CLI_NAME=server CLI_LIBS=lib/tools/server-cli "$BASH" "$distribution/bin/elasticsearch-cli")
  rm -f "$1/pid"
  cd "$distribution"
  # In the background Ctrl-C does not reach it: whoever started it ends it in good order.
  "${as_server[@]}" env -i PATH="$PATH" LANG=C.UTF-8 ES_JAVA_HOME="$java" \
    ES_PATH_CONF="$1/conf" ES_TMPDIR="$1/tmp" "${cli[@]}" -p "$1/pid" \
    </dev/null >"$1/out.log" 2>&1 &
  echo $! >"$1/launcher.pid"
  cd /
}

launch() {
  local number node http transport names="" seeds="" urls="" new=()
  number=${ES_NODES:-$(count)}
  [ "$number" -ge 1 ] || number=1
  java=$(java_home)
  distribution=$("$here/elasticsearch_distribution.py")
  for n in $(seq "$number"); do
    node="$folder/node-$n"
    mkdir -p "$node"
    if launcher "$node" >/dev/null; then
      http=$(read_port "$node" http) transport=$(read_port "$node" transport)
    else
      http=$(free_port $(read_port "$node" http)) transport=$(free_port $(read_port "$node" transport))
      new+=("$node $http $transport")
    fi
    names+=${names:+,}node-$n seeds+=${seeds:+,}127.0.0.1:$transport urls+=${urls:+,}http://127.0.0.1:$http
  done
  printf %s "$urls" >"$folder/url"
  [ ${#new[@]} -gt 0 ] || return 0
  for node in "${new[@]}"; do
    transport=${node##* } node=${node% *}
    http=${node##* } node=${node% *}
    write_configuration "$node" "$http" "$transport" "$seeds" "$names"
  done
  become_server
  for node in "${new[@]}"; do run_node "${node% * *}"; done
}

await() {
  local node url until=$((SECONDS + ${ES_PATIENCE:-180}))
  for node in $(seq "$(count)"); do
    node="$folder/node-$node"
    url="http://127.0.0.1:$(read_port "$node" http)"
    until answers "$url" "$(count)"; do
      if ! launcher "$node" >/dev/null; then
        tail -n 40 "$node/out.log" >&2
        fail "Elasticsearch did not start: above is the end of $node/out.log."
      elif [ $SECONDS -ge $until ]; then
        tail -n 40 "$node/out.log" >&2
        fail "Elasticsearch does not answer on $url after ${ES_PATIENCE:-180} s; above is the end of $node/out.log."
      fi
      sleep 0.2
    done
  done
}

# Of every node that runs: its launcher and the server that this one started.
processes() {
  local node pid
  while read -r node; do
    if pid=$(launcher "$node"); then echo "$pid"; pgrep -P "$pid" || true; fi
  done < <(nodes)
}

end_at_once() {
  local pid
  while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done < <(processes)
  rm -f "$folder/url"
}

stop() {
  local pid all
  mapfile -t all < <(processes)
  # The server, too: while it starts it does not listen to its launcher.
  for pid in "${all[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${all[@]}"; do
    for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || continue 2; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -f "$folder/url"
}

status() {
  local node url all=0
  [ "$(count)" -gt 0 ] || { echo "There is no Elasticsearch in $folder."; exit 3; }
  while read -r node; do
    url="http://127.0.0.1:$(read_port "$node" http)"
    if ! launcher "$node" >/dev/null; then all=3; echo "${node##*/} is stopped"
    elif answers "$url" 1; then echo "${node##*/} answers on $url"
    else all=3; echo "${node##*/} runs and does not answer on $url"; fi
  done < <(nodes)
  exit $all
}

[ $# -ge 1 ] && [ $# -le 2 ] || usage
folder=${2:-${VAR:-$(dirname "$(dirname "$here")")/var}/elasticsearch}
case $1 in
  java) java_home; exit ;;
  start | stop | kill | status | launch | await) ;;
  *) usage ;;
esac
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
case $1 in
  start) launch; await; cat "$folder/url"; echo ;;
  kill) end_at_once ;;
  *) "$1" ;;
esac
