#!/usr/bin/env bash
# Prints what optimal rates cost to compute, largest lambda2 beside cvxopt's literal program, measured in turns in one run.
# Usage: benchmarks/sdp.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run -c Release --project benchmarks/Sdp -- "$@"
