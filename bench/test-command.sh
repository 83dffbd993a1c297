#!/usr/bin/env bash
# From key press to result: how long bin/kafkaflink test takes for one small folder (examples/hello) and for 20 folders, copies
# of the examples in turn. Prints the least, the median and the most of each, in milliseconds.
#
# bench/test-command.sh [ROUNDS]     ROUNDS is 5 if it is left out
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
rounds=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

examples=("$home"/examples/*/)
for ((i = 0; i < 20; i++)); do
  cp -r "${examples[i % ${#examples[@]}]}" "$work/folder-$i"
done
"$home/bin/kafkaflink" --version

# Runs a command, which must succeed, and adds its milliseconds to the file $1.
measure() {
  local file=$work/$1 begin
  shift
  begin=$(date +%s%N)
  "$home/bin/kafkaflink" "$@" >/dev/null
  echo $((($(date +%s%N) - begin) / 1000000)) >>"$file"
}

for ((round = 1; round <= rounds; round++)); do
  measure "one folder" test "$home/examples/hello"
  measure "20 folders" test "$work"/folder-*
done

printf '%-12s %8s %8s %8s\n' "" least median most
for file in "$work/one folder" "$work/20 folders"; do
  mapfile -t sorted < <(sort -n "$file")
  printf '%-12s %8d %8d %8d\n' "$(basename "$file")" "${sorted[0]}" "${sorted[$((rounds / 2))]}" "${sorted[$((rounds - 1))]}"
done
