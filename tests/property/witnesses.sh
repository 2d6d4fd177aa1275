#!/bin/bash
# witnesses.sh - every scenario that `check --witness` writes is replayed with `tocsin drill`.
#
# On the plan with the fault all that it expects comes true; on the mended plan of the same page it does
# not, but for those whose mend needs something that the scenario does not do.  Called by tests/run;
# prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-witnesses.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# The right plan lets the same choices and values come to the same: T0446 a decider who will not give
# up, T0456 nobody who says that it is over, T0458 a decider who does not wait; T0444 and T0445 have
# nothing to play.
same_when_mended=" T0444 T0445 T0446 T0456 T0458 "

fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}

pass() {
    passed=$((passed + 1))
}

# Writes the witnesses of a plan; as many as there are findings of flow.
find_witnesses() { # plan, folder
    local found written
    "$tocsin" check --lang en --witness "$2" "$1" >"$2.said" 2>&1
    [ $? -le 1 ] || fail "$1: check --witness ended wrongly"
    found=$(grep -c -E '^warning\[T0(44|45|22[23467])[0-9]?\]' "$2.said")
    written=$(find "$2" -name '*.yaml' | wc -l)
    if [ "$found" -eq "$written" ] && ! grep -q 'no scenario that shows it' "$2.said"; then
        pass
    else
        fail "$1: $found findings, $written scenarios"
    fi
}

# A scenario of T0222 stops the drill, which names what goes round.
does_stop() { # plan, scenario
    ! "$tocsin" drill -o "$scratch/report" "$1" "$2" >"$scratch/said" 2>&1 &&
        grep -q -E 'does not settle|times at once' "$scratch/said"
}

replay() { # plan, scenario
    if [[ $2 == */T0222-* ]]; then
        if does_stop "$1" "$2"; then pass; else fail "$2: the drill of $1 goes on"; fi
    elif "$tocsin" drill -o "$scratch/report" "$1" "$2" >"$scratch/said" 2>&1; then
        pass
    else
        fail "$2: not as expected on $1"
        sed 's/^/    /' "$scratch/said" "$scratch/report"
    fi
}

cut_example() { # page, wrong or right
    awk -v kind="$2" '$0 == "```plan " kind { inside = 1; next } /^```/ { inside = 0 } inside' "$1"
}

for plan in tests/golden/check/*.plan; do
    grep -q -E '#~.*T0(4[45][0-9]|22[23467])' "$plan" || continue
    ! grep -q -E "#~.*T0131" "$plan" || continue # refused: there is no machine that could show anything
    folder=$scratch/$(basename "$plan" .plan)
    find_witnesses "$plan" "$folder"
    for scenario in "$folder"/*.yaml; do
        [ ! -e "$scenario" ] || replay "$plan" "$scenario"
    done
done

for page in compiler/driver/explain/T04[45][0-9].md compiler/driver/explain/T022[23467].md; do
    code=$(basename "$page" .md)
    cut_example "$page" wrong >"$scratch/wrong.plan"
    cut_example "$page" right >"$scratch/right.plan"
    find_witnesses "$scratch/wrong.plan" "$scratch/$code"
    for scenario in "$scratch/$code"/*.yaml; do
        [ -e "$scenario" ] || continue
        replay "$scratch/wrong.plan" "$scenario"
        [[ $same_when_mended != *" $code "* ]] || continue
        if [ "$code" = T0222 ]; then
            if does_stop "$scratch/right.plan" "$scenario"; then fail "$page: stops, too"; else pass; fi
            continue
        fi
        if "$tocsin" drill -o "$scratch/report" "$scratch/right.plan" "$scenario" >/dev/null 2>&1; then
            fail "$page: $(basename "$scenario") comes true on the right plan, too"
        else
            pass
        fi
    done
done

# A file that somebody else wrote is left alone.
cut_example compiler/driver/explain/T0440.md wrong >"$scratch/wrong.plan"
mkdir -p "$scratch/own"
echo 'my own' >"$scratch/own/T0440-level.III.yaml"
if "$tocsin" check --witness "$scratch/own" "$scratch/wrong.plan" >/dev/null 2>"$scratch/said" ||
    [ "$(cat "$scratch/own/T0440-level.III.yaml")" != 'my own' ] || ! grep -q 'left alone' "$scratch/said"; then
    fail 'a file of somebody else is overwritten, or nothing is said'
else
    pass
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
