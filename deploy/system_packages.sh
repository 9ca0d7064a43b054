#!/usr/bin/env bash
# Installs the system packages that the tests need and this machine lacks.
# With apt and the right to use it they are installed; else their names are printed.
set -euo pipefail

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
command -v msgfmt >/dev/null || missing+=(gettext)
command -v node >/dev/null || missing+=(nodejs)
PATH="$PATH:/usr/sbin" command -v clamd >/dev/null || missing+=(clamav-daemon)
command -v git >/dev/null || missing+=(git)
services=$(dirname "$0")/services
"$services/s3proxy.sh" have || missing+=(maven)
"$services/verapdf.sh" have || missing+=(maven)
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
if [ -z "${ELASTICSEARCH_URL:-}" ]; then
  "$services/elasticsearch.sh" java >/dev/null 2>&1 || missing+=(openjdk-17-jre-headless)
  "$services/elasticsearch_distribution.py" --cached >/dev/null || command -v mvn >/dev/null || missing+=(maven)
fi
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)

[ ${#missing[@]} -eq 0 ] && exit 0
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  as_root=()
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo)
else
  echo "These packages are needed and cannot be installed from here: ${missing[*]}" >&2
  exit 1
fi
"${as_root[@]}" apt-get update -qq
# Some releases carry this newer Java instead; Elasticsearch runs on it as well.
if ! apt-cache show openjdk-17-jre-headless >/dev/null 2>&1; then
  missing=("${missing[@]/#openjdk-17-/openjdk-21-}")
fi
echo "Installing ${missing[*]} …"
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
