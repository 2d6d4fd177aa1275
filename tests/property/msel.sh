#!/bin/bash
# msel.sh - scenarios made lists and scenarios again give the same drill; hostile workbooks do no harm.
#
# Shipped scenarios and those of docs/scenarios.md, as comma- or semicolon-separated values or as
# workbooks: the drill of what comes back has the same duties, score and expectations, and so has the
# drill of the list itself.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
build=${BUILD:-build}
tocsin=$(cd "$build" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-msel.XXXXXX")
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

# What a drill came to.  All are compared at the end, in one go.
result_of() { # name, plan, scenario
    "$tocsin" drill --format json "$2" "$3" >"$scratch/results/$1.json" 2>/dev/null || :
}

try() { # plan, scenario in the scratch folder, forms
    local plan=$1 stem=${2%.yaml} form options name
    name=$(basename "$stem")
    result_of "$name.wanted" "$plan" "$2"
    for form in $3; do
        options=()
        [ "$form" != semicolon.csv ] || options=(--separator semicolon)
        if ! "$tocsin" msel "${options[@]}" --plan "$plan" -o "$stem.$form" "$2" >"$scratch/said" 2>&1 ||
            ! "$tocsin" msel -o "$stem.$form.yaml" "$stem.$form" >>"$scratch/said" 2>&1; then
            fail "$2: not written as $form and back"
            cat "$scratch/said"
        fi
        result_of "$name.$form-back" "$plan" "$stem.$form.yaml"
        [ "$form" = xlsx ] || result_of "$name.$form" "$plan" "$stem.$form"
    done
    # once more: the list of what came back is the same list
    "$tocsin" msel --plan "$plan" -o "$stem.again.csv" "$stem.csv.yaml" 2>/dev/null
    if cmp -s "$stem.csv" "$stem.again.csv"; then pass; else fail "$2: the second list is another"; fi
}

mkdir "$scratch/results"
cp -R scenarios plans "$scratch/"
for scenario in scenarios/*.yaml; do
    try "$(tools/plan-of "$scenario")" "$scratch/$scenario" 'csv xlsx'
done
for scenario in scenarios/sources/*.yaml; do
    try "$(tools/plan-of "$scenario")" "$scratch/$scenario" csv
done
mkdir "$scratch/docs"
cp tests/golden/plans/*.csv "$scratch/docs/"
awk -v folder="$scratch/docs" '
    /^```yaml right/ { file = folder "/" ++n ".yaml"; next }
    /^```/ { file = "" }
    file { print > file }' docs/scenarios.md
for scenario in "$scratch"/docs/*.yaml; do
    try tests/golden/plans/standing.plan "$scenario" 'csv semicolon.csv xlsx'
done

# Places and numbers of entries are the file's own, which lists them in its order.
python3 - "$scratch/results" >"$scratch/compared" <<'EOP'
import json, os, re, sys

PLACE = re.compile(r"entry \d+, line \d+|第 \d+ [条條]，第 \d+ 行")

def strip(value):
    if isinstance(value, str):
        return PLACE.sub("", value)
    if isinstance(value, dict):
        return {k: strip(v) for k, v in value.items() if k not in
                ("line", "entry", "number", "file", "sent_entry", "truth_line", "scenario", "entries")}
    return [strip(v) for v in value] if isinstance(value, list) else value

folder = sys.argv[1]
names = sorted(os.listdir(folder))
read = {name: open(os.path.join(folder, name)).read() for name in names}
for name in names:
    stem = name.split(".")[0]
    if name == stem + ".wanted.json":
        continue
    try:
        wanted = strip(json.loads(read[stem + ".wanted.json"]))
        same = "objectives" in wanted and strip(json.loads(read[name])) == wanted
    except ValueError:
        same = False
    print("same" if same else "other", name)
EOP
while read -r verdict name; do
    if [ "$verdict" = same ]; then pass; else fail "$name: it is another drill"; fi
done <"$scratch/compared"
if [ "$(wc -l <"$scratch/compared")" -ge 40 ]; then pass; else fail 'too few drills were compared'; fi

# ── workbooks of others ──────────────────────────────────────────────────────
books=$scratch/books
mkdir "$books"
python3 tests/support/workbooks.py "$books"
cd "$books" || exit 70
expect_made() { # what, file of what is wanted, command...
    local what=$1 wanted=$2
    shift 2
    if "$tocsin" "$@" 2>said | diff "$wanted" - >difference; then pass; else
        fail "$what"
        cat difference said
    fi
}
cat >wanted <<'EOT'
# made by `tocsin msel` from good.xlsx
scenario: good
start: "2026-03-05T02:10:00+00:00"
script:
  - {at: 10min, inject: leak, to: [crew], text: "valve 3 & 4"}
  - {at: 20min, note: "=1+1", to: [crew]}
  - {at: 30min, inject: leak}
end: settled
EOT
expect_made 'a workbook of another program' wanted msel good.xlsx
cat >wanted <<'EOT'
# made by `tocsin msel` from from-1904.xlsx
scenario: from-1904
start: "2026-03-05T02:10:00+00:00"
script:
  - {at: 10min, inject: leak}
end: settled
EOT
expect_made 'days from 1904, by the name of the sheet' wanted msel --sheet 事件 from-1904.xlsx
memory=1000000 # KiB; what sanitizers reserve is more
(ulimit -v $memory && "$tocsin" --version) >out 2>&1 || memory=unlimited
for book in bad-*.xlsx; do
    code=0
    (ulimit -t 10 -v $memory && exec "$tocsin" msel "$book") >out 2>said || code=$?
    if [ "$code" -eq 1 ] && grep -q 'error\[T0745\]' said && [ ! -s out ]; then pass; else
        fail "$book: exit $code"
        head -n 3 said
    fi
done
worst=0
for book in cut-*.xlsx flip-*.xlsx; do
    code=0
    "$tocsin" msel "$book" >out 2>said || code=$?
    [ "$code" -le 2 ] || worst=$code
done
if [ "$worst" -eq 0 ]; then pass; else fail "a cut or changed workbook: exit $worst"; fi
cd "$root" || exit 70
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
