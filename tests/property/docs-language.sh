#!/bin/bash
# docs-language.sh - every example of docs/language.md checks without an error and has one form.
#
# The page's own comment says how fragments become plans.  Also: its table of keywords is
# that of grammar/keywords.def.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
page=docs/language.md
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-docs.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

fail() {
    echo "FAIL $page: $*"
    failed=$((failed + 1))
}

# Writes one plan for each example, named by the line of its fence, and prints what is amiss.
cut_examples() {
    awk -v folder="$scratch" '
        function emit(text, file) {
            file = folder "/" start (is_each[name] ? "-" ++part : "") ".plan"
            printf "%s", text > file
            close(file)
        }
        function wrapped(text, whole, at) {
            whole = standing wrap[name]
            at = index(whole, "@@")
            return substr(whole, 1, at - 1) text substr(whole, at + 2)
        }
        NR == 1 && /^<!--/ { in_comment = 1; next }
        in_comment && /^-->/ { in_comment = 0; next }
        in_comment && $0 == "standing" { section = "standing"; next }
        in_comment && /^(wrap|each) [a-z]+$/ { section = $2; is_each[$2] = $1 == "each"; wrap[$2] = ""; next }
        in_comment {
            if (section == "standing") standing = standing $0 "\n"
            else if (section != "") wrap[section] = wrap[section] $0 "\n"
            next
        }
        !in_block && /^```plan( |$)/ {
            in_block = 1; start = NR; part = 0; text = ""
            name = $2 == "fragment" ? $3 : ""
            if (NF > 1 && !(name in wrap)) print "line " NR ": `" $0 "`: there is no such wrap"
            next
        }
        in_block && /^```/ {
            in_block = 0
            if (name == "") emit(text)
            else if (!is_each[name]) emit(wrapped(text))
            next
        }
        in_block && name != "" && is_each[name] { if ($0 != "") emit(wrapped($0)); next }
        in_block { text = text $0 "\n" }
        END { if (in_block) print "line " start ": the block does not end" }' "$page"
}

check_example() { # file
    local line=${1##*/}
    line=${line%.plan}
    if ! "$tocsin" check "$1" >"$1.said" 2>&1; then
        fail "line $line: errors"
        sed 's/^/    /' "$1.said"
    elif ! "$tocsin" fmt "$1" >"$1.once" 2>"$1.said" || ! "$tocsin" fmt - <"$1.once" >"$1.twice" 2>>"$1.said"; then
        fail "line $line: fmt: $(cat "$1.said")"
    elif ! cmp -s "$1.once" "$1.twice"; then
        fail "line $line: fmt of its own output changes it"
        diff "$1.once" "$1.twice" | sed 's/^/    /'
    else
        passed=$((passed + 1))
    fi
}

# The rows of the table on the page, against the spellings of the grammar.
check_keywords() {
    sed -n '/^| English | Simplified |/,/^$/p' "$page" | sed '1,2d;/^$/d' >"$scratch/said"
    tests/property/keyword-table.awk grammar/keywords.def >"$scratch/true"
    if [ ! -s "$scratch/true" ]; then
        fail "no keywords found in grammar/keywords.def"
    elif cmp -s "$scratch/said" "$scratch/true"; then
        passed=$((passed + 1))
    else
        fail "the table of keywords (tests/property/keyword-table.awk grammar/keywords.def writes it)"
        diff "$scratch/said" "$scratch/true" | head -n 20
    fi
}

while IFS= read -r line; do
    fail "$line"
done < <(cut_examples)
for file in "$scratch"/*.plan; do
    [ -e "$file" ] || { fail 'no examples found'; break; }
    check_example "$file"
done
check_keywords
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
