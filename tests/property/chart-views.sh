#!/bin/bash
# chart-views.sh - what the views of bodies, grades and telling show, read back from finished PDFs:
# each org, grade, report, announcement and relay of each plan that ships, in one language and in
# two; no contact in a public chart.  Prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
build=${BUILD:-build}
tocsin=${TOCSIN:-$build/tocsin}
export SOURCE_DATE_EPOCH=1780272000
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-chart-views.XXXXXX") || exit 70
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

pass_if() { # what; the last command's success
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        echo "FAIL $1"
        failed=$((failed + 1))
    fi
}

# all_there VIEW PLAN PDF: each title that the plan gives to what the view shows is in the text.
all_there() {
    python3 - "$@" <<'PY'
import re, subprocess, sys

view, plan, pdf = sys.argv[1:]
words = {"orgs": "org|机构|機構", "ladder": "level|级别|級別|等级|等級",
         "reports": "report|announcement|relay|报告|報告"}[view]


def bare(text):
    return re.sub(r"[\s\u00a0]", "", text)


source = re.sub(r"#.*", "", open(plan, encoding="utf-8").read())
wanted = re.findall(r'(?m)^\s*(?:%s)\s+[^\s"{]+\s+"([^"]*)"' % words, source)
shown = bare(subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True)
             .stdout.decode("utf-8"))
missing = [title for title in wanted if bare(title) not in shown]
if missing:
    print("not on the chart:", *missing, sep="\n  ")
    sys.exit(1)
PY
}

draw() { # OUTPUT, then the arguments
    local out=$1
    shift
    "$tocsin" chart -o "$out" "$@" >/dev/null 2>"$scratch/err"
}

shown=0
for plan in plans/*.plan plans/sources/*.plan docs/relays/*.plan; do
    "$tocsin" chart --format flow "$plan" >/dev/null 2>&1 || continue # a plan with errors
    shown=$((shown + 1))
    for view in orgs ladder reports; do
        for options in '' '--lang both --theme bw'; do
            # shellcheck disable=SC2086
            draw "$scratch/chart.pdf" --view $view $options "$plan" &&
                all_there $view "$plan" "$scratch/chart.pdf"
            pass_if "$view $options $plan" $?
        done
    done
done
[ $shown -ge 8 ]
pass_if "only $shown plans could be drawn" $?

# The same bytes twice.
for view in orgs ladder reports; do
    draw "$scratch/one.png" --view $view --dpi 60 plans/county-netsec.plan &&
        draw "$scratch/two.png" --view $view --dpi 60 plans/county-netsec.plan &&
        cmp -s "$scratch/one.png" "$scratch/two.png"
    pass_if "$view: not the same twice" $?
done

# A small sheet that says so where there is nothing to show.
printf 'plan p "P" { version "1"  status draft  language en  timezone "UTC" }\n' \
    >"$scratch/empty.plan"
for view in orgs ladder reports; do
    draw "$scratch/none.pdf" --view $view "$scratch/empty.plan" &&
        pdftotext -raw "$scratch/none.pdf" - | grep -q 'This plan has no'
    pass_if "$view of an empty plan" $?
done

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
