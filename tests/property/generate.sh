#!/bin/bash
# generate.sh - what `tocsin generate` writes passes `tocsin test`, and covers what it says.
#
# For every shipped plan, those after real texts, and random ones: the scenarios come true, together they
# cover what was reported, twice gives the same bytes, and no level of -j changes a result.  Called by
# tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
tocsin=${TOCSIN:-$build/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-generate.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}

pass() {
    passed=$((passed + 1))
}

try() { # plan, least per cent
    local said share there
    rm -rf "$scratch/a" "$scratch/b"
    if ! said=$("$tocsin" generate --lang en -o "$scratch/a" "$1" 2>"$scratch/err"); then
        fail "$1: generate ends with an error"
        cat "$scratch/err"
        return
    fi
    "$tocsin" generate --lang en -o "$scratch/b" "$1" >/dev/null 2>&1
    if diff -r "$scratch/a" "$scratch/b" >/dev/null; then pass; else fail "$1: twice is not the same"; fi
    if "$tocsin" test --lang en "$scratch/a" >"$scratch/results" 2>&1; then pass; else
        fail "$1: what was generated does not come true"
        grep -A4 -E '^(FAIL|ERROR)' "$scratch/results" | head -n 20
    fi
    if "$tocsin" test -j7 "$scratch/a" | cmp -s - "$scratch/results"; then pass; else
        fail "$1: -j changes the results"
    fi
    share=$(sed -n 's/.*tried: .* covered (\([0-9]* of [0-9]*\)).*/\1/p' <<<"$said")
    there=$(sed -n 's/.*covered by .* (\([0-9]* of [0-9]*\))$/\1/p' "$scratch/results")
    if [ -n "$share" ] && [ "$share" = "$there" ]; then pass; else
        fail "$1: says it covers $share, and covers $there"
    fi
    if "$tocsin" test --coverage-threshold "$2" "$scratch/a" >/dev/null 2>&1; then pass; else
        fail "$1: covers only $share"
    fi
}

for plan in plans/*.plan plans/sources/*.plan; do
    case $plan in *-as-written.plan) continue ;; esac
    try "$plan" 95
done
for seed in 1 2 3 4; do
    "$build/bench/bench_gen_plan" $((60 * seed)) "$seed" >"$scratch/random-$seed.plan"
    try "$scratch/random-$seed.plan" 99
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
