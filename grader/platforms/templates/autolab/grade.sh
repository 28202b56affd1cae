#!/bin/sh
# Grade a hand-in; the last line is what Autolab reads: grade.sh HANDIN
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case $1 in
  /*) handin=$1 ;;
  *) handin=$here/$1 ;;
esac
cd "$here"
exec python3 -B -m grader platform autolab --submission "$handin"
