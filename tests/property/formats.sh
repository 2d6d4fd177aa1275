#!/bin/bash
# formats.sh - every form of `tocsin check` is a whole document that its readers can read.
#
# JSON is held against docs/check.schema.json, SARIF against the schema of its standard, JUnit and
# GitHub annotations against their rules, and all forms against each other: tests/support/documents.py.
# Also with files that cannot be read, and with names that would like to be more than names.
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
root=$PWD
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-formats.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import jsonschema' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || {
    echo "FAIL python3 with jsonschema is missing: see packages.txt, or call \`make setup\`"
    echo "0 passed, 1 failed"
    exit 1
}

try() { # what, wanted exit code, then the arguments of check, run where the shell stands
    local what=$1 wanted=$2 format code
    shift 2
    for format in short json sarif github junit; do
        code=0
        "$tocsin" check --format $format "$@" >"$scratch/out.$format" 2>"$scratch/said" </dev/null || code=$?
        if [ "$code" -ne "$wanted" ] || [ -s "$scratch/said" ]; then
            echo "FAIL $what: $format: exit $code, said: $(cat "$scratch/said")"
            failed=$((failed + 1))
            return
        fi
    done
    if "$python" -W ignore "$root/tests/support/documents.py" "$scratch" >"$scratch/amiss" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        sed 's/^/    /' "$scratch/amiss"
        failed=$((failed + 1))
    fi
}

try 'all goldens' 1 tests/golden/check/*.plan
try 'all goldens, warnings as errors' 1 -E all -W unused tests/golden/check/*.plan
try 'what ships' 0 plans/*.plan
try 'a file that is not there' 2 no-such.plan plans/*.plan
try 'a folder' 1 plans
mkdir "$scratch/no-plans"
try 'a folder without a plan' 2 "$scratch/no-plans"
try 'a scenario' 2 scenarios/*.yaml
printf 'plan p "P" { language en timezone "UTC" }\nevent \xff' >"$scratch/broken.plan"
: >"$scratch/empty.plan"
try 'no text' 1 "$scratch/broken.plan" "$scratch/empty.plan"

# Names and texts that mean something to the reader of the document.
cd "$scratch" || exit 70
cat >odd.plan <<'END'
plan p "P" { language en  timezone "UTC" }
event fire "Fire"
event storm "<b>&amp;]]>" { allow unused "\"so\" <it> is & 100% ::error::,\n\u{FFFF}" }
org `office` "Öffice 办公室 %0A::error::no"
response early "Early" { on fire  step call "C" { by office  takes 8min  within 5min } }
report first "F" { from office  to office  on fire  within 30min }
END
names=('a b.plan' 'a%2Cb,c:d.plan' '<&"'\''>.plan' $'line\nend.plan' $'bell\a.plan' $'\xff\xfe.plan' $'\xef\xbf\xbf.plan'
    '预案.plan' '::error file=x::y.plan' '-dash.plan')
for name in "${names[@]}"; do
    cp odd.plan "./$name"
done
try 'odd names' 1 -- "${names[@]}"
cd "$root" || exit 70

# What GitHub demands, to the letter.
printf 'plan p "P" { language en timezone "UTC" }\norg a "A";\n' >"$scratch/x,y:%.plan"
"$tocsin" check --format github "$scratch/x,y:%.plan" 2>&1 | sed "s|file=[^,]*/|file=|" >"$scratch/said"
if [ "$(cat "$scratch/said")" = '::error file=x%2Cy%3A%25.plan,line=2,endLine=2,col=10,endColumn=11,title=T0050 needless-semicolon::clauses need no `;` between them' ]; then
    passed=$((passed + 1))
else
    echo "FAIL the annotation: $(cat "$scratch/said")"
    failed=$((failed + 1))
fi

# A line end in a name ends no annotation, and what is no text stays out of it.
cd "$scratch" || exit 70
printf 'plan p "P" { language en timezone "UTC" }\norg a "A";\n' >"$scratch/plain"
mkdir named
cp plain $'named/two\n::error::lines.plan'
cp plain $'named/\xff\x1b[31m.plan'
"$tocsin" check --format github named >"$scratch/said" 2>&1
cat >"$scratch/wanted" <<'END'
::error file=named/two%0A%3A%3Aerror%3A%3Alines.plan,line=2,endLine=2,col=10,endColumn=11,title=T0050 needless-semicolon::clauses need no `;` between them
::error file=named/\xEF\xBF\xBD<U+001B>[31m.plan,line=2,endLine=2,col=10,endColumn=11,title=T0050 needless-semicolon::clauses need no `;` between them
END
printf '%b' "$(cat "$scratch/wanted")" >"$scratch/wanted"
if diff <(cat "$scratch/said") <(cat "$scratch/wanted" && echo) >"$scratch/amiss" &&
    iconv -f UTF-8 -t UTF-8 "$scratch/said" >/dev/null; then
    passed=$((passed + 1))
else
    echo "FAIL annotations of odd names"
    cat "$scratch/amiss"
    failed=$((failed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
