#!/bin/bash
# catalogues.sh - the words in other languages: all translated, and there in any locale.
#
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-catalogues.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

expect() { # what, command...
    local what=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        head -n 20 "$scratch/said" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

report() { # language, file, environment...
    local lang=$1 file=$2
    shift 2
    (cd "$scratch" && env "$@" "$tocsin" drill --lang "$lang" -o "$file" u.plan u.yaml) 2>/dev/null
}

expect 'catalogues are whole' tools/po --check
cp tests/reports/unmeetable.plan "$scratch/u.plan"
sed 's/unmeetable.plan/u.plan/' tests/reports/unmeetable.yaml >"$scratch/u.yaml"
# the program by itself, from another folder: what it is asked for decides, and nothing else
for lang in en zh-Hans zh-Hant; do
    report $lang a.txt LC_ALL=C LANGUAGE=de
    report $lang b.txt LC_ALL=C.UTF-8 LANG=zh_TW.UTF-8 LANGUAGE=zh_TW:zh:en TEXTDOMAINDIR=/nowhere
    expect "$lang: the same in any locale" cmp "$scratch/a.txt" "$scratch/b.txt"
    cp "$scratch/a.txt" "$scratch/$lang.txt"
done
expect 'English' grep -q '^After-action report$' "$scratch/en.txt"
expect 'simplified' grep -q '^演练评估报告$' "$scratch/zh-Hans.txt"
expect 'traditional' grep -q '^演練評估報告$' "$scratch/zh-Hant.txt"
# no English word is left in a Chinese report of a plan in Chinese
"$tocsin" drill --lang zh -o "$scratch/zh.md" --format md --skin hseep "$scratch/u.plan" "$scratch/u.yaml" 2>/dev/null
expect 'no English left' bash -c '! grep -v "^[ +@-]\|\`\|^| [0-9]" "$1" | grep -iE "finding|annex|objective|report|evidence|page"' _ "$scratch/zh.md"

# what the check is there to find
mkdir "$scratch/tree"
cp -r po tools runtime compiler console cli grammar "$scratch/tree/" 2>/dev/null
broken() { # sed script for a catalogue: it must be found
    cp po/zh-Hans.po "$scratch/tree/po/zh-Hans.po"
    sed -i "$1" "$scratch/tree/po/zh-Hans.po"
    ! (cd "$scratch/tree" && tools/po --check)
}
expect 'the copy is fine' bash -c 'cd "$1" && tools/po --check' _ "$scratch/tree"
expect 'a word without translation is found' broken '0,/^msgstr "演练评估报告"/s//msgstr ""/'
expect 'a slot that is lost is found' broken 's/^msgstr "版本 {1}"/msgstr "版本"/'
expect 'a doubtful word is found' broken '0,/^msgctxt "report.PLAN"/s//#, fuzzy\nmsgctxt "report.PLAN"/'
echo 'WORD(BRAND_NEW, "brand new")' >>"$scratch/tree/runtime/report/text_words.def"
cp po/zh-Hans.po "$scratch/tree/po/"
expect 'a new word is found' bash -c 'cd "$1" && ! tools/po --check' _ "$scratch/tree"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
