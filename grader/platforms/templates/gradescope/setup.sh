#!/bin/sh
# Gradescope runs this once, as root, when it builds the image: Python, the pinned packages, and a closed door.
set -eu
umask 022
source=$(cd "$(dirname "$0")" && pwd)
venv=$(dirname "$source")/venv

is_new_enough='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'
if ! python3 -c "$is_new_enough" 2>/dev/null; then
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends python3 python3-venv
fi
python3 -c "$is_new_enough" || {
  echo "The grader needs Python 3.10 or newer: choose Ubuntu 22.04 as the base image." >&2
  exit 1
}
python3 -m venv "$venv"
"$venv/bin/python" -m pip install --no-cache-dir --disable-pip-version-check --only-binary :all: \
  --requirement "$source/requirements.txt" --constraint "$source/constraints.txt"
# Fixtures and reference are for root alone: a submission runs as a user of its own.
chmod -R go-rwx "$source"
"$venv/bin/python" -m compileall -q "$source/grader"
