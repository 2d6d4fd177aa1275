#!/bin/bash
# docs-scoring.sh - the figures that docs/scoring.md works out by hand are those of the drill.
#
# Compares the table "Duty by duty" (objective, opened, due, done, state, score), the means of the
# objectives and the total with the JSON report.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
page=docs/scoring.md
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-scoring.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

"$tocsin" drill --format json plans/county-netsec.plan scenarios/county-2-late.yaml \
    >"$scratch/json" 2>/dev/null

same() { # what, by hand, by the drill
    if [ -s "$2" ] && cmp -s "$2" "$3"; then
        passed=$((passed + 1))
    else
        echo "FAIL $page: $1 (left: by hand, right: the drill)"
        diff -y -W 110 "$2" "$3"
        failed=$((failed + 1))
    fi
}

# "objective opened due done state score", minutes and 1/10 000; - where there is none.
awk -F'|' '
    /^## Duty by duty/ { on = 1 }
    /^## Objectives/ { on = 0 }
    !on || !/^\|/ || /^\| duty/ || /^\| ---/ { next }
    { for (i = 2; i <= 7; i++) gsub(/^ +| +$/, "", $i) }
    $3 == "" { objective = $2; gsub(/\*/, "", objective); next }
    {
        split($6, state, /[,: ]/)
        score = "-"
        if (match($7, /\*\*[0-9]+\*\*/)) score = substr($7, RSTART + 2, RLENGTH - 4)
        print objective, $3, $4 ~ /^[0-9]/ ? $4 : "-", $5 ~ /^[0-9]/ ? $5 : "-", state[1], score
    }' "$page" | sort >"$scratch/duties-said"
awk '
    function value(line) { sub(/^[^:]*: /, "", line); gsub(/[",]/, "", line); return line == "null" ? "-" : line }
    function minutes(ms) { return ms == "-" ? ms : ms / 60000 }
    /^  "duties":/ { on = 1 }
    on && /^  \]/ { on = 0 }
    !on { next }
    /"objective":/ { objective = value($0) }
    /"opened_ms":/ { opened = value($0) }
    /"due_ms":/ { due = value($0) }
    /"done_ms":/ { done = value($0) }
    /"state":/ { state = value($0) }
    /"points":/ { points = value($0) }
    /^    }/ {
        print objective, minutes(opened), minutes(due), minutes(done), state,
              points == "-" ? points : sprintf("%.0f", points * 100)
    }' "$scratch/json" | sort >"$scratch/duties-true"
same 'duty by duty' "$scratch/duties-said" "$scratch/duties-true"

# "objective weight mean", then the total.
{
    sed -n '/^## Objectives/,/^## Grading/p' "$page" |
        sed -nE 's/^\| ([a-z]+) \| ([0-9]+) \|.*\*\*([0-9]+)\*\* \|$/\1 \2 \3/p'
    sed -nE 's/.*the drill scores \*\*([0-9]+)\.([0-9]+)\*\*.*/total \1\2/p' "$page"
} | sort >"$scratch/means-said"
awk '
    function value(line) { sub(/^[^:]*: /, "", line); gsub(/[",]/, "", line); return line }
    /^  "objectives":/ { on = 1 }
    on && /^  \]/ { on = 0 }
    on && /^      "name":/ { name = value($0) }
    on && /"weight":/ { weight = value($0) }
    on && /"score": [0-9]/ { printf "%s %s %.0f\n", name, weight, value($0) * 100 }
    /^  "result":/ { result = 1 }
    result && /"score":/ { printf "total %.0f\n", value($0) * 100; result = 0 }
    ' "$scratch/json" | sort >"$scratch/means-true"
same 'objectives and total' "$scratch/means-said" "$scratch/means-true"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
