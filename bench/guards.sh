#!/usr/bin/env bash
# What the guard around a query's expressions costs where none of them fails: CPU time of the operator of a projection for a row,
# with and without the guard, in turns in one process, and for scale that of decoding the row's record. Prints the least, the median
# and the most of each, in nanoseconds, without the first third of the rounds.
#
# bench/guards.sh [ROUNDS]     ROUNDS is 15 if it is left out
set -euo pipefail
cd "$(dirname "$0")/.."
printf '%-40s %8s %8s %8s\n' "" least median most
./mvnw -q test -pl pipeline-job -am -Dtest=GuardsBench -Dtest.jvm="-Xmx768m -XX:+UseSerialGC -Dbench.rounds=${1:-15}" |
  grep -E '(plain|guarded|bytes) +[0-9]'
