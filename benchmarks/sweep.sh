#!/usr/bin/env bash
# Runs a sweep of 300 cells, once whole and once killed and resumed, and prints what each took and whether results.csv is the same.
# Usage: benchmarks/sweep.sh [threads, default 2]
set -euo pipefail
cd "$(dirname "$0")/.."
threads=${1:-2}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build src/Cli -c Release --nologo -v q >"$out/build.log" || { cat "$out/build.log"; exit 1; }
sweep() { dotnet src/Cli/bin/Release/net10.0/gossip.dll sweep benchmarks/sweep.yaml --threads "$threads" --out "$1"; }
TIMEFORMAT='whole: %R s, of computing %U s'
time sweep "$out/whole" 2>"$out/progress.log" | head -1
sweep "$out/cut" >"$out/cut.log" 2>&1 & first=$!
until [ "$(find "$out/cut/cells" -name '0*.json' 2>"$out/find.log" | wc -l)" -ge 150 ]; do
  kill -0 "$first" 2>"$out/find.log" || break
  sleep 0.1
done
kill -9 "$first" 2>"$out/find.log" || true
wait "$first" 2>"$out/find.log" || true
echo "killed with $(find "$out/cut/cells" -name '0*.json' | wc -l) cells done"
TIMEFORMAT='the others: %R s, of computing %U s'
time sweep "$out/cut" 2>"$out/progress.log" | head -1
cmp "$out/whole/results.csv" "$out/cut/results.csv" && echo "results.csv is the same"
