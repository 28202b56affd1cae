#!/bin/sh
# Grade a file or a folder in the format of a platform: grade.sh PLATFORM SUBMISSION RESULTS
set -eu
umask 077
cd "$(dirname "$0")"
exec python3 -B -m grader platform "$1" --submission "$2" --results "$3"
