#!/usr/bin/env bash
# Builds everything and runs every test; ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

dotnet build Gossip.sln -c Release --nologo -v q || { echo "0 passed, 1 failed"; exit 1; }
failed=0
run() {
  name=$(basename "$(dirname "$1")")
  dotnet test "$1" -c Release --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout 20m --blame-hang-dump-type none "${@:2}"
}
# the long run only waits and looks, beside those that need neither quiet nor clocks
run tests/Soak/*.csproj "$@" >"$results/soak.txt" 2>&1 &
soak=$!
for project in tests/*/*.csproj; do
  [[ $project =~ ^tests/(Soak|Cluster|Nodes|Deploy)/ ]] || run "$project" "$@" || failed=1
done
wait "$soak" || failed=1
cat "$results/soak.txt"
for project in tests/{Cluster,Nodes,Deploy}/*.csproj; do
  run "$project" "$@" || failed=1
done

count() { grep -ho "<Counters [^>]*" "$results"/*.trx | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ s += $1 } END { print s + 0 }'; }
passed=$(count passed); broken=$(count failed); total=$(count total)
# a project that crashed wrote no results and must not count as nothing
if [ "$failed" -ne 0 ] && [ "$broken" -eq 0 ]; then broken=1; fi
echo "$passed passed, $broken failed, $((total - passed - broken > 0 ? total - passed - broken : 0)) skipped"
[ "$broken" -eq 0 ]
