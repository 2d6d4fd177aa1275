#!/bin/bash
# films.sh - charts that play a drill are read back: what changes when, as the trace says.
#
# The times of the file are compared with the trace, the states with those that `--at` shows at
# the same moments, the still picture with the end.  Hostile texts stay texts, a drill of 100 000
# changes stays small, the same input gives the same bytes, and what cannot play is refused.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-films.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

try() { # what, command...: it must end with 0
    local what=$1
    shift
    if "$@" >"$scratch/said" 2>&1 </dev/null; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        sed 's/^/    /' "$scratch/said" | cut -c1-300 | head -n 20
        failed=$((failed + 1))
    fi
}

films() { python3 tests/support/films.py "$@"; }

play() { # file, trace, options and plan...
    "$tocsin" chart -o "$1" --trace "$2" --animate "${@:3}"
}

is_true() { # plan, trace, speed (0: the usual one)
    local speed=(--speed "$3")
    [ "$3" != 0 ] || speed=()
    play "$scratch/a.svg" "$2" --lang en "${speed[@]}" "$1" && films times "$scratch/a.svg" "$2" "$3" &&
        films grades "$scratch/a.svg" "$2" && films still "$scratch/a.svg"
}

shows_states() { # plan, trace: at some moments what `--at` shows
    local at
    play "$scratch/a.svg" "$2" --lang en "$1" || return 1
    for at in $(films moments "$2" 4); do
        "$tocsin" chart --format flow --lang en --trace "$2" --at "${at}ms" "$1" >"$scratch/a.flow" &&
            films states "$scratch/a.svg" "$at" "$scratch/a.flow" || return 1
    done
}

for drill in county-netsec:county-2-late chemical-plant:chemical-3-escalation; do
    plan=plans/${drill%:*}.plan
    trace=$scratch/${drill#*:}.trace
    "$tocsin" drill -o "$scratch/report" --trace "$trace" "$plan" "scenarios/${drill#*:}.yaml" 2>/dev/null
    try "$drill in a minute" is_true "$plan" "$trace" 0
done
try "$drill at speed 60" is_true "$plan" "$trace" 60
plan=plans/county-netsec.plan
trace=$scratch/county-2-late.trace
try 'an hour a second' is_true $plan "$trace" 3600
try 'states at their times' shows_states $plan "$trace"

is_safe() { # file, flow, folder
    python3 -W ignore tests/support/charts.py film "$@"
}
is_whole() { # all that a chart has is there, and nothing that could do harm
    play "$scratch/a.svg" "$trace" --paper none $plan && "$tocsin" chart --format flow $plan >"$scratch/a.flow" &&
        is_safe "$scratch/a.svg" "$scratch/a.flow" plans
}
try 'a film is harmless and whole' is_whole
python3 -W ignore tests/support/charts.py attacks "$scratch"
printf '%s\n' '{"at":0,"kind":"event","name":"fire"}' '{"at":60000,"kind":"node","name":"r.a","state":"running"}' \
    '{"at":120000,"kind":"declared","name":"level","to":"II"}' \
    '{"at":7200000,"kind":"duty-closed","name":"r.a","of":"step","due":3600000,"state":"late"}' \
    >"$scratch/attack.trace"
is_harmless() { # number
    play "$scratch/a.svg" "$scratch/attack.trace" --paper none "$scratch/attack-$1.plan" || return 1
    "$tocsin" chart --format flow "$scratch/attack-$1.plan" >"$scratch/a.flow"
    is_safe "$scratch/a.svg" "$scratch/a.flow" "$scratch" && rsvg-convert -w 100 -o "$scratch/a.png" "$scratch/a.svg"
}
for number in 0 3 15 20; do
    try "attack $number" is_harmless $number
done
is_refused_name() { # a name in the trace that the plan has not
    printf '{"at":0,"kind":"node","name":"\\"><script>","state":"done"}\n' >"$scratch/b.trace"
    ! play "$scratch/c.svg" "$scratch/b.trace" $plan && [ ! -e "$scratch/c.svg" ]
}
try 'a hostile name in the trace' is_refused_name

is_small() { # 100 000 changes
    local steps
    steps=$("$tocsin" chart --format flow $plan | sed -n 's/^node step:\([^ ]*\).*/\1/p')
    films long "$scratch/long.trace" "$steps" 100000 && play "$scratch/long.svg" "$scratch/long.trace" --lang en $plan &&
        films times "$scratch/long.svg" "$scratch/long.trace" 0 && stat -c %s "$scratch/long.svg" &&
        [ "$(stat -c %s "$scratch/long.svg")" -lt 8000000 ] && [ "$(grep -c 'data-at' "$scratch/long.svg")" -gt 5000 ]
}
try 'a long drill' is_small
is_same_again() {
    play "$scratch/1.svg" "$trace" --lang both $plan && sleep 1 && play "$scratch/2.svg" "$trace" --lang both $plan &&
        cmp "$scratch/1.svg" "$scratch/2.svg"
}
try 'two times the same' is_same_again
is_drawn() { # without SMIL it is the end, to the last dot: with all that plays taken out
    play "$scratch/a.svg" "$trace" $plan && rsvg-convert -w 400 -o "$scratch/a.png" "$scratch/a.svg" &&
        sed -e 's/<set [^>]*>//g' -e 's/<animate [^>]*>//g' -e '/<style>/d' "$scratch/a.svg" >"$scratch/b.svg" &&
        rsvg-convert -w 400 -o "$scratch/b.png" "$scratch/b.svg" && cmp "$scratch/a.png" "$scratch/b.png"
}
try 'a still picture of it' is_drawn
is_short() { # a drill in which nothing happens
    printf '{"at":0,"kind":"event","name":"infected"}\n' >"$scratch/b.trace"
    play "$scratch/a.svg" "$scratch/b.trace" --lang en $plan && films times "$scratch/a.svg" "$scratch/b.trace" 0 &&
        : >"$scratch/c.trace" && play "$scratch/a.svg" "$scratch/c.trace" --lang en $plan &&
        films still "$scratch/a.svg"
}
try 'a short one' is_short
has_part() { # one response on a narrow sheet, and a grade
    play "$scratch/a.svg" "$trace" --lang en --response virus-handling $plan && films still "$scratch/a.svg" &&
        grep -q 'data-key="step:virus-handling.upgrade"' "$scratch/a.svg" &&
        play "$scratch/a.svg" "$trace" --lang en --level III $plan && films still "$scratch/a.svg"
}
try 'a part of the plan' has_part

is_refused() { # what is said, options...
    local code=0
    "$tocsin" chart "${@:2}" $plan >"$scratch/answer" 2>&1 || code=$?
    cat "$scratch/answer"
    [ $code = 2 ] && grep -qF -- "$1" "$scratch/answer"
}
try 'a pdf' is_refused '`--animate` makes an svg, not pdf' --trace "$trace" --animate -o "$scratch/x.pdf"
try 'dot' is_refused '`--animate` makes an svg, not dot' --trace "$trace" --animate
try 'no trace' is_refused 'it needs `--trace FILE`' --animate -o "$scratch/x.svg"
try 'a moment' is_refused '--at' --trace "$trace" --animate --at 2h -o "$scratch/x.svg"
try 'tiles' is_refused '--tile' --trace "$trace" --animate --tile A4 -o "$scratch/x.svg"
try 'another view' is_refused 'goes with `--view flow` only' --trace "$trace" --animate --view raci -o "$scratch/x.svg"
try 'a speed alone' is_refused 'it needs `--animate`' --trace "$trace" --speed 60 -o "$scratch/x.svg"
try 'no speed' is_refused '`--speed` takes a whole number from 1 to 604800' --trace "$trace" --animate --speed 0 -o "$scratch/x.svg"
try 'nothing was written' test ! -e "$scratch/x.svg"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
