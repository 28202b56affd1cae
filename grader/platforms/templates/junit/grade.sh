#!/bin/sh
# Grade a file or a folder and write JUnit's XML: grade.sh SUBMISSION RESULTS.xml
set -eu
here=$(cd "$(dirname "$0")" && pwd)
absolute() {
  case $1 in
    /*) echo "$1" ;;
    *) echo "$(pwd)/$1" ;;
  esac
}
submission=$(absolute "$1")
results=$(absolute "$2")
cd "$here"
exec python3 -B -m grader platform junit --submission "$submission" --results "$results"
