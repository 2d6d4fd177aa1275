#!/bin/bash
# table-api.sh - docs/table-api.md against a server: its session, its tables of acts, its sections.
#
#   BUILD=build tests/property/table-api.sh [--bless]
#
# Blocks marked `sh` are read, but for what the test sets itself (folder, server, codes); each `$ command`
# of the `console` blocks is run, and what it prints must be what stands below it, whatever the numbers of
# rows, times and the stream are.  Then every body of the two tables is sent and must be taken.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
root=$PWD
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
page=$root/docs/table-api.md
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-table-api.XXXXXX")
server=
stop() {
    [ -z "$server" ] || kill "$server" 2>/dev/null
    # shellcheck disable=SC2046
    kill $(jobs -p) 2>/dev/null
    wait 2>/dev/null
    rm -rf "$scratch"
}
trap stop EXIT
passed=0
failed=0

pass() { passed=$((passed + 1)); }
fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# ── the server ──
start() {
    cp -r docs/guide "$scratch/guide"
    cd "$scratch/guide" || exit 70
    : >"$scratch/greeting"
    "$tocsin" table --port 0 --journal api.journal pumps.plan rain.yaml >"$scratch/greeting" 2>"$scratch/err" &
    server=$!
    for ((tries = 0; tries < 200; tries++)); do
        grep -q '^Ctrl-C' "$scratch/greeting" && break
        sleep 0.1
    done
    site=$(awk '$1 == "address" { sub("/$", "", $2); print $2 }' "$scratch/greeting")
    code_of() { awk -v role="$1" '$1 == role { print $2 }' "$scratch/greeting"; }
    # shellcheck disable=SC2034
    controller=$(code_of controller) player=$(code_of player) evaluator=$(code_of evaluator)
    [ -n "$site" ] && [ -n "$evaluator" ]
}
if ! start; then
    fail "the server did not start: $(cat "$scratch/err")"
    finish
fi

# No command waits for ever, and none is alone with the page's own curl.
curl() { timeout 20 curl "$@"; }
sleeps=0
sleep() {
    command sleep "$1"
    if ((++sleeps > 200)); then
        fail "what the page waits for has not come: $command"
        finish
    fi
}

# ── the session ──
same_but_numbers() {
    sed -E 's/"(row|at|wall)":[0-9]+/"\1":N/g; s/^id: .*/id: N/' "$1"
}
play() { # writes the page as it should be; runs in this shell, so that the session has one state
    local line in_block=no runs=no
    while IFS= read -r line <&3; do
        case $line in
        '```console') in_block=yes runs=no ;;
        '```'*) in_block=no ;;
        '$ '*)
            if [ $in_block = yes ]; then
                runs=yes
                command=${line#??}
                printf '%s\n' "$line" >>"$scratch/page"
                eval "$command" >"$scratch/said" 2>&1 </dev/null
                sed '/^\[[0-9]*\] [0-9]*$/d' "$scratch/said" >>"$scratch/page"
                continue
            fi
            ;;
        esac
        [ $in_block = yes ] && [ $runs = yes ] && continue
        printf '%s\n' "$line" >>"$scratch/page"
    done 3<"$page"
}
# the functions of the page
eval "$(awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$page" | grep -vE '^(cd|tocsin|site=)')"
if ! declare -F act >/dev/null; then
    fail 'the page does not say how to act'
    finish
fi
play
if cmp -s <(same_but_numbers "$page") <(same_but_numbers "$scratch/page"); then
    pass
elif [ "${1:-}" = --bless ]; then
    cp "$scratch/page" "$page"
    echo "blessed $page"
else
    fail "$page shows what the server does not answer"
    diff -u <(same_but_numbers "$page") <(same_but_numbers "$scratch/page") | head -n 60
fi

# ── the tables ──
rows_of() { # heading: "kind or nothing, JSON, who" of each body in its tables
    awk -v heading="$1" '
        /^#/ { inside = $0 == heading }
        inside && /^\| / {
            split($0, cell, / \| /)
            kind = cell[1]
            sub(/^\| /, "", kind)
            text = kind ~ /^`\{/ ? kind : cell[2]
            who = kind ~ /^`\{/ ? "" : cell[3]
            gsub(/`/, "", kind)
            sub(/[,; ].*/, "", who)
            while (match(text, /`\{[^`]*\}`/)) {
                print (kind ~ /^\{/ ? "act" : kind) "\t" substr(text, RSTART + 1, RLENGTH - 2) "\t" who
                text = substr(text, RSTART + RLENGTH)
            }
        }' "$page"
}
jar_of() {
    case $1 in
    player) echo wei ;;
    evaluator) echo eve ;;
    *) echo ann ;;
    esac
}
count=0
send() { # jar, kind, body
    local said
    said=$(act "$1" "$2" "$3")
    count=$((count + 1))
    if [[ $said =~ ^\{\"row\":[0-9]+,\"at\":[0-9]+\}$ ]]; then
        pass
    else
        fail "$1 $2 $3: $said"
    fi
}
while IFS=$'\t' read -r _ entry _; do
    send ann act "{\"as\":\"office\",\"entry\":$entry}"
done < <(rows_of '### Entries')
[ "$count" -ge 15 ] || fail "only $count entries found in the table"
count=0
while IFS=$'\t' read -r kind body who; do
    send "$(jar_of "$who")" "$kind" "$body"
done < <(rows_of '## Acts')
[ "$count" -ge 18 ] || fail "only $count bodies found in the table of acts"

# ── sections, kinds and addresses: the page names each, and no other ──
agree() { # what, by the source, by the page
    if cmp -s <(sort -u <<<"$2") <(sort -u <<<"$3"); then
        pass
    else
        fail "$1 of the source and of the page differ"
        diff <(sort -u <<<"$2") <(sort -u <<<"$3")
    fi
}
cd "$root" || exit 70
agree sections "$(sed -n 's/^SECTION([A-Z]*, "\([a-z]*\)")/\1/p' console/view/sections.def
    sed -n '/^const char \*toc_sections_word/,/^}/s/.*return "\([a-z]*\)";/\1/p' console/serve/sections.c)" \
    "$(awk '/^## Who gets/ { on = 1 } /^## What a player/ { on = 0 } on && /^\| `/ { split($0, c, "|"); print c[2] }' "$page" |
        grep -oE '[a-z]+')"
agree 'kinds of acts' "$(grep -oE '\[TOC_ROW_[A-Z]+\]' console/live/ask.c | grep -oE '[A-Z]+\]' | tr -d ']' | tr A-Z a-z |
    grep -vE '^(open|join|time)$')" "$(rows_of '## Acts' | cut -f 1)"
agree addresses "$(grep -oE '\{TOC_ROUTE_[A-Z_]+, "[^"]*"' console/serve/routes.c | cut -d '"' -f 2 | sed 's,^/assets/$,/assets,')" \
    "$(awk '/^\| address / { on = 1 } on && /^$/ { exit } on && /^\| `/ { split($0, c, "|"); print c[2] }' "$page" |
        grep -oE '/[a-z.]*' | sed 's,^/assets/.*,/assets,' | grep -vx '/…')"
finish
