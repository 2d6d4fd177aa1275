#!/bin/bash
# charts-rows.sh - timeline, who does what, resources and cards of every shipped plan, read back
# from the finished PDF: every step is there, nothing lies on anything else or outside its page, the
# paper has its true size, the code on a card can be read, the same plan gives the same bytes.
# Also of a plan whose texts would like to be more than texts, and of one without anything.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-charts.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
read_back="python3 tests/support/chart_rows.py"
export SOURCE_DATE_EPOCH=1700000000

try() { # what, then a command that must end well
    local what=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        head -5 "$scratch/said"
        failed=$((failed + 1))
    fi
}

view() { # plan, view, file, more options
    "$tocsin" chart --paper none --view "$2" -o "$3" "${@:4}" "$1"
}

code_says() { # pdf, id
    pdftoppm -r 200 -f 1 -l 1 -png "$1" "$scratch/code" && zbarimg -q --raw "$scratch"/code*.png |
        grep -q "^$2\$"
    local code=$?
    rm -f "$scratch"/code*.png
    return $code
}

of_plan() { # plan, name, more options
    local plan=$1 name=$2 view body id
    shift 2
    "$tocsin" chart --format flow "$@" "$plan" >"$scratch/$name.flow" 2>"$scratch/said" || {
        echo "FAIL $name: no picture"
        failed=$((failed + 1))
        return
    }
    for view in timeline raci resources; do
        try "$name $view" view "$plan" $view "$scratch/$view.pdf" "$@"
        [ $view = resources ] ||
            try "$name $view: all steps" $read_back steps "$scratch/$name.flow" "$scratch/$view.pdf"
        try "$name $view: clear" $read_back clear "$scratch/$view.pdf"
    done
    try "$name cards" "$tocsin" cards -o "$scratch/all.pdf" "$@" "$plan"
    try "$name cards: clear" $read_back clear "$scratch/all.pdf"
    try "$name cards: true size" $read_back size "$scratch/all.pdf" 148 210
    id=$(sed -n 's/^flow 1 \([^ ]*\).*/\1/p' "$scratch/$name.flow")
    try "$name cards: the code is read back" code_says "$scratch/all.pdf" "$id"
    [ -n "$is_thorough" ] || return
    mkdir -p "$scratch/$name"
    while read -r body; do
        "$tocsin" cards --body "$body" -o "$scratch/$name/$body.pdf" "$@" "$plan" 2>/dev/null
    done < <(sed -n 's/^lane [0-9]* \([^ ]*\).*/\1/p' "$scratch/$name.flow")
    try "$name cards: each step on its body's" $read_back cards "$scratch/$name.flow" "$scratch/$name"
}

is_thorough=yes # a file for each body
of_plan plans/county-netsec.plan county
of_plan plans/chemical-plant.plan chemical --theme dark
is_thorough=
of_plan plans/county-netsec.plan county-en --lang en
of_plan plans/county-netsec.plan county-both --lang both --theme bw
for plan in plans/sources/*.plan; do
    "$tocsin" check "$plan" >/dev/null 2>&1 && of_plan "$plan" "$(basename "$plan" .plan)"
done

# ── sheets of paper, in rows ──
for view in timeline raci; do
    try "$view on A3" "$tocsin" chart --view $view --paper A3 --orientation landscape \
        -o "$scratch/a3.pdf" plans/chemical-plant.plan
    try "$view on A3: all steps" $read_back steps "$scratch/chemical.flow" "$scratch/a3.pdf"
    try "$view on A3: true size" $read_back size "$scratch/a3.pdf" 420 297
    pages=$(pdfinfo "$scratch/a3.pdf" | sed -n 's/^Pages: *//p')
    try "$view on A3: several sheets" test "$pages" -gt 1
done
# Each sheet of a matrix has its heads once, and rows below them.
heads_once() { # pdf
    local pages page
    pages=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
    for ((page = 1; page <= pages; page++)); do
        [ "$(pdftotext -f $page -l $page "$1" - | grep -cx 'Duty')" = 1 ] || return 1
        [ "$(pdftotext -f $page -l $page "$1" - | grep -cE '^(≤|⩽|every )')" -ge 4 ] || return 1
    done
}
try "raci on A3: heads once on each sheet" heads_once "$scratch/a3.pdf"
try "raci on A3: no word broken" bash -c "pdftotext '$scratch/a3.pdf' - | grep -qx 'Communications'"

# ── paper, contacts, bytes ──
try "A4" "$tocsin" cards --paper A4 -o "$scratch/a4.pdf" plans/chemical-plant.plan
try "A4: true size" $read_back size "$scratch/a4.pdf" 210 297
try "A4: clear" $read_back clear "$scratch/a4.pdf"
"$tocsin" cards --public -o "$scratch/public.pdf" plans/chemical-plant.plan 2>/dev/null
try "no contact on public cards" bash -c "! pdftotext '$scratch/public.pdf' - | grep -q '…1[0-9][0-9]\|ext\. 5'"
try "a contact on the others" bash -c "pdftotext '$scratch/a4.pdf' - | grep -q 'ext\. 500'"
"$tocsin" cards --paper A4 -o "$scratch/again.pdf" plans/chemical-plant.plan 2>/dev/null
try "the same bytes" cmp "$scratch/a4.pdf" "$scratch/again.pdf"
try "png" bash -c "'$tocsin' cards --body security --dpi 40 -o '$scratch/s.png' plans/chemical-plant.plan 2>/dev/null && file '$scratch/s.png' | grep -q PNG"

# ── hostile and empty ──
{
    printf 'plan bad "\\"><script>alert(1)</script>" { version "1" status draft language en timezone "UTC" }\n'
    printf 'org a "%s" { kind lead duty 24h contact phone "1\\"><x" }\n' "$(head -c 4000 /dev/zero | tr '\0' 'W')"
    printf 'org b "" { kind unit duty 08:00..12:00 mon..fri }\nevent e "<b>e</b>" { seen by a }\n'
    printf 'resource r "R" { owner a kind team count 40 }\n'
    printf 'response x "%s" { on e lead a\n' "$(for i in $(seq 400); do printf 'word%d ' "$i"; done)"
    for i in $(seq 40); do
        printf 'step s%d "%s" { by a with b within 10min uses 1 r takes 5..20min instruction "%s" }\n' "$i" \
            "title $i" "$(for k in $(seq 60); do printf 'long ' ; done)"
    done
    printf '}\n'
} >"$scratch/bad.plan"
printf 'plan nothing "Nothing" { version "1" status draft language zh-Hans timezone "UTC" }\n' \
    >"$scratch/nothing.plan"
for plan in bad nothing; do
    for view in timeline raci resources; do
        try "$plan $view" "$tocsin" chart --view $view -o "$scratch/$view.pdf" "$scratch/$plan.plan"
        try "$plan $view: clear" $read_back clear "$scratch/$view.pdf"
    done
    try "$plan cards" "$tocsin" cards -o "$scratch/$plan.pdf" "$scratch/$plan.plan"
    try "$plan cards: clear" $read_back clear "$scratch/$plan.pdf"
    try "$plan cards: true size" $read_back size "$scratch/$plan.pdf" 148 210
done

# ── who decides: approvals of announcements too; posts act for their body, successors for posts ──
rights() { # body, words that its card says; behind --: words that it must not say
    local body=$1 is_wanted=yes word
    shift
    "$tocsin" cards --body "$body" -o "$scratch/r.pdf" tests/golden/cli/authority.plan 2>/dev/null || return 1
    pdftotext -raw "$scratch/r.pdf" "$scratch/r.txt"
    for word in "$@"; do
        [ "$word" != -- ] || { is_wanted=no; continue; }
        if tr '\n' ' ' <"$scratch/r.txt" | grep -qF "$word"; then
            [ $is_wanted = yes ] || { echo "$body is told: $word"; return 1; }
        else
            [ $is_wanted = no ] || { echo "$body is not told: $word"; return 1; }
        fi
    done
}
try "who approves an announcement" rights office.chief 'Approve: Leave' 'asked by Crew' \
    'Declare I Grave (acting for Office)' -- 'Declare I Grave (only' 'Say that'
try "who is told by one" rights office.third 'You are told: Leave (from Crew)' -- 'Approve: Leave' 'Say that'
try "a post acts for its body" rights office.second 'Declare I Grave (acting for Office)' 'Approve: Shut' -- 'may not'
try "who may end is not told that he may not" rights city.mayor 'I Grave: raise, end' 'Declare I Grave (only Office)' -- 'Say that'
try "who may not" rights crew 'Say that the incident is over (only Office · Chief)' 'Declare II Major (only Office · Second)' \
    'I Grave: Declare'

# ── what is asked for must be there ──
"$tocsin" cards --body securty plans/chemical-plant.plan >/dev/null 2>"$scratch/said"
code=$?
mv "$scratch/said" "$scratch/complaint"
try "an unknown body" test "$code" -eq 2
try "an unknown body: what was meant" grep -q 'did you mean .security' "$scratch/complaint"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
