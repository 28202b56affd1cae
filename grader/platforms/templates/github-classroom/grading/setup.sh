#!/bin/sh
# Once per run: the wall, and the pinned packages in an environment of their own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v bwrap >/dev/null; then
  sudo apt-get update
  sudo apt-get install --yes --no-install-recommends bubblewrap
fi
python3 -m venv "$here/venv"
"$here/venv/bin/python" -m pip install --disable-pip-version-check --only-binary :all: \
  --requirement "$here/requirements.txt" --constraint "$here/constraints.txt"
