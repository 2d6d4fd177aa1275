#!/bin/bash
# bench-replay.sh - the replay bench plays every shipped plan; where a plan cannot be played it says why.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
build=${BUILD:-build}
scratch=$(mktemp -d) || exit 70
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}

play() { # plan: rows of the bench into $scratch/out, what it complains of into $scratch/err
    if ! "$build/tocsin" build -o "$scratch/machine" "$1" >"$scratch/log" 2>&1; then
        cp "$scratch/log" "$scratch/err"
        return 70
    fi
    "$build/bench/bench_replay" "$scratch/machine" 3000 >"$scratch/out" 2>"$scratch/err"
}

row='^[1-9][0-9]* [1-9][0-9]* [1-9][0-9]* [0-9]+ 0[.][0-9]*[1-9][0-9]*$'
for plan in plans/*.plan; do
    if ! play "$plan"; then
        fail "$plan: $(cat "$scratch/err")"
    elif [[ $(cat "$scratch/out") =~ $row ]]; then
        passed=$((passed + 1))
    else
        fail "$plan: no steps are done: $(cat "$scratch/out")"
    fi
done

play tests/golden/plans/borders.plan
code=$?
why='^bench_replay: after [0-9]* acts: set wet: .*response `atomic` is active more than'
if [ $code = 1 ] && grep -q "$why" "$scratch/err"; then
    passed=$((passed + 1))
else
    fail "a plan that cannot be played: exit $code: $(cat "$scratch/err")"
fi

echo 'plan empty "Empty" { version "1" status draft language en timezone "UTC" }' >"$scratch/empty.plan"
play "$scratch/empty.plan"
if grep -q 'acts: the plan has nothing to play$' "$scratch/err"; then
    passed=$((passed + 1))
else
    fail "an empty plan: $(cat "$scratch/err")"
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
