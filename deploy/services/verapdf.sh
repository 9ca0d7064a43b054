#!/usr/bin/env bash
# Judges whether files are PDF/A, with veraPDF, for tests: verapdf.sh VERB [FILE …]
#
#   have        say by its exit whether it could run without more packages
#   fetch       bring the program, once, by Maven, into the user's own repository
#   judge FILE  a line a file: PASS or FAIL, its name, the part of PDF/A it was held
#               against; with reasons for what failed
set -euo pipefail

version=1.28.2
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
jar=$repository/org/verapdf/apps/greenfield-apps/$version/greenfield-apps-$version.jar
classpath=${XDG_CACHE_HOME:-$HOME/.cache}/ngo-mon/verapdf-$version.classpath
usage() { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "$*" >&2; exit 1; }

fetch() {
  [ -f "$jar" ] && [ -f "$classpath" ] && return
  command -v mvn >/dev/null || fail "Maven (mvn) is not installed; deploy/system_packages.sh installs it."
  echo "Fetching veraPDF $version (20 MB, once) …" >&2
  mkdir -p "${classpath%/*}"
  local project
  project=$(mktemp -d)
  trap "rm -rf '$project'" EXIT
  cat > "$project/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>ngo-mon</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
POM
  mvn -B -q --strict-checksums -f "$project/pom.xml" -Dmaven.repo.local="$repository" \
    org.apache.maven.plugins:maven-dependency-plugin:2.8:build-classpath \
    -Dmdep.outputFile="$project/classpath" >&2
  [ -f "$jar" ] || fail "Maven did not bring veraPDF."
  mv "$project/classpath" "$classpath"
}

have() { [ -f "$jar" ] && [ -f "$classpath" ] || command -v mvn >/dev/null; }

judge() {
  command -v java >/dev/null || fail "Java is not installed; deploy/system_packages.sh installs it."
  fetch
  # It exits with 1 when a file fails, which is an answer too.
  java -Xmx256m -cp "$(cat "$classpath")" org.verapdf.apps.GreenfieldCliWrapper \
    --format text --verbose "$@" || [ $? -eq 1 ]
}

case "${1:-}" in
  have | fetch) [ $# -eq 1 ] || usage; "$1" ;;
  judge) [ $# -gt 1 ] || usage; shift; judge "$@" ;;
  *) usage ;;
esac
