#!/usr/bin/env bash
# Runs the published code of others, from where you have it, and this program on the same problem in turns, and prints ratios.
# Usage: benchmarks/peers/run.sh [--rounds N] [--python PROGRAM] [--dadao PATH] [--cvxopt] [--numpy]
#   --dadao PATH   a clone of github.com/AdelNabli/DADAO (Python with torch, networkx, scikit-learn, tqdm): events per second of CPU
#   --cvxopt       cvxopt's conic solver for the rates that mix fastest, if Python has it (benchmarks/sdp.sh)
#   --numpy        optimistic mirror descent as Python packages write it (benchmarks/run.sh online)
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=3 python=python3 dadao="" sdp="" online=""
usage() { sed -n 's/^# \{0,1\}//; 2,6p' "$0" >&2; exit 2; }
[ $# -gt 0 ] || usage
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2:?} && shift 2 ;;
    --python) python=${2:?} && shift 2 ;;
    --dadao) dadao=$(realpath "${2:?}") && shift 2 ;;
    --cvxopt) sdp=1 && shift ;;
    --numpy) online=1 && shift ;;
    *) echo "error: found '$1', expected one of --rounds, --python, --dadao, --cvxopt, --numpy" >&2; exit 2 ;;
  esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

number() { sed -n "s/^ *\"$1\": \([0-9.eE+-]*\),*\$/\1/p"; }
TIMEFORMAT=%U

# events per second of CPU of both, one thread, in turns, ours with what starting and reading take; the graph's name is networkx's, then ours
compare_dadao() {
  local name=$1 spec=$2 n=$3 d=$4 m=$5 folder=$work/$2-$4
  "$python" benchmarks/peers/dadao.py make "$folder" "$n" "$d" "$m"
  printf 'problem: { data: "%s" }\ngraph: %s\nrates: uniform\nstart: { kind: zero, from: auto }\n' "$folder" "$spec" >"$folder/run.yaml"
  local rate time; rate=$("${gossip[@]}" graph "$spec" --rates uniform --json | number total_rate); time=$(awk -v n="$n" -v r="$rate" 'BEGIN { print 4e6 / (n + r) }')
  : >"$folder/ours"; : >"$folder/theirs"
  for ((round = 0; round < rounds; round++)); do
    "$python" -W ignore benchmarks/peers/dadao.py run "$dadao" "$folder" "$name" 4 >>"$folder/theirs"
    local spent; spent=$({ time "${gossip[@]}" run "$folder/run.yaml" --set "stop={time: $time}" --set "record.every=$time" --json --out "$folder/out" >"$folder/summary.json" 2>/dev/null; } 2>&1)
    awk -v e="$(number events <"$folder/summary.json")" -v s="$spent" 'BEGIN { print e / s }' >>"$folder/ours"
  done
  "${gossip[@]}" run "$folder/run.yaml" --set "stop={error: 1.0e-2}" --set record.every=0.2 --json --out "$folder/out" >"$folder/summary.json" 2>/dev/null
  local needed; needed=$(number events <"$folder/summary.json")
  local ours theirs; ours=$(median <"$folder/ours"); theirs=$(cut -d' ' -f1 "$folder/theirs" | median)
  awk -v n="$name, n=$n, d=$d, m=$m" -v o="$ours" -v t="$theirs" -v a="$needed" -v b="$(cut -d' ' -f2 "$folder/theirs" | median)" \
    'BEGIN { printf "%-36s%14.0f%12.0f%10.0f%12d%12d\n", n, o, t, o / t, a, b }'
}

if [ -n "$dadao" ]; then
  [ -f "$dadao/optimizers.py" ] || { echo "error: --dadao: found '$dadao', expected a clone of github.com/AdelNabli/DADAO" >&2; exit 2; }
  "$python" -c 'import numpy, torch, networkx, scipy, sklearn' 2>/dev/null || { echo "error: --python: $python lacks one of numpy, torch, networkx, scipy, sklearn" >&2; exit 2; }
  dotnet build src/Cli -c Release --nologo -v q >/dev/null
  gossip=(dotnet src/Cli/bin/Release/net10.0/gossip.dll)
  echo "DADAO's published code: events per second of CPU, one thread, medians of $rounds rounds in turns; events until the error is 1e-2 (0: not reached in the time)"
  printf '%-36s%14s%12s%10s%12s%12s\n' case ours theirs ratio "our events" theirs
  compare_dadao cycle ring:16 16 10 100
  compare_dadao cycle ring:100 100 10 100
  compare_dadao 2D_grid grid:10x10 100 100 100
fi
if [ -n "$sdp" ]; then benchmarks/sdp.sh "$rounds"; fi
if [ -n "$online" ]; then benchmarks/run.sh "$rounds" online; fi
