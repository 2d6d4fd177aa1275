#!/bin/bash
# precision.sh - sound plans raise no finding, seeded faults raise theirs: a part of `make bench-check`.
#
# Where it fails after a new check: either the check is wrong, or the generated plans
# (bench/precision/) have the fault, which is then mended there.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${BUILD:-build}/bench/bench_precision

if "$program" 160; then
    echo '1 passed, 0 failed'
else
    echo '0 passed, 1 failed'
    exit 1
fi
