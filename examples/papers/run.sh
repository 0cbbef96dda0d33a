#!/usr/bin/env bash
# Runs the papers' experiments and prints each figure beside its reference; exit code 1 where one is out of its tolerance.
# Usage: examples/papers/run.sh [a part of the lines of expected.tsv, such as sea/ or path:16]
set -uo pipefail
cd "$(dirname "$0")/../.."
table=tests/Conformance/bin/Release/net10.0/papers.tsv
dotnet build tests/Conformance -c Release --nologo -v q || exit 1
# names of tests: DisplayName holds a figure's experiment, changes and key
dotnet test tests/Conformance -c Release --no-build --nologo ${1:+--filter "DisplayName~$1"} >"${table%.tsv}.log"
failed=$?
[ "$failed" -eq 0 ] || grep -A3 "should be" "${table%.tsv}.log"
awk -F'\t' '{ printf "%-20s %-96s %-12s %-16s %12s %8s %14s %12s\n", $1, $2, $3, $4, $5, $6, $7, $8 }' "$table"
exit "$failed"
