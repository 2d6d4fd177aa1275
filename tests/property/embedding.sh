#!/bin/bash
# embedding.sh - libtocsin-runtime as others use it: installed, and linked with generated C.
#
#   BUILD=build tests/property/embedding.sh [--bless]
#
# The library is installed into a scratch folder; the files that docs/embedding.md shows are taken from the
# page, and its console blocks must print what the page shows (--bless rewrites it).  Then generated C, image
# and the plan in memory must give the same traces, and C from hostile names must compile.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
build=$(cd "${BUILD:-build}" && pwd)
program=${TOCSIN:-$build/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-embedding.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
bin=$(cd "$(dirname "$program")" && pwd)
PATH=$bin:$PATH
export PATH
passed=0
failed=0
flags=(-std=c17 -Wall -Wextra -Wpedantic -Werror)
# a library built with sanitizers, or to count lines, wants them in the program too
read -ra sanitize <<<"$(grep -oE -- '-fsanitize=[a-z,]*|--coverage' "$build/flags" | sort -u | tr '\n' ' ')"

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

refuses() { # pattern, command...: exit 2, one message, nothing on standard output
    local pattern=$1 code=0
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || code=$?
    [ "$code" -eq 2 ] && [ ! -s "$scratch/out" ] && grep -q -- "$pattern" "$scratch/err"
}

# ── installed ────────────────────────────────────────────────────────────────
dest=$scratch/dest
version=$("$program" --version | sed "s,^tocsin ,,; s, .*,,")
if ! DESTDIR=$dest PREFIX=/usr tools/install-lib "$build" "$version" >"$scratch/log" 2>&1; then
    cat "$scratch/log"
    echo '0 passed, 1 failed'
    exit 1
fi
export PKG_CONFIG_SYSROOT_DIR=$dest PKG_CONFIG_LIBDIR=$dest/usr/lib/pkgconfig
export LD_LIBRARY_PATH=$dest/usr/lib
read -ra use <<<"$(pkg-config --cflags --libs tocsin-runtime)"
static=("-I$dest/usr/include" "$dest/usr/lib/libtocsin-runtime.a")
expect 'the public header compiles alone, with every warning' \
    gcc "${flags[@]}" "-I$dest/usr/include" -fsyntax-only -xc "$root/include/tocsin/runtime.h"
expect 'headers say where they are' \
    test -z "$(grep -rnE '# *include "' "$dest/usr/include/tocsin")"
expect 'the shared library offers the functions of its headers only' \
    test -z "$(nm -D --defined-only "$dest/usr/lib/libtocsin-runtime.so" | awk '{print $3}' |
        grep -vE '^toc_' | grep -vE '^(_init|_fini)$')"

# ── the page ─────────────────────────────────────────────────────────────────
page=docs/embedding.md
files=$scratch/page-files
mkdir "$files"
awk -v folder="$files" '
    /^```(plan|c|cpp) [a-z.]+$/ { file = folder "/" $2; next }
    /^```/ { file = "" }
    file != "" { print > file }' $page
cat >"$scratch/cc" <<EOF
#!/bin/bash
exec gcc -Werror ${sanitize[*]:-} "\$@"
EOF
chmod +x "$scratch/cc"

play() { # prints the page as it should be
    local line in_block=no runs=no
    while IFS= read -r line; do
        case $line in
        '```console') in_block=yes runs=no ;;
        '```'*) in_block=no ;;
        '$ '*)
            if [ $in_block = yes ]; then
                runs=yes
                printf '%s\n' "$line"
                (cd "$files" && PATH="$scratch:$PATH" bash -c "${line#??}" 2>&1 </dev/null)
                continue
            fi
            ;;
        esac
        [ $in_block = yes ] && [ $runs = yes ] && continue
        printf '%s\n' "$line"
    done <"$1"
}

play $page >"$scratch/page"
if [ "${1:-}" = --bless ] && ! cmp -s $page "$scratch/page"; then
    cp "$scratch/page" $page
    echo "blessed $page"
fi
expect "$page shows what its program prints" diff -u $page "$scratch/page"

expect 'its program says what the text tells' grep -qx ' *19min  late pump-out.start-pumps' "$scratch/page"
expect 'the one without a heap fits' grep -qx 'all is well; fits: yes' "$scratch/page"

# ── C++ ──────────────────────────────────────────────────────────────────────
plus=(-std=c++17 -Wall -Wextra -Wpedantic -Werror)
every_header() {
    (cd "$dest/usr/include" && find tocsin -name '*.h' | LC_ALL=C sort | sed 's/.*/#include <&>/')
}
if command -v g++ >/dev/null; then
    expect 'every installed header is C++ too' bash -c 'n=$(wc -l <"$1"); [ "$n" -gt 40 ] && shift && "$@"' \
        _ <(every_header) g++ "${plus[@]}" "-I$dest/usr/include" -fsyntax-only -xc++ <(every_header)
    expect "$page: its host in C++ is built" bash -c 'cd "$1" && shift && gcc -std=c17 -c pumps.c && g++ "$@"' \
        _ "$files" "${plus[@]}" ${sanitize[@]+"${sanitize[@]}"} watch.cpp pumps.o "${use[@]}" -o watch
    expect 'and prints what the page says' grep -qF "\`./watch\` prints \`$("$files/watch")\`." $page
fi
# span.h and records.h declare no functions that are linked
expect 'installed headers say that their functions are C' test -z "$(
    grep -rL '^extern "C" {' "$dest/usr/include/tocsin" --include='*.h' |
        grep -vE '/(runtime|base/span|machine/records)\.h$')"

# ── one meaning in three forms ───────────────────────────────────────────────
same_traces() { # plan, seeds: in memory, from an image, from C
    local name
    name=$(basename "$1" .plan)
    "$build/tests/embed/in_memory" "$1" "$2" >"$scratch/memory" || return 1
    "$program" build -o "$scratch/$name.machine" "$1" || return 1
    "$program" build --emit c --prefix it -o "$scratch/$name.c" "$1" || return 1
    gcc "${flags[@]}" -c -o "$scratch/$name.o" "$scratch/$name.c" || return 1
    gcc "${flags[@]}" ${sanitize[@]+"${sanitize[@]}"} -DTOCSIN_INSTALLED -DMACHINE=it_machine \
        "-DHEADER=\"$name.h\"" "-I$scratch" -Itests/embed -o "$scratch/host" tests/embed/host.c \
        tests/embed/player.c "$scratch/$name.o" "${static[@]}" || return 1
    "$scratch/host" "$2" >"$scratch/tables" || return 1
    "$scratch/host" "$2" "$scratch/$name.machine" >"$scratch/image" || return 1
    [ "$(grep -c '"kind"' "$scratch/memory")" -gt 1000 ] &&
        cmp "$scratch/memory" "$scratch/tables" && cmp "$scratch/memory" "$scratch/image"
}

for plan in plans/county-netsec.plan plans/chemical-plant.plan; do
    expect "$plan: memory, image and C give the same traces" same_traces "$plan" 10
done
[ ! -x "$build/bench/bench_gen_plan" ] || for seed in 1 2; do
    "$build/bench/bench_gen_plan" 60 $seed >"$scratch/made$seed.plan"
    expect "a made plan ($seed): the same" same_traces "$scratch/made$seed.plan" 10
done
expect 'the shared library runs it too' gcc "${flags[@]}" ${sanitize[@]+"${sanitize[@]}"} \
    -DTOCSIN_INSTALLED -DMACHINE=it_machine '-DHEADER="chemical-plant.h"' "-I$scratch" -Itests/embed \
    -o "$scratch/host" tests/embed/host.c tests/embed/player.c "$scratch/chemical-plant.c" "${use[@]}"
expect 'with the same result' bash -c '"$0/host" 2 | cmp - <("$1" plans/chemical-plant.plan 2)' \
    "$scratch" "$build/tests/embed/in_memory"

expect 'engines in threads do not disturb each other' \
    "$build/tests/embed/threads" "$scratch/chemical-plant.machine"

# ── two compilers, hostile names, refusals ───────────────────────────────────
hostile='"; int main(void){} /* ??/ */ \\ %s ??)'
cat >"$scratch/hostile.plan" <<EOF
plan 縣-int "$(printf '\342\200\256')$hostile" {
  version "0.1"  status draft  language en  timezone "UTC"
}
org a-b "x*/ # y" { kind unit  duty 24h  contact phone "1??/"  contact radio "\\\\n" }
org a_b "*/}" { kind unit  duty 24h  contact phone "1"  contact radio "2" }
event 洪水 "???=" { seen by a-b }
response r "R" { on 洪水  step 撤離 "*/" { by a-b  within 1h } }
EOF
# what the gate or the checker would refuse in a plan must not be what keeps C safe
sed -i "s/$(printf '\342\200\256').*\" {/??=define x *\\/ %s\" {/" "$scratch/hostile.plan"
expect 'a plan with hostile names is built' \
    "$program" build --emit c -o "$scratch/hostile.c" "$scratch/hostile.plan"
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for file in hostile chemical-plant county-netsec; do
        expect "$cc takes $file.c" "$cc" "${flags[@]}" -O1 -c -o "$scratch/o.o" "$scratch/$file.c"
    done
    expect "$cc takes hostile.h in C++ manner too" "$cc" "${flags[@]}" -Wc++-compat -fsyntax-only \
        -xc "$scratch/hostile.h"
done
expect 'only letters, digits and what C needs' \
    test -z "$(LC_ALL=C grep -nP '[^\x20-\x7e]|\?\?' "$scratch/hostile.c" "$scratch/hostile.h")"
expect 'names that come out alike are kept apart' \
    grep -q 'BODY_a_b__2 = 1' "$scratch/hostile.h"
mkdir "$scratch/again"
expect 'the same bytes again' bash -c '"$0" build --emit c -o "$1/again/hostile.c" "$1/hostile.plan" &&
    cmp "$1/hostile.c" "$1/again/hostile.c" && cmp "$1/hostile.h" "$1/again/hostile.h"' \
    "$program" "$scratch"
expect 'an image gives the same C as its plan' bash -c '
    "$0" build --emit c --prefix it -o "$1/again/chemical-plant.c" "$1/chemical-plant.machine" &&
    cmp "$1/chemical-plant.c" "$1/again/chemical-plant.c"' "$program" "$scratch"
plan=plans/county-netsec.plan
expect 'a prefix that is no name' refuses 'prefix: a letter' \
    "$program" build --emit c --prefix 9x -o "$scratch/x.c" $plan
expect 'a prefix of the library' refuses 'prefix: a letter' \
    "$program" build --emit c --prefix toc_x -o "$scratch/x.c" $plan
expect 'a prefix without C' refuses 'needs `--emit c`' "$program" build --prefix x $plan
expect 'two files do not go to standard output' refuses 'two files' \
    "$program" build --emit c -o - $plan
expect 'a name that breaks out of the include' refuses '#include' \
    "$program" build --emit c -o "$scratch/a\"b.c" $plan
expect 'nothing was written' test ! -e "$scratch/x.c"

# ── tables of another version ────────────────────────────────────────────────
old_tables_link() {
    sed 's/toc_machine_tables_[0-9a-z]*/toc_machine_tables_0u/g' "$scratch/hostile.c" >"$scratch/old.c"
    cp "$scratch/hostile.h" "$scratch/old.h"
    printf '#include <tocsin/runtime.h>\n#include "hostile.h"\nint main(void)\n{\n' >"$scratch/main.c"
    printf '    return hostile_layout[0] == 0 && sizeof(toc_machine) == 0;\n}\n' >>"$scratch/main.c"
    sed -i "s/hostile_layout/$(grep -o '[a-z0-9_]*_layout' "$scratch/hostile.h")/" "$scratch/main.c"
    gcc "${flags[@]}" ${sanitize[@]+"${sanitize[@]}"} "-I$scratch" -o "$scratch/main" "$scratch/main.c" \
        "$scratch/$1.c" "${static[@]}" 2>"$scratch/err"
}
expect 'tables of this version link' old_tables_link hostile
if old_tables_link old; then
    expect 'tables of another version do not link' false
else
    expect 'tables of another version do not link' grep -q 'toc_machine_tables_0u' "$scratch/err"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
