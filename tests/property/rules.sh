#!/bin/bash
# rules.sh - docs/rules.md names tests that are there, and leaves no rule without one.
#
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
page=docs/rules.md
passed=0
failed=0

fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}

is_there() { # name
    local program function
    case $1 in
    random:*:*)
        program=tests/property/$(cut -d: -f2 <<<"$1").c
        function=${1##*:}
        ;;
    *:*)
        program=tests/unit/test_${1%%:*}.c
        function=${1##*:}
        ;;
    cli/*) [ -e "tests/golden/$1.cmd" ] && return ;;
    check/*) [ -e "tests/golden/$1.plan" ] && return ;;
    */*) [ -e "tests/golden/$1.yaml" ] && return ;;
    esac
    [ -n "${program:-}" ] && grep -q "^static void $function(void \*\*state)" "$program" 2>/dev/null
}

while IFS= read -r row; do
    names=$(grep -o '`[a-z_/:-]*[a-z0-9_-]`' <<<"${row##*|  }" | tr -d '`' | grep '[:/]')
    if [ -z "$names" ]; then
        fail "no test holds: $row"
        continue
    fi
    for name in $names; do
        if is_there "$name"; then
            passed=$((passed + 1))
        else
            fail "$page names \`$name\`, which is not there"
        fi
    done
done < <(grep '^| ' "$page" | grep -v '^| rule \|^| ---')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
