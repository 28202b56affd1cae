#!/bin/sh
# PrairieLearn runs this for each submission, as root, in the image that info.json names.
set -eu
umask 077
tests=$(cd "$(dirname "$0")" && pwd)
grade=$(dirname "$tests")
mkdir -p "$grade/results"
# What the submission must neither read nor write. It is given to the sandbox as text, not as a place.
for folder in tests serverFilesCourse student data results; do
  [ ! -e "$grade/$folder" ] || chmod -R go-rwx "$grade/$folder"
done
cd "$tests"
exec python3 -B -m grader platform prairielearn \
  --submission "$grade/student" --results "$grade/results/results.json"
