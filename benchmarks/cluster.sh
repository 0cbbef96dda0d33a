#!/usr/bin/env bash
# Prints the figures of the cluster's lane between two processes, each beside its yardstick, measured in turns in one run.
# Usage: benchmarks/cluster.sh [rounds] [wire|heartbeats]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run -c Release --project benchmarks/Cluster -- "$@"
