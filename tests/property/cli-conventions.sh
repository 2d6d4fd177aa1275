#!/bin/bash
# cli-conventions - what holds for every sub-command: help, usage errors, streams, completion.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-build/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-conventions.XXXXXX") || exit 70
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

expect() { # what, then a condition as a command
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        failed=$((failed + 1))
    fi
}

ends_with() { # exit code, command...; both outputs are kept apart
    local wanted=$1 code=0
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || code=$?
    [ "$code" -eq "$wanted" ] || {
        echo "$*: exit $code, not $wanted"
        return 1
    }
}

on() { # out or err holds a pattern
    grep -q -- "$2" "$scratch/$1"
}

silent() {
    [ ! -s "$scratch/$1" ]
}

commands=$("$tocsin" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
expect 'every sub-command is listed' test "$(wc -w <<<"$commands")" -eq "$(grep -c 'return toc_cmd_' cli/main.c)"
for command in $commands; do
    expect "$command --help exits 0" ends_with 0 "$tocsin" "$command" --help
    expect "$command --help writes no message" silent err
    expect "$command --help shows examples first" test "$(sed -n 3p "$scratch/out")" = 'Examples:'
    cp "$scratch/out" "$scratch/help"
    expect "$command -h exits 0" ends_with 0 "$tocsin" "$command" -h
    expect "$command -h says the same" cmp -s "$scratch/out" "$scratch/help"
    expect "help $command exits 0" ends_with 0 "$tocsin" help "$command"
    expect "help $command says the same" cmp -s "$scratch/out" "$scratch/help"
    expect "$command refuses an unknown option" ends_with 2 "$tocsin" "$command" --hepl
    expect "$command suggests one" on err 'did you mean `--help`'
    expect "$command keeps standard output clean" silent out
done
expect 'no command: exit 2' ends_with 2 "$tocsin"
expect 'unknown command: exit 2' ends_with 2 "$tocsin" chekc
expect 'unknown command: suggestion' on err 'did you mean `check`'
expect 'version' ends_with 0 "$tocsin" --version
expect 'version is one line' test "$(wc -l <"$scratch/out")" -eq 1
expect 'explain: a code that is not there' ends_with 2 "$tocsin" explain T9999
expect 'explain: nothing said' ends_with 2 "$tocsin" explain
if [ -w /dev/full ]; then
    full() {
        local code=0
        "$tocsin" help >/dev/full 2>"$scratch/err" || code=$?
        [ "$code" -eq 70 ]
    }
    expect 'a full disk: exit 70' full
    expect 'a full disk: said' on err 'standard output'
    expect 'an image on a full disk: exit 70' ends_with 70 "$tocsin" build -o /dev/full docs/tour/lab.plan
    expect 'an image on a full disk: said' on err 'cannot write `/dev/full`'
    expect 'in Chinese, too: exit 70' ends_with 70 "$tocsin" build --lang zh -o /dev/full docs/tour/lab.plan
    expect 'in Chinese, too' on err '无法写入 `/dev/full`：磁盘已满'
fi

expect 'no such folder: exit 2' ends_with 2 "$tocsin" build --lang zh -o "$scratch/no/x.machine" docs/tour/lab.plan
expect 'no such folder: in Chinese' on err '没有这个文件或文件夹'

# ── a file that gets larger than it may ──
limited() ( # arguments: in blocks of 1 KiB
    ulimit -f 1
    code=0
    "$tocsin" "$@" 2>"$scratch/err" || code=$?
    [ "$code" -eq 70 ]
)
mkdir "$scratch/small"
expect 'an image too large: exit 70' limited build -o "$scratch/small/x.machine" docs/tour/lab.plan
expect 'an image too large: said' on err "$scratch/small/x.machine"
expect 'cards too large: exit 70' limited cards --lang en -o "$scratch/small/x.pdf" docs/tour/lab.plan
expect 'cards too large: said' on err "$scratch/small/x.pdf"
expect 'scenarios too large: exit 70' limited generate -o "$scratch/small" plans/chemical-plant.plan
expect 'scenarios too large: the path is said' on err "$scratch/small/"
expect 'what is too large is not left' test -z "$(ls -A "$scratch/small")"

"$tocsin" help --bash-completion >"$scratch/completion"
expect 'the completion is bash' bash -n "$scratch/completion"
complete_words() { # words of the command line, the last one to be completed
    PATH="$(cd "$(dirname "$tocsin")" && pwd):$PATH" bash -c '
        complete() { :; }
        . "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _tocsin; echo "${COMPREPLY[*]}"' complete "$scratch/completion" "$@"
}
expect 'completes a sub-command' test "$(complete_words tocsin dri)" = drill
expect 'completes an option' test "$(complete_words tocsin check --fo)" = --format
expect 'completes a choice' test "$(complete_words tocsin check --format js)" = json
expect 'completes a choice after =' test "$(complete_words tocsin check --format = js)" = json
expect 'completes a topic of help' test "$(complete_words tocsin help doc)" = doctor
touch "$scratch/x.plan" "$scratch/x.txt"
expect 'completes plans' test "$(complete_words tocsin check "$scratch/x.")" = "$scratch/x.plan"

"$tocsin" help --man >"$scratch/tocsin.1"
for command in $commands; do
    expect "the man page has $command" grep -q "^\.SS tocsin $command\$" "$scratch/tocsin.1"
done
if command -v groff >/dev/null 2>&1; then
    expect 'the man page is good roff' test -z "$(groff -man -ww -Tascii "$scratch/tocsin.1" 2>&1 >/dev/null)"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
