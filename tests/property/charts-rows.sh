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

duties() { # plan, more options: each duty of the image stands on the card of who owes it
    "$tocsin" build --dump -o "$scratch/duties.txt" "$1" || return 1
    "$tocsin" cards -o "$scratch/duties.svg" "${@:2}" "$1" || return 1
    python3 tests/support/card_duties.py "$scratch/duties.txt" "$scratch/duties.svg"
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
    try "$name cards: all that a drill scores" duties "$plan" "$@"
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

# ── numbers stay whole, and are copied as they are ──
{
    printf 'plan p "P" { version "1" status draft language en timezone "UTC" }\n'
    printf 'org a "Duty" { kind centre duty 24h contact phone "01234-567890" contact mobile "07700/900-123" }\n'
    printf 'event e "Fire" { seen by a }\nresponse r "R" { on e lead a step s "Call %s" { by a within 10min } }\n' \
        "$(for i in $(seq 20); do printf '555-01%02d …7%02d ' "$i" "$i"; done)"
} >"$scratch/numbers.plan"
joiner=$'\u2060'
for what in 'chart --paper A4' 'chart --view timeline' 'chart --view raci' cards; do
    "$tocsin" $what -o "$scratch/numbers.pdf" "$scratch/numbers.plan" 2>/dev/null
    pdftotext "$scratch/numbers.pdf" "$scratch/numbers.txt"
    try "$what: numbers are whole" bash -c \
        "grep -q 555-01 '$scratch/numbers.txt' && ! grep -qE '(555-|…|07700/)$|$joiner' '$scratch/numbers.txt'"
done

# ── no space after signs that bring their own ──
"$tocsin" cards -o "$scratch/han.pdf" plans/county-netsec.plan 2>/dev/null
try "cards: no gap after full-width signs" bash -c "pdftotext '$scratch/han.pdf' - | grep -qF '：' && ! pdftotext '$scratch/han.pdf' - | grep -qF -e '： ' -e '， ' -e '； ' -e '、 '"

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
    "$tocsin" cards --body "$body" -o "$scratch/r.pdf" "${of_plan:-tests/golden/cli/authority.plan}" 2>/dev/null || return 1
    pdftotext -raw "$scratch/r.pdf" "$scratch/r.txt"
    for word in "$@"; do
        [ "$word" != -- ] || { is_wanted=no; continue; }
        if sed 's/\xc2\xa0/ /g' "$scratch/r.txt" | tr '\n' ' ' | grep -qF "$word"; then
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

# ── whoever has only the card can do all that a drill scores ──
for plan in tests/golden/plans/{heard,lifecycle,standing,telling,two-ladders,typhoon}.plan tests/golden/flow/*.plan \
    docs/relays/*.plan tests/golden/cli/authority.plan tests/reports/{causes,hostile}.plan; do
    try "$plan: all that a drill scores" duties "$plan"
done
cat >"$scratch/chain.plan" <<'EOF'
plan p "P" { language en timezone "UTC" }
org office "Office" { kind office duty 24h contact phone "1" contact email "duty-desk@a-b.example"
  post head "Head" { contact phone "2" } post dep "Deputy" { contact phone "3" succeeds head } }
org crew "Crew" { kind unit under office contact phone "4" }
org city "City" { kind superior contact phone "5" }
org police "Police" { kind external contact phone "6" }
org depot "Depot" { kind unit under office contact phone "777" }
org town "Residents" { kind public }
resource boats "Boats" { owner depot kind vehicle count 1 }
event fire "Fire" { seen by crew }
indicator w "Water" { number unit "m" range 0..9 source crew every 10min }
levels { declared by office within 10min
  level low "Low" { when w >= 1 "m" }
  level high "High" { when w >= 3 "m" declared by office.head within 5min if late notify city }
  end when w < 1 "m" proposed by crew approved by office.head }
report-fields { field where "Where" }
relay upward "Up the line" { on fire content where
  hop crew to office within 15min method phone
  hop office to city within 30min
  verify within 6min by office  overall within 97min of fire  skip to city when level at least high
  if no answer within 3min to office.dep  copy to police  written within 2h of fire }
response r "Respond" { on level at least low, fire lead crew
  step look "Look" { by crew with police to city within 10min takes 5min every 30min until w < 1 "m"
    if late notify police if late do big }
  step ask "Ask" { by crew after look within 25min takes 5min requests 1 boats from depot }
  step leave "Leave" { by town after ask } }
response big "Big" { step all "All hands" { by office within 1h takes 10min } }
announcement shut "Shut" { on declared high by declarer to police, town within 15min content where
  approved by office.dep within 5min }
EOF
try "chains, requests, declarers" duties "$scratch/chain.plan"
"$tocsin" build --dump -o "$scratch/duties.txt" "$scratch/chain.plan" 2>/dev/null
sed -e 's/^  sender: crew$/  sender: police/' -e 's/^  from: depot$/  from: city/' "$scratch/duties.txt" >"$scratch/other.txt"
python3 tests/support/card_duties.py "$scratch/other.txt" "$scratch/duties.svg" >"$scratch/missing"
try "what is not on the card is found" grep -q 'card of city: nothing called grant:' "$scratch/missing"
try "who does not pass it on is found" grep -q 'card of police: nothing called hop:' "$scratch/missing"
told() { # body, words that its card says; behind --: words that it must not say
    of_plan=$scratch/chain.plan rights "$@"
}
try "who lends" told depot 'Grant support: 1 × Boats' 'asked by Crew' 'for: Ask (≤ 25 min)' 'granted, at' 'refused, because' 'phone 4' \
    -- 'No step or report'
try "who asks" told crew 'ask for: 1 × Boats (from Depot)' 'phone 777' 'no answer within 3 min: tell Office · Deputy' 'copy to Police'
try "who checks first" told office 'check first, for at most 6 min' 'since you have the word' 'Look is late' -- 'on: Look  '
try "who is told" told police 'Up the line, as a copy' 'You are told: Shut' 'Look, if it is late'
try "who is tried instead" told office.dep 'Up the line, if Office, City does not answer' 'asked by Office · Head'
try "the public decides nothing" told town 'Leave' 'You are told: Shut' -- 'may not'
try "an e-mail address stays whole" told crew 'email duty-desk@a-b.example'
pages() { # plan, body: of its card
    "$tocsin" cards --body "$2" -o "$scratch/p.pdf" "$1" 2>/dev/null
    pdfinfo "$scratch/p.pdf" | sed -n 's/^Pages: *//p'
}
try "no page for one telephone number" test "$(pages "$scratch/chain.plan" police)" -eq 1
broken() { # pdf: a number at the end of a line whose unit begins the next
    pdftotext -layout "$1" - | grep -nE '(^|[ (])[0-9]+$' -A1 | grep -E '^[0-9]+- *(min|h|d|s|m)\b'
}
try "numbers keep their units" bash -c "! $(declare -f broken); ! broken '$scratch/all.pdf'"

# ── what is asked for must be there ──
"$tocsin" cards --body securty plans/chemical-plant.plan >/dev/null 2>"$scratch/said"
code=$?
mv "$scratch/said" "$scratch/complaint"
try "an unknown body" test "$code" -eq 2
try "an unknown body: what was meant" grep -q 'did you mean .security' "$scratch/complaint"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
