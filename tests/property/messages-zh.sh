#!/bin/bash
# messages-zh.sh - messages in Chinese: none is left in English, and nothing else changes.
#
#   BUILD=build tests/property/messages-zh.sh
#
# Every golden case of `check` is told in Chinese: codes, places and the lines of the plan are those of its
# golden, and each message and remark holds a Han letter.  (That the other Chinese has all texts, too, is
# what tools/po --check finds.)  Then whose language decides: the option, the plan, the locale.  Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=${TOCSIN:-${BUILD:-build}/tocsin}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-messages.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export SOURCE_DATE_EPOCH=1780272000 TERM=dumb
passed=0
failed=0

expect() { # what, command...
    local what=$1
    shift
    if "$@" >"$scratch/log" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        head -n 20 "$scratch/log" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

# ── every case ──
told() { # all cases in Chinese, in the form of their goldens
    local case extra line code
    for case in tests/golden/check/*.plan; do
        extra=()
        while IFS= read -r line; do
            read -ra extra <<<"${line##*'#~ with '}"
        done < <(grep -a -F '#~ with ' "$case")
        code=0
        "$tocsin" check "${extra[@]}" --lang zh-Hans "$case" 2>&1 </dev/null || code=$?
        echo "exit $code"
    done
}
told >"$scratch/zh"
cat $(printf '%s\n' tests/golden/check/*.plan | sed 's/plan$/out/') >"$scratch/golden"

# codes, places, lines of plans, and how each case ended
kept() { grep -a -o -E '\[T[0-9]+\]|^ *[0-9]+ \|.*|^ *(-->|:::) .*|T[0-9]+$|^exit [0-9]+$' "$1"; }
# a text without a Han letter; what is only code, names and figures needs none
in_english() {
    sed -E -e 's/^([^ ]+\[T[0-9]+\]| *= (说明|建议|详解))：//' -e 's/`[^`]*`/ /g' -e 's/tocsin explain --lang zh//' "$1" | grep -a -E '[a-z]{3}' | LC_ALL=C grep -a -v -P '[\xe4-\xe9][\x80-\xbf]'
}
messages() { grep -a -E '^[^ ]+\[T[0-9]+\]|^ *= ' "$scratch/zh"; }
expect 'there are messages' test "$(messages | wc -l)" -gt 1000
expect 'the same codes, places and lines of plans' diff <(kept "$scratch/golden") <(kept "$scratch/zh")
messages | in_english /dev/stdin >"$scratch/left"
expect 'no message is left in English' diff /dev/null "$scratch/left"

# ── whose language decides ──
cat >"$scratch/en.plan" <<'END'
plan lab "Lab" { }
response r "R" { on level is III  step s "S" { by nobody } }
END
sed 's/plan lab "Lab" { }/plan lab "Lab" { language zh-Hant }/' "$scratch/en.plan" >"$scratch/hant.plan"
printf '预案 县 "县" { }\n响应 处置 "处置" { 遇 等级 为 三级  步骤 甲 "甲" { 由 无人 } }\n' >"$scratch/hans.plan"
printf '预案 县 { 版本\n' >"$scratch/broken.plan"
says() { # word, command...
    local word=$1
    shift
    "$@" >"$scratch/said" 2>&1 </dev/null
    grep -a -F -e "$word" "$scratch/said" || { cat "$scratch/said" && false; }
}
expect 'an English plan in a Chinese locale' says 'error[T' env LC_ALL=zh_CN.UTF-8 "$tocsin" check "$scratch/en.plan"
expect 'a Chinese plan in any locale' says '错误[T' env LC_ALL=C "$tocsin" check "$scratch/hans.plan"
expect "a plan's own language" says '錯誤[T' env LC_ALL=C "$tocsin" check "$scratch/hant.plan"
expect 'the option before the plan' says 'error[T' "$tocsin" check --lang en "$scratch/hans.plan"
expect 'the option before the plan, in Chinese' says '錯誤[T' "$tocsin" check --lang zh-Hant "$scratch/en.plan"
expect 'each plan in its own' says 'error[T' "$tocsin" check "$scratch/hans.plan" "$scratch/en.plan"
expect 'all together as the first' says '个错误' "$tocsin" check "$scratch/hans.plan" "$scratch/en.plan"
expect 'fmt as the plan' says '错误[T' "$tocsin" fmt "$scratch/broken.plan"
expect 'tools in English' says 'nothing is called' "$tocsin" check --format json "$scratch/hans.plan"
expect 'tools as they ask' says '没有名为' "$tocsin" check --format json --lang zh "$scratch/en.plan"
expect 'no plan: the locale' says '没有选项' env LC_ALL= LC_MESSAGES=zh_CN.UTF-8 LANG=C "$tocsin" check --nothing x
expect 'no plan: traditional' says '沒有選項' env LC_ALL=zh_TW.UTF-8 "$tocsin" check --nothing x
expect 'no plan: English' says 'unknown option' env LC_ALL=C LANG=zh_CN.UTF-8 "$tocsin" check --nothing x
expect 'a file that is not there' says '不存在' env LC_ALL=zh_CN.UTF-8 "$tocsin" check "$scratch/none.plan"
expect 'a language without messages' says '--lang' "$tocsin" check --lang fr "$scratch/en.plan"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
