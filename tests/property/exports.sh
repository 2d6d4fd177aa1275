#!/bin/bash
# exports.sh - state charts for other engines: goldens, structure, what is left out, refusals.
#
#   BUILD=build tests/property/exports.sh [--bless]
#
# Whether other engines come to the same states as ours is `make check-oracles`; here nothing is needed that a
# registry of packages has.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
shopt -s nullglob
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
tocsin=${TOCSIN:-$build/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-exports.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

expect() { # what, command...
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        failed=$((failed + 1))
    fi
}

same() { # expected, actual
    if [ "$bless" = yes ] && ! cmp -s "$1" "$2"; then
        cp "$2" "$1"
        echo "blessed $1"
    fi
    diff -u "$1" "$2" | head -n 40
    cmp -s "$1" "$2"
}
bless=no
[ "${1:-}" != --bless ] || bless=yes

export_both() { # plan, where: FILE.scxml, FILE.mjs, FILE.err
    "$tocsin" build --lang en --emit scxml -o "$2.scxml" "$1" 2>"$2.err" &&
        "$tocsin" build --lang en --emit xstate -o "$2.mjs" "$1" 2>/dev/null
}

golden=tests/golden/export/small
expect 'the small plan is exported' export_both $golden.plan "$scratch/small"
for form in scxml mjs; do
    expect "$golden.$form" same $golden.$form "$scratch/small.$form"
done
expect 'a plan of all that a chart cannot say, too' \
    export_both tests/golden/export/losses.plan "$scratch/losses"
for name in small losses; do
    grep '^left out' "$scratch/$name.err" >"$scratch/$name.losses"
    expect "what is left out of $name.plan" \
        same tests/golden/export/$name.losses "$scratch/$name.losses"
done

in_chinese() { # each of them, and the file is none the less in English
    "$tocsin" build --lang zh-Hans --emit scxml -o "$scratch/zh.scxml" tests/golden/export/losses.plan 2>"$scratch/zh.err" &&
        cmp "$scratch/zh.scxml" "$scratch/losses.scxml" &&
        [ "$(grep -c '^略去：' "$scratch/zh.err")" -eq "$(wc -l <"$scratch/losses.losses")" ] &&
        ! sed 's/`[^`]*`//g' "$scratch/zh.err" | grep '[a-z]'
}
expect 'what is left out is told in the language of messages' in_chinese

check_structure() { # plan
    export_both "$1" "$scratch/it" || return 1
    python3 tests/support/exports.py "$scratch/it.scxml" "$scratch/it.mjs" || return 1
    # what is told on standard error stands in the files too
    local losses
    losses=$(grep -c '^left out' "$scratch/it.err")
    grep -q "^       $losses in all -->" "$scratch/it.scxml" || return 1
    [ "$(sed -n '/^export const losses/,/^];/p' "$scratch/it.mjs" | grep -c '^  "')" -eq "$losses" ]
}

for plan in $golden.plan tests/golden/export/losses.plan plans/{chemical-plant,county-netsec}.plan \
    plans/sources/{town,public-health}.plan docs/tour/lab.plan; do
    expect "$plan: both forms are whole and alike" check_structure "$plan"
done
made=0
for seed in 1 2 3 4; do
    python3 tests/oracles/make_plan.py $seed >"$scratch/made.plan"
    "$tocsin" build -o "$scratch/made.machine" "$scratch/made.plan" 2>/dev/null || continue # has errors
    made=$((made + 1))
    expect "made plan $seed: both forms are whole and alike" check_structure "$scratch/made.plan"
done
expect 'enough made plans have no errors' test $made -ge 2

for form in scxml xstate; do
    "$tocsin" build --emit $form -o - $golden.plan >"$scratch/one" 2>/dev/null
    "$tocsin" build -o "$scratch/small.machine" $golden.plan 2>/dev/null
    expect "$form from the image is $form from the plan" cmp "$scratch/one" \
        <("$tocsin" build --emit $form -o - "$scratch/small.machine" 2>/dev/null)
done
expect 'an unknown form is refused' bash -c '! "$0" build --emit statemate "$1" >"$2" 2>&1' \
    "$tocsin" $golden.plan "$scratch/err"
expect 'with what there is' grep -q 'scxml' "$scratch/err"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
