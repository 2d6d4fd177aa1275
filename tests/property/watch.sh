#!/bin/bash
# watch.sh - `chart --watch` draws again when a plan is saved, whatever way an editor saves, and
# keeps the last good chart while there are mistakes.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
tocsin=$(pwd)/${BUILD:-build}/tocsin
scratch=$(mktemp -d) || exit 70
passed=0
failed=0
watcher=
trap '[ -z "$watcher" ] || kill "$watcher" 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 70

lines() { grep -c "^$1" log; }

# Waits until the log has that many lines of a kind; a minute at most.
await() { # kind, count, what
    for _ in $(seq 600); do
        [ "$(lines "$1")" -ge "$2" ] && { passed=$((passed + 1)); return; }
        sleep 0.1
    done
    echo "FAIL $3"
    tail -n 5 log
    failed=$((failed + 1))
}

is() { # what, expected, actual
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        echo "FAIL $1: \`$3\`, not \`$2\`"
        failed=$((failed + 1))
    fi
}

plan() { # title of the step
    printf 'plan lab "Lab" {\n  include "bodies.plan"\n'
    printf '  event fault "Fault"\n'
    printf '  response fix "Fix" { on fault  step mend "%s" { by crew within 1h } }\n}\n' "$1"
}

echo 'org crew "Crew"' >bodies.plan
plan first >lab.plan

"$tocsin" chart --format flow --watch -o lab.flow lab.plan 2>log &
watcher=$!
await drawn 1 "the first chart"
is "the first title" 1 "$(grep -c '"first"' lab.flow)"
plan second >lab.plan # written in place
await drawn 2 "saved in place"
is "the second title" 1 "$(grep -c '"second"' lab.flow)"
plan third >new && mv new lab.plan # by renaming, as most editors do
await drawn 3 "saved by renaming"
is "the third title" 1 "$(grep -c '"third"' lab.flow)"
echo 'plan lab "Lab" { step }' >lab.plan
await "not drawn" 1 "a mistake"
is "the last good chart" 1 "$(grep -c '"third"' lab.flow)"
is "the mistakes are listed" 2 "$(grep -c '^error\[T' log)"
is "and where they are" 2 "$(grep -c -- '--> lab.plan:1:' log)"
plan mistaken | sed 's/by crew/by nobody/' >new && mv new lab.plan
await "not drawn" 2 "another mistake, saved by renaming"
is "that one as well" 3 "$(grep -c '^error\[T' log)"
is "still the last good chart" 1 "$(grep -c '"third"' lab.flow)"
plan fourth >lab.plan
await drawn 4 "the mistake mended"
echo 'org crew "Night crew"' >bodies.plan # a file that the plan takes in
await drawn 5 "an included file saved"
is "its title" 1 "$(grep -c '"Night crew"' lab.flow)"
rm lab.plan
await "not drawn" 3 "the plan removed"
is "the chart stays without a plan" 1 "$(grep -c '"fourth"' lab.flow)"
plan fifth >lab.plan
await drawn 6 "and there again"
is "its new title" 1 "$(grep -c '"fifth"' lab.flow)"
mv lab.plan lab.plan~ && plan sixth >lab.plan && rm lab.plan~ # the old one kept, then dropped
await drawn 7 "saved beside a copy"
is "the title beside a copy" 1 "$(grep -c '"sixth"' lab.flow)"
mv lab.plan away && sleep 0.5 && mv away lab.plan
await drawn 8 "moved away and back"
drawings=$(lines drawn)
echo note >notes.txt
for number in $(seq 30); do echo "$number" >notes.txt; sleep 0.02; done # another file, saved on and on
plan seventh >lab.plan
for number in $(seq 30); do echo "$number" >notes.txt; sleep 0.02; done
await drawn $((drawings + 1)) "saved beside a busy file"
is "the title beside a busy file" 1 "$(grep -c '"seventh"' lab.flow)"
is "no half chart" 0 "$(find . -name 'lab.flow?*' | wc -l)"
is "still running" 0 "$(kill -0 "$watcher" 2>/dev/null; echo $?)"
kill "$watcher"
wait "$watcher" 2>/dev/null
watcher=
# a picture, and the trace of a drill that is run again
printf '%s\n' '{"at":0,"kind":"event","name":"fault"}' >drill.trace
"$tocsin" chart --watch --trace drill.trace --animate --lang en -o lab.svg lab.plan 2>log &
watcher=$!
await drawn 1 "the first picture"
cp lab.svg first.svg
printf '%s\n' '{"at":0,"kind":"event","name":"fault"}' '{"at":5}' >drill.trace
await "not drawn" 1 "a mistake in the trace"
is "the last good picture" 0 "$(cmp -s lab.svg first.svg; echo $?)"
printf '%s\n' '{"at":0,"kind":"event","name":"fault"}' '{"at":5,"kind":"node","name":"fix.mend","state":"done"}' >new
mv new drill.trace
await drawn 2 "the drill run again"
is "it is another one" 1 "$(cmp -s lab.svg first.svg; echo $?)"
kill "$watcher"
wait "$watcher" 2>/dev/null
watcher=
"$tocsin" chart --watch lab.plan >out 2>&1
is "without a file" 2 $?
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
