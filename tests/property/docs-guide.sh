#!/bin/bash
# docs-guide.sh - what README and the guides show is what tocsin prints.
#
#   BUILD=build tests/property/docs-guide.sh [--bless]
#
# In each block marked `console`, a line `$ command` is run in a copy of docs/guide (guide.zh.md:
# docs/guide/zh; relays.md: docs/relays; README.md: docs/tour) with tocsin on PATH, and the lines
# up to the next must be its two outputs.  A command may use what one before it has written.
# Called by tests/run; prints `N passed, M failed`.  --bless rewrites the pages.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${TOCSIN:-${BUILD:-build}/tocsin}
PATH="$(cd "$(dirname "$program")" && pwd):$PATH"
export PATH
unset NO_COLOR
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-guide.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# Prints the page as it should be.
play() { # page, folder
    local line in_block=no runs=no
    while IFS= read -r line; do
        case $line in
        '```console') in_block=yes runs=no ;;
        '```'*) in_block=no ;;
        '$ '*)
            if [ $in_block = yes ]; then
                runs=yes
                printf '%s\n' "$line"
                (cd "$2" && bash -c "${line#??}" 2>&1 </dev/null)
                continue
            fi
            ;;
        esac
        [ $in_block = yes ] && [ $runs = yes ] && continue
        printf '%s\n' "$line"
    done <"$1"
}

for page in README.md docs/guide.md docs/guide.zh.md docs/relays.md; do
    case $page in
    README.md) folder=docs/tour ;;
    docs/guide.md) folder=docs/guide ;;
    docs/relays.md) folder=docs/relays ;;
    *) folder=docs/guide/zh ;;
    esac
    rm -rf "$scratch/files"
    cp -r $folder "$scratch/files"
    play $page "$scratch/files" >"$scratch/page"
    if cmp -s $page "$scratch/page"; then
        passed=$((passed + 1))
    elif [ "${1:-}" = --bless ]; then
        cp "$scratch/page" $page
        echo "blessed $page"
    else
        echo "FAIL $page shows what tocsin does not print"
        diff -u $page "$scratch/page" | head -n 60
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
