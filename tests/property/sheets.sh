#!/bin/bash
# sheets.sh - the sheets that charts come on, read back from the finished files: true sizes by
# pdfinfo, words by pdftotext, the QR code by zbarimg, pages of a tiled sheet, and what is refused.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-sheets.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

ok() { passed=$((passed + 1)); }
bad() {
    echo "FAIL $*"
    failed=$((failed + 1))
}
chart() { "$tocsin" chart "$@" >"$scratch/out" 2>"$scratch/said" </dev/null; }

cat >"$scratch/small.plan" <<'END'
plan small-works "Small Works: Fire" zh-Hans "小厂火灾预案" {
  language en timezone "Europe/London"
  version "1.2" status approved issued 2026-03-01 issuer duty classification internal
}
org duty "Duty room" zh-Hans "值班室" { kind centre duty 24h contact phone "555-0101" }
org crew "Fire crew" zh-Hans "消防队" { kind group under duty duty 24h contact phone "555-0102" }
event fire "Fire reported" zh-Hans "接到火警"
response early "Fire response" zh-Hans "火灾处置" {
  on fire lead duty
  step alarm "Sound the alarm" zh-Hans "拉响警报" { by duty within 2min }
  step go "Crew goes out" zh-Hans "消防队出动" { by crew after alarm within 5min }
}
END
plan=$scratch/small.plan
digest=$(sha256sum "$plan" | cut -c1-12)

# millimetres of page $2 of $1, rounded
size() {
    pdfinfo -f "$2" -l "$2" "$1" | awk '/size:/ && /pts/ {
        for (i = 1; i <= NF; i++) if ($i == "x") { w = $(i - 1); h = $(i + 1) }
        printf "%d %d", w * 25.4 / 72 + 0.5, h * 25.4 / 72 + 0.5 }'
}

# ── true size ──
while read -r paper orientation wanted; do
    if chart --paper "$paper" --orientation "$orientation" -o "$scratch/a.pdf" "$plan" &&
        [ "$(size "$scratch/a.pdf" 1)" = "$wanted" ]; then
        ok
    else
        bad "--paper $paper --orientation $orientation: $(size "$scratch/a.pdf" 1), not $wanted"
    fi
done <<'END'
A0 portrait 841 1189
A0 landscape 1189 841
A1 portrait 594 841
A2 landscape 594 420
A3 portrait 297 420
A3 landscape 420 297
A4 portrait 210 297
A4 landscape 297 210
letter portrait 216 279
letter landscape 279 216
tabloid portrait 279 432
END

# ── what stands on it ──
for lang in en zh zh-Hans both; do
    chart --paper A3 --lang $lang -o "$scratch/a.pdf" "$plan" || bad "--lang $lang: exit $?"
    pdftotext -layout "$scratch/a.pdf" "$scratch/text"
    case $lang in
    en) wanted=('Small Works: Fire' 'Duty room' 'Sound the alarm' 'Internal' 'approved') ;;
    zh*) wanted=('小厂火灾预案' '值班室' '拉响警报' '内部' '已批准' '使用前核对版本') ;;
    both) wanted=('Small Works: Fire' '小厂火灾预案' 'Check the version before use' '内部') ;;
    esac
    for word in "${wanted[@]}" small-works 1.2 2026-03-01 "$digest"; do
        if tr -s ' ' <"$scratch/text" | grep -qF -- "$word"; then
            ok
        else
            bad "--lang $lang: \`$word\` does not stand on the sheet"
        fi
    done
done
chart --paper A4 --classification 'SECRET <b>&' -o "$scratch/a.pdf" "$plan"
if [ "$(pdftotext "$scratch/a.pdf" - | grep -cF 'SECRET <b>&')" -ge 2 ]; then ok; else bad 'the marking, twice'; fi
chart --paper A4 --public -o "$scratch/a.pdf" "$plan"
pdftotext "$scratch/a.pdf" "$scratch/text"
if grep -q 'Copy for the public' "$scratch/text" && ! grep -q '555-01' "$scratch/text"; then ok; else bad '--public'; fi

# ── the code, from picture and PDF, in each theme ──
wanted=$(printf 'small-works\nversion 1.2\nsha256 %s' "$digest")
for theme in print bw dark; do
    chart --paper A4 --theme $theme -o "$scratch/a.pdf" "$plan"
    pdftoppm -r 150 -png -singlefile "$scratch/a.pdf" "$scratch/from-pdf"
    chart --paper A4 --theme $theme --dpi 150 -o "$scratch/a.png" "$plan"
    for picture in from-pdf a; do
        found=$(zbarimg -q --raw "$scratch/$picture.png" 2>"$scratch/zbar")
        if [ "$found" = "$wanted" ]; then ok; else bad "code of $theme, $picture: \`$found\`"; fi
    done
done

# ── tiles ──
chart --paper A1 --orientation portrait --tile A4 -o "$scratch/t.pdf" "$plan" || bad "--tile: exit $?"
pages=$(pdfinfo "$scratch/t.pdf" | awk '/^Pages:/ {print $2}')
if grep -q "note: $pages pages of A4, " "$scratch/said"; then ok; else bad "tiles: $pages pages, said: $(cat "$scratch/said")"; fi
for ((page = 1; page <= pages; page++)); do
    case $(size "$scratch/t.pdf" "$page") in
    '210 297' | '297 210') ok ;;
    *) bad "tile $page: $(size "$scratch/t.pdf" "$page")" ;;
    esac
    pdftotext -f "$page" -l "$page" "$scratch/t.pdf" - | grep -qE 'R[0-9]+ C[0-9]+' && ok || bad "tile $page has no mark"
done
chart --paper A1 --tile A4 --dpi 30 -o "$scratch/t.png" "$plan" && [ -s "$scratch/t-1.png" ] && [ ! -e "$scratch/t.png" ] && ok ||
    bad "pages of png: $(ls "$scratch"/t*)"
if chart --paper A1 --tile A4 --format png "$plan"; then bad 'pages of png on standard output'; else
    [ $? -eq 2 ] && [ ! -s "$scratch/out" ] && grep -q 'name a file' "$scratch/said" && ok || bad "said: $(cat "$scratch/said")"
fi

# ── linked sheets: each code stands at both ends, and each end names the other ──
cat >"$scratch/links.py" <<'END'
import re, subprocess, sys
pdf, count = sys.argv[1], int(sys.argv[2])
leaves, arrives = set(), set()
def numbers(text):
    for part in text.split(','):
        ends = [int(n) for n in part.split('\u2013')]
        yield from range(ends[0], ends[-1] + 1)
for page in range(1, count + 1):
    text = subprocess.run(['pdftotext', '-f', str(page), '-l', str(page), pdf, '-'],
                          capture_output=True, check=True).stdout.decode()
    if not re.search(r'(?:sheet|\u5716\u5e45) %d/%d' % (page, count), text):
        sys.exit('page %d does not say which it is' % page)
    for line in text.splitlines():
        m = re.fullmatch(r'\u2192 (?:sheet|\u5716\u5e45) ([0-9, \u2013]+) · (\w+)', line.strip())
        if m:
            leaves |= {(page, to, m[2]) for to in numbers(m[1])}
        m = re.fullmatch(r'(?:sheet|\u5716\u5e45) ([0-9, \u2013]+) · (\w+) \u2192', line.strip())
        if m:
            arrives |= {(origin, page, m[2]) for origin in numbers(m[1])}
if not leaves or leaves != arrives:
    sys.exit('%d links leave, %d arrive; not at both ends: %s'
             % (len(leaves), len(arrives), sorted(leaves ^ arrives)[:5]))
END
for made in plans/county-netsec.plan:A3 plans/county-netsec.plan:A4 plans/chemical-plant.plan:A3 \
    plans/sources/public-health.plan:A3; do
    if ! chart --paper "${made#*:}" -o "$scratch/l.pdf" "${made%:*}"; then
        bad "$made: exit $?, said: $(cat "$scratch/said")"
        continue
    fi
    pages=$(pdfinfo "$scratch/l.pdf" | awk '/^Pages:/ {print $2}')
    if [ "$pages" -gt 1 ] && said=$(python3 "$scratch/links.py" "$scratch/l.pdf" "$pages" 2>&1); then ok; else
        bad "$made, $pages sheets: $said"
    fi
    # each step stands on one of them; pdftotext takes hyphens at the ends of lines away
    pdftotext "$scratch/l.pdf" - | tr -d ' \n\f-' >"$scratch/text"
    missing=0
    while read -r title; do
        grep -qF -- "$(tr -d ' -' <<<"$title")" "$scratch/text" || missing=$((missing + 1))
    done < <("$tocsin" chart --format flow "${made%:*}" | sed -n 's/^node step:[^"]* title "\([^"]*\)".*/\1/p')
    [ $missing -eq 0 ] && ok || bad "$made: $missing titles of steps are on no sheet"
done

# ── parts of the plan ──
part() { # wanted word, unwanted word, arguments
    local wanted=$1 unwanted=$2
    shift 2
    chart -o "$scratch/p.pdf" "$@" || bad "$*: exit $?"
    pdftotext "$scratch/p.pdf" - | tr -d ' \n\f' >"$scratch/text"
    if grep -qF -- "$wanted" "$scratch/text" && ! grep -qF -- "$unwanted" "$scratch/text"; then ok; else
        bad "$*: not \`$wanted\`, or \`$unwanted\`"
    fi
}
part Soundthealarm nothing-of-this --response early "$plan"
part 調集人、財、物 擴大應急 --level III plans/county-netsec.plan
part 調集人、財、物 擴大應急 --level level.III --paper A4 plans/county-netsec.plan
part Crewgoesout Soundthealarm,x --body crew "$plan"

# ── the booklet: the contents lead to the right pages ──
cat >"$scratch/booklet.py" <<'END'
import re, subprocess, sys
pdf = sys.argv[1]
def text(page):
    return subprocess.run(['pdftotext', '-layout', '-f', str(page), '-l', str(page), pdf, '-'],
                          capture_output=True, check=True).stdout.decode()
count = int(re.search(r'^Pages:\s+(\d+)', subprocess.run(
    ['pdfinfo', pdf], capture_output=True, check=True).stdout.decode(), re.M)[1])
pages = [''] + [text(n) for n in range(1, count + 1)]
for n in range(2, count + 1):
    if not re.search(r'page %d$' % n, pages[n], re.M):
        sys.exit('page %d does not say its number' % n)
contents = ''
for n in range(2, count + 1):
    if 'Contents' not in pages[n]:
        break
    contents += pages[n]
charts = re.search(r'Charts\n(.*?)Responses in', contents, re.S)[1]
rows = re.findall(r'^ *(\S.*?) +(?:A\d \w+|\d+ x \d+ mm) +(\d+)(?:\u2013(\d+))?$', charts, re.M)
if len(rows) != int(sys.argv[2]):
    sys.exit('%d charts in the contents: %s' % (len(rows), charts))
for title, first, last in rows:
    for n in range(int(first), int(last or first) + 1):
        if title not in pages[n]:
            sys.exit('`%s` is not on page %d' % (title, n))
if int(rows[-1][2] or rows[-1][1]) != count:
    sys.exit('the last chart is not on the last page')
END
views=$("$tocsin" chart --help | grep -o 'flow|[a-z|]*|all' | tr '|' '\n' | grep -vc all)
for book in plans/chemical-plant.plan "$plan"; do
    chart --view all --lang en -o "$scratch/b.pdf" "$book" || bad "booklet of $book: exit $?, $(cat "$scratch/said")"
    if said=$(python3 "$scratch/booklet.py" "$scratch/b.pdf" "$views" 2>&1); then ok; else bad "booklet of $book: $said"; fi
done

# ── what is refused leaves nothing behind ──
refused() { # what must be said, arguments
    local said=$1 code=0
    shift
    chart -o "$scratch/r.pdf" "$@" || code=$?
    if [ $code -eq 2 ] && [ ! -e "$scratch/r.pdf" ] && grep -q -- "$said" "$scratch/said"; then ok; else
        bad "$*: exit $code, said: $(cat "$scratch/said")"
        rm -f "$scratch/r.pdf"
    fi
}
refused 'did you mean `A4`' --paper A44 "$plan"
refused '0 to 50' --margin 51 "$plan"
refused 'A3` would do, on several sheets' --view raci --paper A4 plans/chemical-plant.plan
refused 'needs a sheet' --paper none --tile A4 "$plan"
refused 'needs a pdf' --paper A4 --format dot "$plan"
refused 'did you mean `early`' --response erly "$plan"
refused 'no level' --level III "$plan"
refused 'did you mean `crew`' --body crow "$plan"
refused 'cannot stand' --body crew --response early "$plan"
refused 'goes with' --view ladder --level III "$plan"
refused 'shows the flow only' --view raci --format dot "$plan"
refused 'a booklet is a pdf' --view all --format png "$plan"
refused 'a booklet is a pdf' --view all --tile A4 "$plan"
refused 'needs a pdf' --classification x --format flow "$plan"

# ── linked sheets: no more than are needed, filled, letters of one size ──
while read -r name most; do
    chart --paper A3 -o "$scratch/linked.pdf" "plans/$name.plan"
    pages=$(pdfinfo "$scratch/linked.pdf" | sed -n 's/^Pages: *//p')
    if [ "$pages" -le "$most" ] && grep -q '\(letters\|的字\) \([89]\|1[0-9]\)\.' "$scratch/said"; then ok; else
        bad "$name: $pages sheets of A3, not $most: $(cat "$scratch/said")"
    fi
done <<'END'
county-netsec 3
chemical-plant 8
sources/county-mended 4
sources/town 3
END

# ── files of several sheets: which there are, and which are of an earlier run with more ──
mkdir "$scratch/files"
told() { # what, expected line of notes
    if grep -qxF "tocsin chart: note: $2" "$scratch/said"; then ok; else bad "$1: $(cat "$scratch/said")"; fi
}
name=$scratch/files/flow
chart --lang en --paper A3 -o "$name.svg" plans/county-netsec.plan
last=$(find "$scratch/files" -name 'flow-*.svg' | wc -l)
told 'the files' "written: $name-1.svg … $name-$last.svg"
if grep -q 'lie' "$scratch/said"; then bad 'nothing lies beside the files'; else ok; fi
echo old >"$name-$((last + 1)).svg"
chart --lang en --paper A3 -o "$name.svg" plans/county-netsec.plan
told 'one of an earlier run' \
    "$name-$((last + 1)).svg lies beside them, as an earlier run with more sheets left it: no part of this chart"
echo old >"$name-$((last + 2)).svg"
echo other >"$name-$((last + 4)).svg"
chart --lang en --paper A3 -o "$name.svg" plans/county-netsec.plan
told 'two of an earlier run' \
    "$name-$((last + 1)).svg … $name-$((last + 2)).svg lie beside them, as an earlier run with more sheets left them: no part of this chart"
if [ "$(cat "$name-$((last + 1)).svg")" = old ]; then ok; else bad 'a file of an earlier run is changed'; fi

# ── a language that the plan has no titles in ──
chart --lang fr -o "$scratch/fr.pdf" "$plan"
if grep -q 'warning: the plan has no titles in `fr`' "$scratch/said"; then ok; else bad '--lang fr: nothing is said'; fi
chart --lang zh -o "$scratch/fr.pdf" "$plan"
if grep -q 'no titles' "$scratch/said"; then bad '--lang zh: there are titles'; else ok; fi

# ── grades by what people call them, papers in the language of the sheet ──
chart --view all -o "$scratch/words.pdf" plans/sources/public-health.plan
pdftotext "$scratch/words.pdf" "$scratch/words"
if grep -q '≥ 關注' "$scratch/words" && ! grep -qi 'attention' "$scratch/words"; then ok; else
    bad 'a grade is called by what only the plan calls it'
fi
if grep -q 'A[34] 橫向' "$scratch/words" && ! grep -q 'portrait\|landscape' "$scratch/words"; then ok; else
    bad 'contents say how the paper lies in another language'
fi
if grep -q '自 ' "$scratch/words"; then bad 'since: half a phrase'; else ok; fi

# ── the same input gives the same bytes ──
chart -o "$scratch/one.pdf" "$plan" && chart -o "$scratch/two.pdf" "$plan"
cmp -s "$scratch/one.pdf" "$scratch/two.pdf" && ok || bad 'two runs differ'

# ── names that would like to run out of the sheet ──
python3 - "$scratch/long.plan" <<'END'
import sys
with open(sys.argv[1], 'w') as out:
    title = 'x"><script>alert(1)</script>'.replace('"', '\\"') + 'W' * 10000
    out.write('plan ' + 'a' * 200 + ' "' + title + '" { language en timezone "UTC" version "' + '9' * 3000 + '" }\n')
    out.write('org a "' + 'word ' * 400 + '" { kind centre }\nevent e "🔥 مرحبا"\n')
    out.write('response r "R" { on e lead a step s "S" { by a within 5min } }\n')
END
chart --paper A1 -o "$scratch/long.pdf" "$scratch/long.plan"
code=$?
if [ $code -le 2 ]; then ok; else bad "long names: exit $code, $(head -c 300 "$scratch/said")"; fi

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
