#!/usr/bin/env bash
# What the image does, without a container engine: copies what the Dockerfile copies, installs it in a clean virtual
# environment, and runs the entry point in an empty folder. Takes a minute; `make clean-install` runs it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

mkdir "$here/src" "$here/data"
sed -n 's/^COPY \([a-z].*\) [^ ]*$/\1/p' "$root/deploy/Dockerfile" | tr ' ' '\n' | while read -r name; do
  cp -r "$root/$name" "$here/src/"
done
"${PYTHON:-python3}" -m venv "$here/zetje"
"$here/zetje/bin/pip" install --quiet --disable-pip-version-check --constraint "$here/src/constraints.txt" "$here/src[postgres]"

cd "$here/data"
export PATH="$here/zetje/bin:$PATH" DATABASE_URL="sqlite:///$here/data/zetje.db" ZETJE_MASTER_KEY_FILE="$here/data/master.key"
unset SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET
zetje --version
zetje manifest > manifest.yaml
zetje content check > content.txt
if zetje run 2> steps.txt; then echo "It runs without settings?"; exit 1; fi
grep --quiet "zetje doctor" steps.txt
SLACK_BOT_TOKEN=xoxb-none SLACK_APP_TOKEN=xapp-none SLACK_API_URL=http://127.0.0.1:9/api/ zetje doctor --json > doctor.json || true
grep --quiet "cannot be reached" doctor.json
grep --quiet "prompts, in Dutch and English" doctor.json
python - <<'PICTURE'
from bot.content import wording
from storage import migrate

assert wording.load().say("nl", "manifest.description")
assert migrate.newest()
PICTURE
echo "Installed in a clean environment, everything it needs came along."
