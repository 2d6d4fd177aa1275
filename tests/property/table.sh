#!/bin/bash
# table.sh - the server of live exercises, by clients of its own: who may what, what is refused, who is
# slow, a disk that is full, kill -9.
#
# Called by tests/run; prints `N passed, M failed`.  The tests stand in tests/console/, each can be run
# by itself; they run side by side, as most of their time is waiting.  More of it: make console-load.
set -uo pipefail
cd "$(dirname "$0")/../.."
tocsin=$(cd "$(dirname "${TOCSIN:-${BUILD:-build}/tocsin}")" && pwd)/tocsin
export TOCSIN=$tocsin PYTHONDONTWRITEBYTECODE=1
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-table.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

count() { # name, file with its output, exit code
    local last
    last=$(tail -n 1 "$2")
    if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] && [ "$3" -eq "$((BASH_REMATCH[2] > 0))" ]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        [ "${BASH_REMATCH[2]}" -eq 0 ] || sed '$d' "$2"
    else
        echo "FAIL $1 ended with $3"
        tail -n 20 "$2"
        failed=$((failed + 1))
    fi
}

tests='security/routes security/requests security/slow security/start security/pieces durable/disk durable/points durable/kill durable/postgres'
for name in $tests; do
    (
        python3 "tests/console/$name.py" >"$scratch/${name#*/}" 2>"$scratch/${name#*/}.err"
        echo $? >"$scratch/${name#*/}.code"
    ) &
done
wait
for name in $tests; do
    count "$name" "$scratch/${name#*/}" "$(cat "$scratch/${name#*/}.code")"
    grep -q Traceback "$scratch/${name#*/}.err" && cat "$scratch/${name#*/}.err"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
