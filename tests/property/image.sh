#!/bin/bash
# image.sh - docs/image.md tells the layout that verify reads, and damaged images do no harm.
#
#   BUILD=build tests/property/image.sh [--bless]
#
# A short part of `make hostile`.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
tocsin=${TOCSIN:-$build/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-image.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

expect() { # what, command...
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        failed=$((failed + 1))
    fi
}

page=docs/image.md
"$build/tools/image_layout" >"$scratch/layout"
tools/image-page "$scratch/layout" <$page >"$scratch/page" || cp $page "$scratch/page.failed"
if [ "${1:-}" = --bless ] && ! cmp -s $page "$scratch/page"; then
    cp "$scratch/page" $page
    echo "blessed $page"
fi
expect "$page tells the layout of records (make bless writes it)" diff -u $page "$scratch/page"
expect 'with every section' test "$(grep -c '^### `' "$scratch/page")" -eq \
    "$(grep -c '^section' "$scratch/layout")"

# Small images are flipped in every 61st byte here; `make hostile` flips all.
"$tocsin" build -o "$scratch/plan.machine" plans/chemical-plant.plan
"$tocsin" build -o "$scratch/small.machine" docs/guide/1-first.plan
for image in plan small; do
    expect "damage to $image.machine is refused or harmless" \
        "$build/tests/embed/hostile" "$scratch/$image.machine" 61 120
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
