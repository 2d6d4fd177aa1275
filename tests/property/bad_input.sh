#!/bin/bash
# bad_input - what no planner meant: a message with its place, exit 1 or 2, soon, and nothing written.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
tocsin=${TOCSIN:-build/tocsin}
case $tocsin in /*) ;; *) tocsin=$root/$tocsin ;; esac
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-bad-input.XXXXXX") || exit 70
trap 'cd / && chmod -R u+rwX "$scratch" && rm -rf "$scratch"' EXIT
mkdir -p "$scratch/in" "$scratch/out"
cd "$scratch/in"
passed=0
failed=0
seconds=${SECONDS_MAX:-20}

say_failed() {
    echo "FAIL $1: $2"
    [ ! -s ../message ] || head -n 5 ../message | cut -c 1-200
    failed=$((failed + 1))
}

# what, pattern of the message, command...: refused with that message in good time
refused() {
    local what=$1 pattern=$2 code=0
    shift 2
    timeout "$seconds" "$@" >../stdout 2>../stderr </dev/null || code=$?
    cat ../stderr ../stdout >../message
    if [ "$code" -ne 1 ] && [ "$code" -ne 2 ]; then
        say_failed "$what" "exit $code"
    elif [ "$(wc -c <../message)" -gt 100000 ]; then
        say_failed "$what" "$(wc -c <../message) bytes of messages"
    elif ! grep -aqE -e "$pattern" ../message; then
        say_failed "$what" "no message like '$pattern'"
    elif [ -n "$(ls -A ../out)" ]; then
        say_failed "$what" "wrote $(ls -A ../out)"
        rm -f ../out/*
    else
        passed=$((passed + 1))
    fi
}

# what, pattern, file: every command that reads a plan refuses it
bad_plan() {
    refused "check: $1" "$2" "$tocsin" check "$3"
    refused "build: $1" "$2" "$tocsin" build -o ../out/x.machine "$3"
    refused "chart: $1" "$2" "$tocsin" chart -o ../out/x.dot "$3"
}

# the plan at its place, or the file itself where there is no place in it
at() {
    echo "(--> |^|error: )[^ ]*$1(:[0-9]+:[0-9]+)?"
}

line_of() {
    echo "--> $1:$2:"
}

# ── files that are no plans ──
: >empty.plan
bad_plan 'empty file' "$(at empty.plan)" empty.plan
mkdir folder.plan
bad_plan 'directory' "$(at folder.plan)" folder.plan
bad_plan 'missing file' "$(at missing.plan)" missing.plan
bad_plan 'device' '/dev/zero' /dev/zero
mkfifo pipe.plan
bad_plan 'pipe that nobody writes' "$(at pipe.plan)" pipe.plan
head -c 65536 "$tocsin" >binary.plan
bad_plan 'binary' "$(at binary.plan)" binary.plan
ln -s loop.plan loop.plan
bad_plan 'link to itself' "$(at loop.plan)" loop.plan
if [ "$(id -u)" -ne 0 ]; then
    echo 'plan x "X" { }' >locked.plan
    chmod 0 locked.plan
    bad_plan 'unreadable file' "$(at locked.plan)" locked.plan
fi

# ── bytes ──
printf 'plan x "X" { }\norg a "\xff\xfe" { }\n' >invalid.plan
bad_plan 'invalid UTF-8' "$(line_of invalid.plan 2)" invalid.plan
printf 'plan x "X" { }\norg a\0b { }\n' >nul.plan
bad_plan 'NUL' "$(line_of nul.plan 2)" nul.plan
printf 'plan x "X" { }\norg a "\xe2\x80\xaeA" { }\n' >bidi.plan
bad_plan 'bidirectional control' "$(line_of bidi.plan 2)" bidi.plan
head -c 40000 /dev/zero >nuls.plan
bad_plan '40 000 NULs' "$(line_of nuls.plan 1)" nuls.plan

# ── size ──
{
    echo 'plan x "X" { }'
    printf 'org '
    head -c 16777190 /dev/zero | tr '\0' a
} >token.plan
bad_plan '16 MiB of one name' "$(line_of token.plan 2)" token.plan
{
    echo 'plan x "X" { }'
    printf 'note "'
    head -c 16777180 /dev/zero | tr '\0' a
} >text.plan
bad_plan '16 MiB of one text without its end' "$(line_of text.plan 2)" text.plan
head -c 16777217 /dev/zero | tr '\0' ' ' >large.plan
bad_plan 'more than 16 MiB' "$(at large.plan)" large.plan
head -c 100000 /dev/zero | tr '\0' '{' >braces.plan
bad_plan '100 000 open braces' "$(line_of braces.plan 1)" braces.plan
{
    printf 'plan x "X" { }\nindicator i { flag }\ntrigger t { when '
    head -c 100000 /dev/zero | tr '\0' '('
} >brackets.plan
bad_plan '100 000 open brackets' "$(line_of brackets.plan 3)" brackets.plan
{
    printf 'plan x "X" { }\nindicator i { flag }\ntrigger t { when '
    for ((i = 0; i < 20000; i++)); do printf 'not '; done
    echo 'i }'
} >nots.plan
bad_plan '20 000 times not' "$(line_of nots.plan 3)" nots.plan
{
    echo 'plan x "X" { }'
    for ((i = 0; i < 20000; i++)); do echo 'category c {'; done
} >nested.plan
bad_plan '20 000 categories inside each other' "$(at nested.plan)" nested.plan

# ── writing ──
printf 'plan x "X" { }\norg a "never ends { }\n' >string.plan
bad_plan 'text without its end' "$(line_of string.plan 2)" string.plan
printf 'plan x "X" { }\norg a """never ends\n{ }\n' >paragraph.plan
bad_plan 'paragraph without its end' "$(line_of paragraph.plan 2)" paragraph.plan
printf 'plan x "X" {\n' >open.plan
bad_plan 'block without its end' "$(at open.plan)" open.plan
printf 'plan x "X" { }\norg a { }\nresource r { owner a  count 99999999999999999999 }\n' >number.plan
bad_plan 'number too large' "$(line_of number.plan 3)" number.plan
printf 'plan x "X" { }\norg a { }\nresponse r { step s { by a  within 99999999999999999999min } }\n' >time.plan
bad_plan 'time too long' "$(line_of time.plan 3)" time.plan
printf 'plan x "X" { issued 2026-02-30 }\n' >date.plan
bad_plan 'a day that is none' "$(line_of date.plan 1)" date.plan

# ── includes ──
printf 'plan x "X" { }\ninclude "self.plan"\n' >self.plan
bad_plan 'include of itself' "$(line_of self.plan 2)" self.plan
printf 'plan x "X" { }\ninclude "two.plan"\n' >one.plan
printf 'include "one.plan"\n' >two.plan
bad_plan 'include in a circle' "$(at 'two.plan')" one.plan
printf 'plan x "X" { }\ninclude "no-such.plan"\n' >lost.plan
bad_plan 'include of a missing file' "$(line_of lost.plan 2)" lost.plan
printf 'plan x "X" { }\ninclude "../../escape.plan"\n' >outside.plan
bad_plan 'include from outside' "$(line_of outside.plan 2)" outside.plan
printf 'plan x "X" { }\ninclude "/dev/zero"\n' >device.plan
bad_plan 'include of a device' "$(line_of device.plan 2)" device.plan
ln -s /dev/zero zero.plan
printf 'plan x "X" { }\ninclude "zero.plan"\n' >linked.plan
bad_plan 'include of a device by a link' "$(line_of linked.plan 2)" linked.plan
printf 'plan x "X" { }\ninclude "pipe.plan"\n' >piped.plan
bad_plan 'include of a pipe' "$(line_of piped.plan 2)" piped.plan
printf 'plan x "X" { }\ninclude "folder.plan"\n' >folded.plan
bad_plan 'include of a directory' "$(line_of folded.plan 2)" folded.plan

# ── scenarios ──
cat >small.plan <<'END'
plan small "Small" { version "1"  status approved  issuer crew  timezone "UTC" }
org crew "Crew" { kind lead  duty 24h  contact phone "1"  contact radio "2" }
event alarm "Alarm" { seen by crew }
response work "Work" { on alarm  lead crew  step act "Act" { by crew  within 1h } }
END
cat >other.plan <<'END'
plan other "Other" { version "1"  status approved  issuer team  timezone "UTC" }
org team "Team" { kind lead  duty 24h  contact phone "1"  contact radio "2" }
event call "Call" { seen by team }
response duty "Duty" { on call  lead team  step answer "Answer" { by team  within 1h } }
END

bad_drill() { # what, pattern, plan, scenario
    refused "drill: $1" "$2" "$tocsin" drill -o ../out/report --trace ../out/trace "$3" "$4"
}

scenario() { # file, lines of the script...
    local file=$1
    shift
    {
        printf 'scenario: test\nplan: small.plan\nstart: 2026-03-05T02:10+08:00\nplay: all\nscript:\n'
        printf '  - %s\n' "$@"
        printf 'end: 24h\n'
    } >"$file"
}

scenario good.yaml '{at: 0min, inject: alarm}' '{at: 5min, did: act, by: crew}'
if "$tocsin" drill small.plan good.yaml >../stdout 2>../message; then
    passed=$((passed + 1))
else
    say_failed 'drill: a good scenario' 'refused'
fi
bad_drill 'a scenario for another plan' "$(at good.yaml)" other.plan good.yaml
scenario body.yaml '{at: 0min, inject: alarm}' '{at: 5min, did: act, by: nobody}'
bad_drill 'an unknown body' "$(line_of body.yaml 7)" small.plan body.yaml
scenario before.yaml '{at: -5min, inject: alarm}'
bad_drill 'an action before the start' "$(line_of before.yaml 6)" small.plan before.yaml
scenario order.yaml '{at: 10min, inject: alarm}' '{at: 5min, did: act, by: crew}'
bad_drill 'times out of order' "$(line_of order.yaml 7)" small.plan order.yaml
scenario number.yaml '{at: 99999999999999999999min, inject: alarm}'
bad_drill 'a time too large' "$(line_of number.yaml 6)" small.plan number.yaml
: >empty.yaml
bad_drill 'an empty scenario' "$(at empty.yaml)" small.plan empty.yaml
bad_drill 'a missing scenario' "$(at missing.yaml)" small.plan missing.yaml
bad_drill 'a directory as scenario' "$(at folder.plan)" small.plan folder.plan
cp binary.plan binary.yaml
bad_drill 'a binary scenario' "$(at binary.yaml)" small.plan binary.yaml
head -c 50000 /dev/zero | tr '\0' '[' >deep.yaml
bad_drill '50 000 open brackets' "$(at deep.yaml)" small.plan deep.yaml
printf 'scenario: &a test\nplan: *a\n' >alias.yaml
bad_drill 'an alias' "$(at alias.yaml)" small.plan alias.yaml
printf 'scenario: a\nscenario: b\n' >twice.yaml
bad_drill 'a key written twice' "$(line_of twice.yaml 2)" small.plan twice.yaml

# ── images ──
if "$tocsin" build -o ../small.machine small.plan >../stdout 2>../message; then
    passed=$((passed + 1))
else
    say_failed 'build: a good plan' 'refused'
fi
size=$(wc -c <../small.machine)
[ "$size" -gt 0 ] || size=1
wrong=0
for ((i = 0; i < 64; i++)); do
    place=$((i * size / 64))
    cp ../small.machine flipped.machine
    byte=$(od -An -tu1 -j "$place" -N 1 ../small.machine)
    printf "\\x$(printf %02x $((byte ^ (1 << (i % 8)))))" |
        dd of=flipped.machine bs=1 seek="$place" conv=notrunc status=none
    code=0
    timeout "$seconds" "$tocsin" drill -o ../out/report flipped.machine good.yaml \
        >../stdout 2>../message </dev/null || code=$?
    if { [ "$code" -ne 1 ] && [ "$code" -ne 2 ]; } || [ ! -s ../message ] || [ -n "$(ls -A ../out)" ]; then
        echo "byte $place flipped: exit $code"
        wrong=$((wrong + 1))
        rm -f ../out/*
    fi
done
[ "$wrong" -eq 0 ] && passed=$((passed + 1)) || say_failed 'an image with a byte flipped' "$wrong of 64 taken"
head -c $((size / 2)) ../small.machine >half.machine
bad_drill 'half an image' "$(at half.machine)" half.machine good.yaml
head -c 20 ../small.machine >head.machine
bad_drill 'twenty bytes of an image' "$(at head.machine)" head.machine good.yaml

rm -f token.plan text.plan large.plan
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
