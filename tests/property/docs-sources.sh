#!/bin/bash
# docs-sources.sh - docs/sources.md says what is so: every claim of the checker has its row and
# every row its claim; each declaration, code, chart and drill that it names is there.
#
#   BUILD=build tests/property/docs-sources.sh
#
# Called by tests/run; prints `N passed, M failed`.  Reads the goldens of plans/sources, which
# tests/golden/run holds against the program.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
page=docs/sources.md
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-sources.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}

# Rows of the tables behind a comment `<!-- KIND`, cells apart by tabs.
rows() { # kind
    awk -v kind="<!-- $1" '
        index($0, "<!-- ") == 1 { in_kind = index($0, kind) == 1; lines = 0 }
        /^#/ { in_kind = 0 }
        in_kind && /^\|/ {
            if (++lines <= 2) next # the head
            gsub(/^\| | \|$/, "")
            gsub(/ \| /, "\t")
            print
        }' $page
}

# ── claims ────────────────────────────────────────────────────────────────────
# One line each: plan, reading, code, and the whole finding as one line.
claims() {
    local plan reading file
    for plan in jincheng county; do
        for reading in 1 2; do
            file=tests/golden/shipped/check/$plan-as-written.out
            [ $reading = 1 ] || file=${file%.out}.read.out
            awk -v plan=$plan -v reading=$reading '
                BEGIN { RS = ""; FS = "\n" }
                match($1, /\[T[0-9][0-9][0-9][0-9]\]/) {
                    code = substr($1, RSTART + 1, 5)
                    gsub(/\n/, " ")
                    print plan "\t" reading "\t" code "\t" $0
                }' $file
        done
    done
}

check_claims() {
    claims >"$scratch/claims"
    rows findings >"$scratch/rows"
    awk -F '\t' -v page=$page '
        FNR == NR { claim[++claims] = $0; next }
        {
            split($3, part, "`")
            reading = $3 + 0
            if (reading == 0) next # said to be found by nothing
            hits = 0
            for (i = 1; i <= claims; i++) {
                split(claim[i], have, "\t")
                if (have[1] != $1 || have[3] != part[2]) continue
                if (part[4] != "" && index(have[4], part[4]) == 0) continue
                if (have[2] == reading) hits++
                covered[i] = 1
            }
            if (hits) passed++
            else { print "FAIL " page ": " $1 ", " $3 ": not claimed"; failed++ }
        }
        END {
            for (i = 1; i <= claims; i++) {
                split(claim[i], have, "\t")
                if (covered[i]) passed++
                else {
                    print "FAIL " page ": no row for " have[1] ", reading " have[2] ": " substr(have[4], 1, 100)
                    failed++
                }
            }
            print passed + 0, failed + 0
        }' "$scratch/claims" "$scratch/rows" >"$scratch/said"
    sed '$d' "$scratch/said"
    add_counts "$(tail -n 1 "$scratch/said")"
}

add_counts() { # "passed failed"
    passed=$((passed + ${1% *}))
    failed=$((failed + ${1#* }))
}

# ── functions ─────────────────────────────────────────────────────────────────
plan_file() { # plan
    if [ -e "plans/sources/$1.plan" ]; then echo "plans/sources/$1.plan"; else echo "plans/$1.plan"; fi
}

# Names of all declarations in a file in the canonical form: `duty-room`, `flash`, `command.meet`.
declared() { # file
    awk '
        /^[a-z][a-z-]* / || /^levels|^report-fields/ {
            top = $1 == "levels" ? ($2 == "{" ? "level" : $2) : $1 == "report-fields" ? $1 : $2
            print top
        }
        /^  (step|decision|post|level|field|report|announcement) / { print top "." $2 }' "$1"
}

prepare() { # plan: its names and its chart, once
    local file
    [ ! -e "$scratch/$1.names" ] || return 0
    file=$(plan_file "$1")
    [ -e "$file" ] || { fail "$page: there is no plan $1"; return 1; }
    declared "$file" >"$scratch/$1.names"
    "$tocsin" chart --format flow "$file" 2>/dev/null | tr ' :' '\n\n' | sort -u >"$scratch/$1.chart"
}

# The names in double quotes of a drill's report, once.
played() { # scenario
    local file
    [ ! -e "$scratch/$1.drill" ] || return 0
    for file in scenarios/sources/$1.yaml scenarios/$1.yaml; do
        [ ! -e "$file" ] || break
    done
    [ -e "$file" ] || { fail "$page: there is no scenario $1"; return 1; }
    "$tocsin" drill --format json "$(tools/plan-of "$file")" "$file" 2>/dev/null |
        grep -o '"[^"]*"' | tr -d '"' | sort -u >"$scratch/$1.drill"
}

ticked() { # cell: what stands in back-ticks
    grep -o '`[^`]*`' <<<"$1" | tr -d '`'
}

check_row() { # function, declared as, checked by, chart, drill
    local name plan scenario code on_chart=no in_drill=no wrong=
    for name in $(ticked "$2"); do
        plan=${name%%:*} name=${name#*:}
        prepare "$plan" || return
        grep -qxF "$name" "$scratch/$plan.names" || wrong="$wrong; $plan declares no $name"
        ! grep -qxF "$name" "$scratch/$plan.chart" || on_chart=yes
        for scenario in $([[ $5 == 'not yet'* ]] || ticked "$5"); do
            played "$scenario" || continue
            ! grep -qxF "$name" "$scratch/$scenario.drill" || in_drill=yes
        done
    done
    for code in $(ticked "$3"); do
        [[ $known == *" $code "* ]] || wrong="$wrong; there is no $code"
    done
    [[ $4 != flow || $on_chart == yes ]] || wrong="$wrong; none of it is on the chart"
    case $5 in
    'not yet'*) ;;
    *) [ $in_drill = yes ] || wrong="$wrong; none of it is in the drill" ;;
    esac
    if [ -z "$wrong" ]; then passed=$((passed + 1)); else fail "$page: $1${wrong/;/:}"; fi
}

check_functions() {
    local what names codes chart drill
    known=" $("$tocsin" explain --list | cut -d' ' -f1 | tr '\n' ' ')"
    while IFS=$'\t' read -r what names codes chart drill; do
        check_row "$what" "$names" "$codes" "$chart" "$drill"
    done < <(rows functions)
    [ "$(rows functions | wc -l)" -ge 60 ] || fail "$page: tables were not read"
}

check_claims
check_functions
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
