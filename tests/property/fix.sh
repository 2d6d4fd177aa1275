#!/bin/bash
# fix.sh - `tocsin check --fix` removes what it mends, adds nothing, and keeps every other byte.
#
# For each golden case with a safe repair, and for the plans that ship with such mistakes sown into
# them: tests/support/fixes.py.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
root=$PWD
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-fix.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

pass_if() { # what, command...
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        failed=$((failed + 1))
    fi
}

mend() { # what, folder, how many plans at least, how many codes at least, plans...
    local what=$1 folder=$2 plans=$3 codes=$4 said
    shift 4
    said=$scratch/said
    if ! python3 "$root/tests/support/fixes.py" "$tocsin" "$folder" "$@" >"$said" 2>&1; then
        echo "FAIL $what"
        sed 's/^/    /' "$said"
        failed=$((failed + 1))
        return
    fi
    tail -n 1 "$said"
    read -ra words < <(tail -n 1 "$said")
    pass_if "$what: ${words[0]} plans mended, not $plans" [ "${words[0]}" -ge "$plans" ]
    pass_if "$what: mended ${words[*]:1}, not $codes codes" [ $((${#words[@]} - 1)) -ge "$codes" ]
}

# Goldens: only those with a repair that may be safe are worth running.
mkdir "$scratch/check"
cp -r tests/golden/check/. "$scratch/check"
cd "$scratch/check" || exit 70
mapfile -t plans < <(grep -l '#~' ./*.plan)
for plan in "${plans[@]}"; do
    "$tocsin" check --format json "$plan" >"$scratch/told" 2>/dev/null </dev/null
    grep -q '"safe": true' "$scratch/told" && echo "$plan"
done >"$scratch/fixable"
mapfile -t plans <"$scratch/fixable"
mend 'goldens' "$scratch/check" 8 17 "${plans[@]}"

# Plans that ship, with mistakes of many kinds in one.
mkdir "$scratch/sown"
cd "$root" || exit 70
for plan in plans/*.plan docs/tour/*.plan; do
    awk '/"[^"]*" \{$/ && !done[1]++ { sub(/ \{$/, " { note \"in C:\\docs\"") }
        / within [0-9]+min/ && ++sown == 1 { sub(/ within /, " Within ") }
        / within [0-9]+min/ && sown == 3 { sub(/min/, " minutes") }
        { print }
        /^org / && !done[2]++ { print "event sown-storm \"Storm\" { allow unused \"sown\"; allow T0142 \"sown\" }" }
        END { print "indicator sown \"Sown\" { Flag; }" }' "$plan" >"$scratch/sown/$(basename "$plan")"
done
cd "$scratch/sown" || exit 70
mend 'sown' "$scratch/sown" 2 3 ./*.plan
cd "$root" || exit 70

# What cannot be mended stays as it is.
printf 'plan p "P" { language en; }\norg a "A" { wihin }\n' >"$scratch/broken.plan"
cp "$scratch/broken.plan" "$scratch/before"
"$tocsin" check --fix "$scratch/broken.plan" >"$scratch/out" 2>&1
pass_if 'a plan that stays unreadable is as it was' cmp "$scratch/before" "$scratch/broken.plan"
pass_if 'and it is said' grep -q 'not changed' "$scratch/out"
printf 'plan p "P" { language en; timezone "UTC" }\r\norg a "A";\r\n# 完' >"$scratch/lines.plan"
chmod 640 "$scratch/lines.plan"
"$tocsin" check --fix "$scratch/lines.plan" >/dev/null 2>&1
printf 'plan p "P" { language en timezone "UTC" }\r\norg a "A"\r\n# 完' >"$scratch/wanted"
pass_if 'line ends and the missing last one are kept' cmp "$scratch/wanted" "$scratch/lines.plan"
printf 'plan p "P" { language en timezone "UTC" }\norg a\xE2\x80\x8Bb "A"\n' >"$scratch/hidden.plan"
"$tocsin" check --fix "$scratch/hidden.plan" >/dev/null 2>&1
pass_if 'an invisible character goes' grep -q '^org ab "A"$' "$scratch/hidden.plan"
pass_if 'the mode is kept' [ "$(stat -c %a "$scratch/lines.plan")" = 640 ]

# A file with two names is left alone, and so is every other file of that run.
printf 'plan p "P" { language en; timezone "UTC" }\n' >"$scratch/one.plan"
cp "$scratch/one.plan" "$scratch/alone.plan"
cp "$scratch/one.plan" "$scratch/before"
ln "$scratch/one.plan" "$scratch/two.plan"
"$tocsin" check --fix "$scratch/alone.plan" "$scratch/one.plan" >"$scratch/out" 2>&1
pass_if 'a file with two names is refused' [ $? -eq 2 ]
pass_if 'and it is said why' grep -q 'has 2 names' "$scratch/out"
for name in one two alone; do
    pass_if "$name.plan is as it was" cmp -s "$scratch/before" "$scratch/$name.plan"
done
"$tocsin" check --fix --diff "$scratch/one.plan" >"$scratch/out" 2>&1
pass_if 'what could be mended in it is shown' grep -q '^+plan p "P" { language en timezone' "$scratch/out"
printf 'plan p "P" {language en}\n' >"$scratch/one.plan"
"$tocsin" fmt --write "$scratch/two.plan" >/dev/null 2>&1
pass_if 'fmt --write refuses it, too' [ $? -eq 2 ]
pass_if 'both are one file still' [ "$scratch/one.plan" -ef "$scratch/two.plan" ]
ln -s alone.plan "$scratch/link.plan"
"$tocsin" check --fix "$scratch/link.plan" >/dev/null 2>&1
pass_if 'a symbolic link stays one' [ -L "$scratch/link.plan" ]
pass_if 'what it leads to is mended' grep -q '^plan p "P" { language en timezone' "$scratch/alone.plan"
if [ "$(id -u)" -eq 0 ]; then
    printf 'plan p "P" { language en; timezone "UTC" }\n' >"$scratch/theirs.plan"
    chown 1234:1235 "$scratch/theirs.plan"
    "$tocsin" check --fix "$scratch/theirs.plan" >/dev/null 2>&1
    pass_if 'owner and group are kept' [ "$(stat -c %u:%g "$scratch/theirs.plan")" = 1234:1235 ]
fi
for arguments in '--fix -' '--diff x.plan' '--fix --diff --format json x.plan'; do
    # shellcheck disable=SC2086
    "$tocsin" check $arguments >"$scratch/out" 2>&1 </dev/null
    pass_if "check $arguments is refused" [ $? -eq 2 ]
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
