#!/bin/bash
# test-results.sh - `tocsin test --format json` writes what docs/test-report.schema.json says.
#
# Of all scenarios that ship, of broken, idle and failing ones, of plans with errors, of images, of
# generated ones: tests/support/test_results.py.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-results.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import jsonschema' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || {
    echo "FAIL python3 with jsonschema is missing: see packages.txt, or call \`make setup\`"
    echo "0 passed, 1 failed"
    exit 1
}

try() { # what, wanted exit code, words that must occur, then the arguments of test
    local what=$1 wanted=$2 words=$3 code=0
    shift 3
    "$tocsin" test --format json -o "$scratch/out.json" "$@" >"$scratch/said" 2>&1 </dev/null || code=$?
    # shellcheck disable=SC2086 # several words
    if [ "$code" -ne "$wanted" ]; then
        echo "FAIL $what: exit $code, said: $(cat "$scratch/said")"
        failed=$((failed + 1))
    elif "$python" -W ignore tests/support/test_results.py "$scratch/out.json" -- $words >"$scratch/amiss" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        sed 's/^/    /' "$scratch/amiss"
        failed=$((failed + 1))
    fi
}

head='start: 2026-03-05T02:10+00:00
play: all'
cp tests/golden/plans/standing.plan "$scratch/standing.plan"
printf 'plan broken { orgg x }\n' >"$scratch/broken.plan"
printf 'scenario: other\nplan: broken.plan\n%s\nexpect:\n  - {level: II}\nend: 2h\n' "$head" >"$scratch/other.yaml"
printf 'scenario: lost\nplan: no-such.plan\n%s\nexpect:\n  - {level: II}\nend: 2h\n' "$head" >"$scratch/lost.yaml"
printf 'scenario: bad "<&"\nplan: standing.plan\n%s\nscript:\n  - {at: 0min, inject: leak}\nexpect:\n  - {level: II, by: 30min}\n  - {rating: P}\nend: 2h\n' \
    "$head" >"$scratch/bad.yaml"
printf 'scenario: idle\nplan: standing.plan\n%s\nend: 2h\n' "$head" >"$scratch/idle.yaml"
"$tocsin" build -o "$scratch/standing.machine" "$scratch/standing.plan"
"$tocsin" generate -o "$scratch/made" plans/chemical-plant.plan >/dev/null 2>&1

try 'all that ships' 0 'passed usable' scenarios
try 'broken ones' 2 'broken skipped' tests/golden/scenario
try 'one that is not met' 1 'failed usable threshold' --coverage-threshold 90 "$scratch/bad.yaml"
try 'a plan with errors, one that is not there' 2 'broken unusable' "$scratch/other.yaml" "$scratch/lost.yaml"
try 'all kinds' 2 'broken failed skipped usable unusable' "$scratch"/{bad,idle,lost,other}.yaml
try 'an image' 1 'failed usable' --plan "$scratch/standing.machine" "$scratch/bad.yaml"
try 'generated ones' 0 'passed usable threshold' --coverage-threshold 100 "$scratch/made"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
