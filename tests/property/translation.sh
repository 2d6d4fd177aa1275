#!/bin/bash
# translation.sh - a plan with keywords in the other language is the same plan.
#
# For every plan that ships: English to Chinese and back is the canonical English text, and both
# compile to the same machine.  plans/X.zh.plan is exactly the translation of plans/X.plan.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-translation.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

same() { # what, expected, actual
    if cmp -s "$2" "$3"; then
        passed=$((passed + 1))
    else
        echo "FAIL $1"
        diff -u "$2" "$3" | head -n 20
        failed=$((failed + 1))
    fi
}

fmt() { # language, file, output
    "$tocsin" fmt --keywords "$1" - <"$2" >"$3" 2>"$scratch/said" || {
        echo "FAIL fmt --keywords $1 $2"
        cat "$scratch/said"
        failed=$((failed + 1))
    }
}

# What the image holds, without places in the source and without conditions as they were written.
dump() { # file, output
    cp "$1" "$scratch/x.plan"
    "$tocsin" build --dump "$scratch/x.plan" 2>/dev/null | sed -E '/^ +(text|line|file): /d; s/\.plan:[0-9]+/.plan/g' >"$2"
    [ -s "$2" ] || { echo "FAIL build --dump $1"; failed=$((failed + 1)); }
}

for plan in plans/*.plan; do
    case $plan in *.zh.plan) continue ;; esac
    fmt en "$plan" "$scratch/en"
    fmt zh "$plan" "$scratch/zh"
    fmt en "$scratch/zh" "$scratch/back"
    fmt zh "$scratch/zh" "$scratch/again"
    same "$plan: to Chinese keywords and back" "$scratch/en" "$scratch/back"
    same "$plan: Chinese keywords once more" "$scratch/zh" "$scratch/again"
    if cmp -s "$scratch/en" "$scratch/zh"; then
        echo "FAIL $plan: nothing is translated"
        failed=$((failed + 1))
    fi
    dump "$scratch/en" "$scratch/en.dump"
    dump "$scratch/zh" "$scratch/zh.dump"
    same "$plan: the same machine" "$scratch/en.dump" "$scratch/zh.dump"
    [ ! -e "${plan%.plan}.zh.plan" ] || same "${plan%.plan}.zh.plan is its translation" "${plan%.plan}.zh.plan" "$scratch/zh"
done
same 'plans/county-netsec.zh.plan is there' <(echo yes) <([ -e plans/county-netsec.zh.plan ] && echo yes)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
