#!/bin/bash
# signals.sh - whatever ends a command that writes, nothing of its outputs stays behind, what was there
# before stays as it was, and the status is the signal's.
set -uom pipefail
cd "$(dirname "$0")/../.." || exit 70
tocsin=$(pwd)/${BUILD:-build}/tocsin
root=$(pwd)
scratch=$(mktemp -d) || exit 70
passed=0
failed=0
trap 'rm -rf "$scratch"' EXIT
ulimit -c 0
export TMPDIR=$scratch/tmp
mkdir "$scratch/out" "$scratch/tmp"
mkfifo "$scratch/pipe.html"
cd "$scratch" || exit 70
plan=$root/plans/chemical-plant.plan
scenario=$root/scenarios/chemical-2-late.yaml

is() { # what, expected, actual
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        echo "FAIL $1: \`$3\`, not \`$2\`"
        failed=$((failed + 1))
    fi
}

left() { find out tmp -mindepth 1 -printf '%f ' | tr ' ' '\n' | sort | tr '\n' ' '; }

# The first outputs are written, and not in their places yet, once the pipe holds the begin of the last
# one, which is more than it takes.  Who runs this may ignore signals (nohup), and so would all that it calls.
ended_by() { # signal, status
    local pid
    echo before >out/a.txt
    env --default-signal "$tocsin" drill --report out/a.txt --report out/a.xlsx --trace out/a.trace --report pipe.html \
        "$plan" "$scenario" >log 2>&1 &
    pid=$!
    exec 3<pipe.html
    is "$1: the last report begins" '<' "$(head -c 1 <&3)"
    kill -s "$1" "$pid"
    wait "$pid" 2>/dev/null
    is "$1: status" "$2" "$?"
    exec 3<&-
    is "$1: what is left" 'a.txt ' "$(left)"
    is "$1: what was there before" before "$(cat out/a.txt)"
    rm -f out/a.txt
}

ended_by TERM 143
ended_by HUP 129
ended_by INT 130
ended_by KILL 137

# A file that may not grow so large.
for name in a.html a.txt a.xlsx; do
    { (ulimit -f 4 && exec "$tocsin" drill --report "out/$name" "$plan" "$scenario" >log 2>&1); } \
        2>/dev/null
    is "$name: status when it is too large" 70 "$?"
    is "$name: told when it is too large" 1 "$(grep -c "out/$name.*: File too large" log)"
    is "$name: what is left when it is too large" '' "$(left)"
done
{ (ulimit -f 4 && exec "$tocsin" build -o out/a.machine "$plan" >log 2>&1); } 2>/dev/null
is 'an image: status when it is too large' 70 "$?"
is 'an image: what is left when it is too large' '' "$(left)"

# Where a file cannot be without a name from the beginning, and where it cannot be given one.
cat >without.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
int open(const char *path, int flags, ...)
{
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    if (getenv("NO_TMPFILE") && (flags & O_TMPFILE) == O_TMPFILE)
        return errno = EOPNOTSUPP, -1;
    return real(path, flags, mode);
}
int linkat(int from, const char *path, int to, const char *name, int flags)
{
    (void)from, (void)path, (void)to, (void)name, (void)flags;
    return errno = ENOENT, -1;
}
C
${CC:-cc} -shared -fPIC -o without.so without.c -ldl || exit 70
"$tocsin" drill --report out/with.txt "$plan" "$scenario"
cp out/with.txt with.txt
chmod 640 out/with.txt
for way in NO_TMPFILE NO_LINK; do
    echo before >out/with.txt
    env "$way=1" ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD="$scratch/without.so" \
        "$tocsin" drill --report out/with.txt "$plan" "$scenario"
    is "$way: the same bytes" same "$(cmp -s with.txt out/with.txt && echo same)"
    is "$way: the same mode" 640 "$(stat -c %a out/with.txt)"
    is "$way: nothing else" 'with.txt ' "$(left)"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
