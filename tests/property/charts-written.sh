#!/bin/bash
# charts-written.sh - charts are read back from their files by other programs.
#
# SVG: only elements and attributes that are known to be harmless, whatever the plan says; every
# node and edge; links that lead to the line where a thing is written.  PDF: true size, letters
# embedded and of the right language, no date unless asked for.  PNG: size, density.  All: the
# same bytes each time, the ground of the theme, nothing written where letters are missing.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-charts.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
unset SOURCE_DATE_EPOCH

verdict() { # what, exit code, file with what was said
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        echo "FAIL $1"
        sed 's/^/    /' "$3" | cut -c1-300 | head -n 20
        failed=$((failed + 1))
    fi
}

try() { # what, command...: it must end with 0
    local what=$1 code=0
    shift
    "$@" >"$scratch/said" 2>&1 </dev/null || code=$?
    verdict "$what" "$code" "$scratch/said"
}

charts() { python3 -W ignore tests/support/charts.py "$@"; }

draw() { # file, arguments...: as it is, without a sheet
    "$tocsin" chart -o "$1" --paper none "${@:2}" 2>"$scratch/stderr" || { cat "$scratch/stderr" && false; }
}

is_good_svg() { # plan, folder of the plan, options...
    draw "$scratch/a.svg" "${@:3}" "$1" || return 1
    "$tocsin" chart --format flow "$1" >"$scratch/a.flow" 2>/dev/null
    charts svg "$scratch/a.svg" "$scratch/a.flow" "$2"
}

size_of_svg() { # in millimetres
    sed -n '2s/.* width="\([0-9.]*\)mm" height="\([0-9.]*\)mm".*/\1 \2/p' "$1"
}

is_near() { # two numbers, how far apart they may be
    awk -v a="$1" -v b="$2" -v by="$3" 'BEGIN { d = a - b; exit !(d <= by && -d <= by) }'
}

# ── SVG ──────────────────────────────────────────────────────────────────────
for plan in plans/*.plan plans/sources/{public-health,town}.plan tests/golden/flow/*.plan; do
    try "svg of $plan" is_good_svg "$plan" "$(dirname "$plan")"
done
try 'svg in two languages, dark' is_good_svg plans/county-netsec.plan plans --lang both --theme dark

charts attacks "$scratch"
for plan in "$scratch"/attack-*.plan; do
    try "svg of $(basename "$plan")" is_good_svg "$plan" "$scratch"
    try "it can be drawn" rsvg-convert -w 200 -o "$scratch/a.png" "$scratch/a.svg"
done
is_attack_shown() {
    draw "$scratch/b.svg" "$scratch/attack-0.plan" &&
        charts says "$scratch/b.svg" step:r.a '"><script>alert(1)</script>'
}
try 'a hostile text is shown as it is' is_attack_shown
cp "$scratch/attack-0.plan" "$scratch/中 \"><script>#?%.plan"
try 'a hostile name of the file' is_good_svg "$scratch/中 \"><script>#?%.plan" "$scratch"
says_what_edges_say() { # on the nodes: what counts from when, for which grade, at which outcome
    draw "$scratch/b.svg" tests/golden/flow/every-kind.plan &&
        charts says "$scratch/b.svg" step:first.leave 'since start of Enter' &&
        charts says "$scratch/b.svg" decision:first.safe 'yes: Harm < 10%' &&
        charts says "$scratch/b.svg" decision:first.safe 'worse: Rescue' &&
        charts says "$scratch/b.svg" start:rescue '= I' &&
        charts says "$scratch/b.svg" level:level.II 'Harm ≥ 20%'
}
try 'nodes say what their edges say' says_what_edges_say
from_input() { draw "$scratch/b.svg" - <tests/golden/flow/hostile.plan && ! grep -q '<a ' "$scratch/b.svg"; }
try 'standard input has no links' from_input

is_rendered_true() {
    local width height
    draw "$scratch/a.svg" plans/chemical-plant.plan || return 1
    read -r width height <<<"$(size_of_svg "$scratch/a.svg")"
    rsvg-convert -d 25.4 -p 25.4 -o "$scratch/b.png" "$scratch/a.svg" || return 1
    python3 -c 'import struct,sys
dots = struct.unpack(">II", open(sys.argv[1], "rb").read()[16:24])
sys.exit(any(abs(a - float(b)) > 1 for a, b in zip(dots, sys.argv[2:])))' "$scratch/b.png" "$width" "$height"
}
try 'an svg is drawn in its true size' is_rendered_true

# ── DOT ──────────────────────────────────────────────────────────────────────
# where neato draws what is for tests/unit/test_chart_dot_places.c
is_drawn_by() { # plan, program and options...: all of it, and without complaint
    local nodes edges
    "$tocsin" chart -o "$scratch/a.dot" "$1" 2>/dev/null || return 1
    "$tocsin" chart --format flow "$1" >"$scratch/a.flow" 2>/dev/null
    nodes=$(grep -c '^node ' "$scratch/a.flow")
    edges=$(grep -c '^edge ' "$scratch/a.flow")
    "${@:2}" -Tsvg -o "$scratch/dot.svg" "$scratch/a.dot" 2>&1 | tee "$scratch/complaint"
    [ ! -s "$scratch/complaint" ] || return 1
    grep -c 'class="node"' "$scratch/dot.svg" | grep -qx "$nodes" &&
        grep -c 'class="edge"' "$scratch/dot.svg" | grep -qx "$edges"
}
for plan in plans/*.plan plans/sources/public-health.plan tests/golden/flow/*.plan "$scratch"/attack-{0,9,16}.plan; do
    try "neato draws $plan" is_drawn_by "$plan" neato -n2
    try "dot draws $plan" is_drawn_by "$plan" dot
done

"$tocsin" drill -o "$scratch/report" --trace "$scratch/late.trace" plans/county-netsec.plan \
    scenarios/county-2-late.yaml 2>/dev/null
sed 's/within 30min/within 45min/; s/\bassess\b/appraise/' plans/county-netsec.plan >"$scratch/new.plan"
is_marked_dot() { # plan, state word, colour, sign, how many there are at least, options...
    local nodes marked drawn
    "$tocsin" chart --lang en -o "$scratch/a.dot" "${@:6}" "$1" 2>/dev/null &&
        "$tocsin" chart --lang en --format flow "${@:6}" "$1" >"$scratch/a.flow" 2>/dev/null || return 1
    nodes=$(grep -c '^node ' "$scratch/a.flow")
    marked=$(grep -c "^node .* mark $2" "$scratch/a.flow")
    neato -n2 -Tsvg -o "$scratch/dot.svg" "$scratch/a.dot" 2>&1 | tee "$scratch/complaint"
    [ ! -s "$scratch/complaint" ] && [ "$(grep -c 'class="node"' "$scratch/dot.svg")" = "$nodes" ] || return 1
    drawn=$(python3 tests/support/charts.py marks "$scratch/dot.svg" "$3" "$4") || return 1
    echo "$nodes nodes, $marked marked, $drawn drawn"
    [ "$marked" -ge "$5" ] && [ "$marked" = "$drawn" ]
}
late=(--trace "$scratch/late.trace" --at 4h)
changed=(--against plans/county-netsec.plan)
try 'neato draws what is done late' is_marked_dot plans/county-netsec.plan done-late '#b3261e' '✓! ' 4 "${late[@]}"
try 'neato draws what is overdue' is_marked_dot plans/county-netsec.plan overdue '#b3261e' '! ' 1 "${late[@]}"
try 'neato draws what is changed' is_marked_dot "$scratch/new.plan" changed '' '△ ' 3 "${changed[@]}"
try 'neato draws what is added' is_marked_dot "$scratch/new.plan" added '' '+ ' 1 "${changed[@]}"
try 'neato draws what is gone' is_marked_dot "$scratch/new.plan" removed '#b3261e' '× ' 1 "${changed[@]}"

# ── attributes from texts ────────────────────────────────────────────────────
# 19 that Graphviz writes into its SVG as they are, tried from titles, names, contacts, notes and
# instructions at once
charts injections "$scratch/injections.plan"
is_no_attribute() { # into DOT, and by neato into SVG
    "$tocsin" chart -o "$scratch/a.dot" "$scratch/injections.plan" 2>/dev/null &&
        neato -n2 -Tjson0 -o "$scratch/a.json" "$scratch/a.dot" && charts attributes "$scratch/a.json" &&
        neato -n2 -Tsvg -o "$scratch/dot.svg" "$scratch/a.dot" && charts harmless "$scratch/dot.svg" &&
        charts shown "$scratch/dot.svg"
}
try 'texts set no attribute of DOT' is_no_attribute
has_no_attribute() { # view
    draw "$scratch/a.svg" --view "$1" "$scratch/injections.plan" && charts harmless "$scratch/a.svg" &&
        charts shown "$scratch/a.svg"
}
for view in flow orgs; do
    try "nor of SVG, $view" has_no_attribute $view
done
can_fail() { # the check sees what got out
    sed '0,/<g class="node"/s//<g onload="alert(1)" class="node"/' "$scratch/a.svg" >"$scratch/b.svg"
    ! charts harmless "$scratch/b.svg"
}
try 'and one would be seen' can_fail

# ── cards in two languages ───────────────────────────────────────────────────
says_all() { # language
    "$tocsin" cards --lang "$1" -o "$scratch/one.svg" plans/county-netsec.plan 2>/dev/null &&
        charts both "$scratch/both.svg" "$scratch/one.svg"
}
"$tocsin" cards --lang both -o "$scratch/both.svg" plans/county-netsec.plan 2>/dev/null
for language in zh-Hant en; do
    try "cards in both say all of $language" says_all $language
done

# ── which view shows what ────────────────────────────────────────────────────
has_table() { # of docs/charts.md: a plan in which each fact has a word of its own, in all views
    python3 tests/support/facts.py plan "$scratch/facts.plan"
    for view in flow ladder orgs reports timeline raci resources; do
        "$tocsin" chart --view $view --paper none -o "$scratch/$view.svg" "$scratch/facts.plan" 2>/dev/null || return 1
    done
    "$tocsin" cards -o "$scratch/cards.svg" "$scratch/facts.plan" 2>/dev/null &&
        python3 tests/support/facts.py check "$scratch" docs/charts.md
}
try 'the table of what views show' has_table

# ── PDF ──────────────────────────────────────────────────────────────────────
is_good_pdf() { # plan, letters, options...
    local width height page
    draw "$scratch/a.pdf" "${@:3}" "$1" && draw "$scratch/a.svg" "${@:3}" "$1" || return 1
    pdfinfo "$scratch/a.pdf" >"$scratch/info" || return 1
    cat "$scratch/info"
    read -r width height <<<"$(size_of_svg "$scratch/a.svg")"
    page=$(sed -n 's/^Page size: *\([0-9.]*\) x \([0-9.]*\) pts.*/\1 \2/p' "$scratch/info")
    is_near "${page% *}" "$(awk -v w="$width" 'BEGIN { print w * 72 / 25.4 }')" 0.02 || return 1
    is_near "${page#* }" "$(awk -v h="$height" 'BEGIN { print h * 72 / 25.4 }')" 0.02 || return 1
    grep -q '^JavaScript: *no$' "$scratch/info" && grep -q '^Title: ..' "$scratch/info" || return 1
    ! grep -q '^CreationDate' "$scratch/info" || return 1
    pdffonts "$scratch/a.pdf" | tee "$scratch/fonts"
    # name, type, encoding, then: embedded, subset, unicode
    awk 'NR > 2 { if ($0 !~ / yes +yes +yes +[0-9]+ +[0-9]+ *$/) bad = 1
        found = 1 } END { exit bad || !found }' "$scratch/fonts"
}
# one in two weights: which forms the letters have is seen in tests/unit/test_draw_letters.c
has_two_fonts() { [ "$(sed 1,2d "$scratch/fonts" | wc -l)" = 2 ]; }
says_so() { # letters that are searched for are found
    pdftotext -raw "$scratch/a.pdf" - | tr -d '\n' | grep -q "$1"
}
try 'pdf of the county plan' is_good_pdf plans/county-netsec.plan
try 'one font, in two weights' has_two_fonts
try 'what it says can be searched' says_so '請相關職能部門取證'
try 'pdf in English' is_good_pdf plans/chemical-plant.plan
try 'one font, in two weights' has_two_fonts
try 'what it says can be searched' says_so 'Roll call'
for number in 0 11 16 20; do
    try "pdf of attack $number" is_good_pdf "$scratch/attack-$number.plan"
done
is_too_long() { # 10 000 letters in each place
    ! draw "$scratch/a.pdf" "$scratch/attack-19.plan" >"$scratch/answer" 2>&1 &&
        grep 'too large for a pdf, whose pages are 5080 mm at most: make it an svg' "$scratch/answer"
}
try 'a page longer than a pdf can have' is_too_long
has_date() {
    SOURCE_DATE_EPOCH=1780272000 draw "$scratch/b.pdf" plans/chemical-plant.plan &&
        TZ=UTC pdfinfo "$scratch/b.pdf" | tee /dev/stderr | grep -q '^CreationDate: .*Jun  1 .*2026'
}
try 'a date that is asked for' has_date
has_texts() {
    draw "$scratch/a.pdf" plans/chemical-plant.plan && pdftotext "$scratch/a.pdf" "$scratch/a.txt" &&
        grep -q 'accounted for' "$scratch/a.txt" && pdftotext -v 2>&1
}
try 'texts of a pdf can be searched' has_texts
has_links() { grep -a -c '/URI (chemical-plant.plan#L[0-9]*)' "$scratch/a.pdf" | grep -q '^[5-9][0-9]'; }
try 'a pdf has links to the plan' has_links

# ── PNG, and the ground of all ───────────────────────────────────────────────
is_good_png() { # dpi, ground, options...
    local width height
    draw "$scratch/a.png" --dpi "$1" "${@:3}" && draw "$scratch/a.svg" "${@:3}" || return 1
    read -r width height <<<"$(size_of_svg "$scratch/a.svg")"
    charts png "$scratch/a.png" "$1" "$width" "$height" >"$scratch/ground" || return 1
    cat "$scratch/ground"
    [ -z "$2" ] || [ "$(cat "$scratch/ground")" = "$2" ]
}
try 'png' is_good_png 96 '#ffffff' --response tamper-handling plans/county-netsec.plan
try 'png at 40 dpi, dark' is_good_png 40 '#101418' --theme dark --response tamper-handling plans/county-netsec.plan
is_dark_everywhere() {
    draw "$scratch/a.pdf" --theme dark plans/county-netsec.plan &&
        draw "$scratch/a.svg" --theme dark plans/county-netsec.plan || return 1
    grep -q '<rect x="0" y="0" [^>]*fill="#101418"/>' "$scratch/a.svg" || return 1
    pdftoppm -r 10 -x 0 -y 0 -W 1 -H 1 "$scratch/a.pdf" "$scratch/dot" &&
        [ "$(tail -c 3 "$scratch"/dot*.ppm | od -An -tx1 | tr -d ' ')" = 101418 ]
}
try 'a dark ground in svg and pdf' is_dark_everywhere
is_too_large() { # says the most, keeps the old file
    local code=0
    echo old >"$scratch/old.png"
    draw "$scratch/old.png" --dpi 1200 plans/county-netsec.plan >"$scratch/answer" 2>&1 || code=1
    cat "$scratch/answer"
    [ $code = 1 ] && [ "$(cat "$scratch/old.png")" = old ] &&
        grep -q 'too large a picture at 1200 dots per inch: `--dpi [0-9]*` is the most' "$scratch/answer"
}
try 'a picture too large says what would do' is_too_large

# ── the same bytes ───────────────────────────────────────────────────────────
is_same_again() { # ending
    draw "$scratch/1.$1" --lang both plans/county-netsec.plan && sleep 1 &&
        draw "$scratch/2.$1" --lang both plans/county-netsec.plan && cmp "$scratch/1.$1" "$scratch/2.$1"
}
for ending in svg pdf png dot flow; do
    try "two times $ending" is_same_again $ending
done

# ── letters that are missing ─────────────────────────────────────────────────
sed 's/\(  step [a-z-]* "\)/\1\\u{e000}/' plans/chemical-plant.plan >"$scratch/private.plan"
is_missing() { # plan, what is said; nothing is written
    local ending code
    for ending in svg pdf png dot; do
        code=0
        echo old >"$scratch/old.$ending"
        "$tocsin" chart -o "$scratch/old.$ending" "$1" >"$scratch/answer" 2>&1 || code=$?
        cat "$scratch/answer"
        [ $code = 2 ] && [ "$(cat "$scratch/old.$ending")" = old ] || return 1
        grep -q -- "$2" "$scratch/answer" || return 1
    done
}
try 'a private letter' is_missing "$scratch/private.plan" '(U+E000); the chart is not written'
mkdir "$scratch/fonts.d"
latin=$(fc-list : file family | grep -i -m 1 -E 'Noto ?Sans ?Mono-?|DejaVu|Liberation' | grep -v CJK | cut -d: -f1)
if [ -n "$latin" ]; then
    cp "$latin" "$scratch/fonts.d/"
    printf '<?xml version="1.0"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n' \
        "$scratch/fonts.d" "$scratch/fonts.d/cache" >"$scratch/fonts.conf"
    export FONTCONFIG_FILE=$scratch/fonts.conf
    try 'no Chinese letters' is_missing plans/county-netsec.plan 'get it with: sudo apt-get install fonts-noto-cjk'
    unset FONTCONFIG_FILE
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
