#!/usr/bin/env bash
# From key press to result: how long bin/kafkaflink takes for a wrong file and for its help, with and without its archive of
# classes, in turns. Prints the least, the median and the most of each, in milliseconds.
#
# bench/start.sh [ROUNDS]     ROUNDS is 10 if it is left out
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
rounds=${1:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sed 's/dep_delay) AS cancelled/dep_dely) AS cancelled/' "$home/examples/departure-delays/pipeline.yaml" >"$work/wrong.yaml"
"$home/bin/kafkaflink" --version
archive=$(ls "$home"/cli/target/kafkaflink-*.jsa)

# Runs a command, whatever it answers, and adds its milliseconds to the file $1.
measure() {
  local file=$work/$1 begin
  shift
  begin=$(date +%s%N)
  "$home/bin/kafkaflink" "$@" >/dev/null 2>&1 || true
  echo $((($(date +%s%N) - begin) / 1000000)) >>"$file"
}

# An empty archive fits no build, so that the virtual machine goes without.
without() {
  mv "$archive" "$work/archive"
  touch "$archive"
  "$@"
  mv -f "$work/archive" "$archive"
}

for ((round = 1; round <= rounds; round++)); do
  measure "validate, with the archive" validate "$work/wrong.yaml"
  without measure "validate, without" validate "$work/wrong.yaml"
  measure "--help, with the archive" --help
  without measure "--help, without" --help
done

printf '%-28s %8s %8s %8s\n' "" least median most
for file in "$work/validate, with the archive" "$work/validate, without" "$work/--help, with the archive" "$work/--help, without"; do
  mapfile -t sorted < <(sort -n "$file")
  printf '%-28s %8d %8d %8d\n' "$(basename "$file")" "${sorted[0]}" "${sorted[$((rounds / 2))]}" "${sorted[$((rounds - 1))]}"
done
