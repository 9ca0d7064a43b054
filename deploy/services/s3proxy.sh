#!/usr/bin/env bash
# An object store that speaks S3, on loopback, for tests: s3proxy.sh VERB [FOLDER]
#
#   have         say by its exit whether it could start without more packages
#   fetch        bring the program, once, by Maven, into the user's own repository
#   start FOLDER start it over FOLDER/files, wait until it answers; prints the address of
#                the bucket `papers` (PRIVATE_STORAGE_URL)
#   stop FOLDER  end it
#
# For production take a real store; this one keeps plain files.
set -euo pipefail

version=4.1.0
jar=${MAVEN_REPOSITORY:-$HOME/.m2/repository}/org/gaul/s3proxy/$version/s3proxy-$version-jar-with-dependencies.jar
usage() { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "$*" >&2; exit 1; }

fetch() {
  [ -f "$jar" ] && return
  command -v mvn >/dev/null || fail "Maven (mvn) is not installed; deploy/system_packages.sh installs it."
  echo "Fetching s3proxy $version (55 MB, once) …" >&2
  mvn -B -q --strict-checksums org.apache.maven.plugins:maven-dependency-plugin:2.8:get \
    -Dmaven.repo.local="${jar%/org/gaul/*}" -Dtransitive=false \
    -Dartifact="org.gaul:s3proxy:$version:jar:jar-with-dependencies" >&2
  [ -f "$jar" ] || fail "Maven did not bring s3proxy."
}

have() { [ -f "$jar" ] || command -v mvn >/dev/null; }

start() {
  command -v java >/dev/null || fail "Java is not installed; deploy/system_packages.sh installs it."
  fetch
  mkdir -p "$folder/files/papers"
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  cat > "$folder/s3proxy.properties" <<CONF
s3proxy.endpoint=http://127.0.0.1:$port
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=ngo-mon
s3proxy.credential=only-for-tests
jclouds.provider=filesystem-nio2
jclouds.identity=unused
jclouds.credential=unused
jclouds.filesystem.basedir=$folder/files
CONF
  java -Xmx96m -jar "$jar" --properties "$folder/s3proxy.properties" >"$folder/s3proxy.log" 2>&1 &
  local pid=$!
  echo "$pid" > "$folder/s3proxy.pid"
  for _ in $(seq 600); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "http://ngo-mon:only-for-tests@127.0.0.1:$port/papers"
      return
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$folder/s3proxy.log" >&2
  stop
  fail "s3proxy did not start."
}

stop() {
  [ -f "$folder/s3proxy.pid" ] || return 0
  local pid
  pid=$(cat "$folder/s3proxy.pid")
  # Another process may have inherited the number.
  if grep -qz "$folder/s3proxy.properties" "/proc/$pid/cmdline" 2>/dev/null; then
    kill "$pid"
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  fi
  rm -f "$folder/s3proxy.pid"
}

case "${1:-} $#" in
  "have 1" | "fetch 1") "$1" ;;
  "start 2" | "stop 2") folder=$(mkdir -p "$2" && cd "$2" && pwd); "$1" ;;
  *) usage ;;
esac
