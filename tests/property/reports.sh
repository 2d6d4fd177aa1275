#!/bin/bash
# reports.sh - the reports of a drill, in every form and both arrangements, read back.
#
# tests/support/reports.py holds each document to the rules of its form; here: what ships, names
# that would like to be markup or formulas, a drill in which nothing happened, patches that are
# applied, files that cannot be written, the same bytes twice, and 10 000 obligations.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-reports.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
forms=(html pdf xlsx md json junit csv)
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

verdict() { # what, 0 or 1, a file with what is amiss
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        echo "FAIL $1"
        [ ! -s "${3:-/dev/null}" ] || head -n 20 "$3" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

expect() { # what, command...
    local what=$1 code=0
    shift
    "$@" >"$scratch/said" 2>&1 || code=1
    verdict "$what" $code "$scratch/said"
}

drill() { # exit code, arguments
    local wanted=$1 code=0
    shift
    "$tocsin" drill "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || code=$?
    [ "$code" -eq "$wanted" ] || {
        echo "exit $code, not $wanted: $(cat "$scratch/err")"
        return 1
    }
}

read_back() { # files, then -- and words that must be there
    "$python" -W ignore tests/support/reports.py "$@"
}

# All forms of one drill in one run, read back; then words that must be in each but JUnit.
all_forms() { # what, plan, scenario, words... (behind --: more options)
    local what=$1 plan=$2 scenario=$3 form files=() reports=() said=()
    shift 3
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        said+=("$1")
        shift
    done
    [ $# -eq 0 ] || shift
    for form in "${forms[@]}"; do
        files+=("$scratch/r.$form")
        reports+=(--report "$scratch/r.$form")
    done
    expect "$what: written" drill 0 "${reports[@]}" "$@" "$plan" "$scenario"
    expect "$what: read" read_back "${files[@]}" -- "${said[@]}"
}

# ── what ships ────────────────────────────────────────────────────────────────
all_forms 'county, late' plans/county-netsec.plan scenarios/county-2-late.yaml 53.38 通知值守人員到崗 發展趨勢
all_forms 'county, late, in English' plans/county-netsec.plan scenarios/county-2-late.yaml 53.38 \
    'Leading group' -- --lang en --skin hseep
all_forms 'works, escalation' plans/chemical-plant.plan scenarios/chemical-3-escalation.yaml 'Gas readings'
pdftotext -layout "$scratch/r.pdf" "$scratch/pages"
expect 'a narrow column cuts no word in two' grep -qw Communications "$scratch/pages"
grep -nwE 'Communica|tions' "$scratch/pages" >"$scratch/cut"
verdict 'nor leaves the pieces' $((1 - $?)) "$scratch/cut"
expect 'files are named as whoever reads it knows them' grep -q 'clause 5, chemical-plant.plan line' "$scratch/pages"
all_forms 'an outbreak, many reports' plans/sources/public-health.plan scenarios/sources/public-health-3-outbreak.yaml \
    'Prefecture health command centre' -- --lang en --skin hseep
expect 'of many reports the text counts those in time' grep -q 'Reports sent in time: [1-9][0-9]*;' "$scratch/r.md"
expect 'and an annex lists them all' test \
    "$(grep -cE '^\| [0-9]+ \|.*\| on time \|' "$scratch/r.md")" -eq \
    "$(sed -n 's/.*Reports sent in time: \([0-9]*\);.*/\1/p' "$scratch/r.md")"
all_forms 'works, late, in Chinese' plans/chemical-plant.plan scenarios/chemical-2-late.yaml 72.39 瞒报 处置卡 \
    -- --lang zh --skin aqt9009

# ── nothing happened; names that would like to be more ────────────────────────
all_forms 'empty' tests/reports/unmeetable.plan tests/reports/empty.yaml
all_forms 'hostile' tests/reports/hostile.plan tests/reports/hostile.yaml '# no heading' '＝1+1' \
    "'single'" '<i>'
all_forms 'hostile, after AQ/T 9009' tests/reports/hostile.plan tests/reports/hostile.yaml '＝1+1' \
    -- --skin aqt9009 --lang zh-Hant

# ── evaluators, and what the plan does not know ───────────────────────────────
all_forms 'observed' tests/golden/plans/standing.plan tests/reports/observed.yaml 'The valve wheel was rusted' \
    'second thoughts' 'we also called the hospital' 口头批准 'opened the gate' -- --lang en --skin hseep
all_forms 'observed, in Chinese' tests/golden/plans/standing.plan tests/reports/observed.yaml 'written a day later' \
    'we also called the hospital' -- --lang zh --skin aqt9009

# ── patches ───────────────────────────────────────────────────────────────────
patched() { # plan, scenario, seed, tool...: what was unmeetable is met in the patched plan
    local name=$1 scenario=$2 seed=$3
    shift 3
    rm -rf "$scratch/tree"
    mkdir "$scratch/tree"
    cp tests/reports/*.plan tests/reports/*.yaml "$scratch/tree"
    (
        cd "$scratch/tree" || exit 1
        drill 0 --seed "$seed" --report change.patch --report before.json "$name" "$scenario" || exit 1
        [ -s change.patch ] || { echo "no patch" && exit 1; }
        "$@" <change.patch || { echo "the patch does not apply" && exit 1; }
        "$tocsin" check "$name" 2>&1 | grep -q T0401 && { echo "it can still be late" && exit 1; }
        "$tocsin" drill --seed "$seed" --report after.json "$name" "$scenario" >/dev/null 2>&1
        "$python" - before.json after.json <<'END'
import json, sys
before, after = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
assert [i["cause"] for i in before["improvements"]] == ["unmeetable"], before["improvements"]
assert before["patch"] and after["patch"] is None and not after["improvements"], after["improvements"]
assert all(duty["state"] == "met" for duty in after["duties"])
END
    )
}
expect 'a patch for patch' patched unmeetable.plan unmeetable.yaml 0 patch -p1 -s
expect 'a patch for git apply' patched unmeetable.plan unmeetable.yaml 0 git apply
expect 'a patch in Chinese units' patched chinese.plan chinese.yaml 1 git apply
expect 'in Chinese words' grep -q '1小时15分钟' "$scratch/tree/chinese.plan"
apart() { # folder, plan, its scenario, tool...: of sister folders, from the folder above or one of them
    local folder=$1 plan=$2 scenario=$3 name
    shift 3
    rm -rf "$scratch/sisters"
    mkdir -p "$scratch/sisters/plans" "$scratch/sisters/drills/may"
    cp tests/reports/unmeetable.plan "$scratch/sisters/plans"
    for name in drills drills/may; do
        sed "s|^plan:.*|plan: ../plans/unmeetable.plan|" tests/reports/unmeetable.yaml >"$scratch/sisters/$name/u.yaml"
    done
    sed -i 's|: \.\./|: ../../|' "$scratch/sisters/drills/may/u.yaml"
    ln -s ../plans/unmeetable.plan "$scratch/sisters/drills/link.plan"
    (
        cd "$scratch/sisters/$folder" || exit 1
        # shellcheck disable=SC2086 # without a plan the scenario names it
        drill 0 --report change.patch $plan "$scenario" || exit 1
        "$@" <change.patch || { echo "the patch does not apply" && cat change.patch && exit 1; }
        grep -q 'within 50min' "$scratch/sisters/plans/unmeetable.plan"
    )
}
expect 'a patch for a plan that the scenario names' apart . '' drills/u.yaml patch -p1 -s
expect 'likewise for git apply' apart . '' drills/u.yaml git apply
expect 'a patch for a path with steps up' apart plans ../drills/../plans/unmeetable.plan ../drills/u.yaml patch -p1 -s
expect 'a patch for a linked plan' apart . drills/link.plan drills/u.yaml patch -p1 -s
expect 'a patch for a plan in a sister folder' apart drills '' u.yaml patch -p1 -s -d ..
expect 'which says so' grep -qx '# patch -p1 -d ..' "$scratch/sisters/drills/change.patch"
expect 'a patch for a plan two folders up' apart drills/may '' u.yaml patch -p1 -s -d ../..
expect 'which says so, too' grep -qx '# patch -p1 -d ../..' "$scratch/sisters/drills/may/change.patch"
expect 'no patch where people were late' drill 0 --report "$scratch/no.patch" plans/county-netsec.plan \
    scenarios/county-2-late.yaml
verdict 'no patch: empty' "$([ ! -s "$scratch/no.patch" ] && echo 0 || echo 1)"
"$tocsin" build -o "$scratch/u.machine" tests/reports/unmeetable.plan 2>/dev/null
expect 'from an image there is no text to change' drill 0 --format patch "$scratch/u.machine" \
    tests/reports/unmeetable.yaml
verdict 'an image: empty' "$([ ! -s "$scratch/out" ] && echo 0 || echo 1)"

# ── which form ────────────────────────────────────────────────────────────────
small=(tests/reports/unmeetable.plan tests/reports/unmeetable.yaml)
expect 'an ending that says nothing' drill 2 --report "$scratch/a.json" --report "$scratch/b.doc" "${small[@]}"
expect 'its message' grep -q 'no form of a report ends so' "$scratch/err"
expect 'nothing was written' test ! -e "$scratch/a.json"
expect '--format beside several' drill 2 --format md --report "$scratch/a.json" --report "$scratch/b.md" "${small[@]}"
expect 'one file twice' drill 2 --report "$scratch/a.json" --report "$scratch/a.json" "${small[@]}"
expect 'a report over the trace' drill 2 --trace "$scratch/a.json" --report "$scratch/a.json" "${small[@]}"
expect 'a report over the replay' drill 2 --export-replay "$scratch/a.txt" --report "$scratch/a.txt" "${small[@]}"
expect '--format counts more than the ending' drill 0 --format md -o "$scratch/a.txt" "${small[@]}"
expect 'it is Markdown' grep -q '^# After-Action Report' "$scratch/a.txt"
sixteen=()
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
    sixteen+=(--report "$scratch/many.$number.json")
done
expect 'sixteen reports beside trace and replay' drill 0 --trace "$scratch/many.trace" --export-replay "$scratch/many.replay" "${sixteen[@]}" "${small[@]}"
expect 'the last of them' test -s "$scratch/many.16.json"
expect 'seventeen reports' drill 2 "${sixteen[@]}" --report "$scratch/x.json" "${small[@]}"
expect 'a skin that is not there' drill 2 --skin nice "${small[@]}"

# ── whole or not at all ───────────────────────────────────────────────────────
echo before >"$scratch/kept.html"
expect 'one that cannot be written' drill 2 --report "$scratch/kept.html" --report "$scratch/no/such/x.pdf" "${small[@]}"
expect 'the others are as they were' grep -qx before "$scratch/kept.html"
if [ -w /dev/full ]; then
    for form in html pdf md xlsx junit json; do
        expect "$form: a full disk" drill 70 --format $form -o /dev/full "${small[@]}"
    done
fi
expect 'no room for the workbook' env TMPDIR="$scratch/no" bash -c '
    "$0" drill --report "$1/kept.html" --report "$1/x.xlsx" "$2" "$3"; [ $? -eq 70 ]' \
    "$tocsin" "$scratch" "${small[@]}"
expect 'and the others still as they were' grep -qx before "$scratch/kept.html"
verdict 'nothing half written' "$(compgen -G "$scratch/*.tmp" >/dev/null && echo 1 || echo 0)"

# ── the same bytes ────────────────────────────────────────────────────────────
for form in html pdf xlsx md json junit patch; do
    "$tocsin" drill --report "$scratch/one.$form" "${small[@]}" 2>/dev/null
    TZ=Asia/Tokyo LC_ALL=C "$tocsin" drill --report "$scratch/two.$form" "${small[@]}" 2>/dev/null
    expect "$form: the same bytes twice" cmp "$scratch/one.$form" "$scratch/two.$form"
done

# ── many ──────────────────────────────────────────────────────────────────────
make_many() { # number of obligations: half of them done, many late
    "$python" - "$scratch" "$1" <<'END'
import sys
from pathlib import Path

folder, count = Path(sys.argv[1]), int(sys.argv[2])
steps = "".join(f'  step s{i} "Step {i} of many" {{ by crew  within {i % 50 + 5}min }}\n' for i in range(count))
(folder / "many.plan").write_text(
    'plan many "Many" { language en  timezone "UTC" }\norg crew "Crew" { duty 24h }\nevent alarm "Alarm"\n'
    f"response r \"R\" {{\n  on alarm\n{steps}}}\n", encoding="utf-8")
done = sorted(range(0, count, 2), key=lambda i: i % 60)
(folder / "many.yaml").write_text(
    "scenario: many\nplan: many.plan\nstart: 2026-03-02T01:00Z\nplay: all\nscript:\n"
    "  - {at: 0min, inject: alarm}\n"
    + "".join(f"  - {{at: {i % 60}min, did: s{i}, by: crew}}\n" for i in done) + "end: 2h\n", encoding="utf-8")
END
}
many() { # seconds, megabytes, forms...
    local seconds=$1 room=$2 form files=()
    shift 2
    for form in "$@"; do
        files+=(--report "$scratch/many.$form")
    done
    (
        [ -n "${LSAN_OPTIONS:-}" ] || ulimit -v $((1024 * room))
        timeout "$seconds" "$tocsin" drill "${files[@]}" "$scratch/many.plan" "$scratch/many.yaml" 2>&1
    )
}
make_many 10000
expect '10 000 obligations' many 60 1500 html xlsx md
expect '10 000 obligations: all in the workbook' read_back "$scratch/many.xlsx" -- 'Step 9999 of many'
make_many 1500
expect '1 500 obligations on paper' many 60 1500 pdf
expect '1 500 obligations: bounded pages' test "$(pdfinfo "$scratch/many.pdf" | sed -n 's/^Pages: *//p')" -lt 250

cd "$root" || exit 70
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
