#!/bin/bash
# pages.sh - the pages of live exercises as far as they can be looked at without a browser: form, words,
# nothing of other sites, nothing that text could become markup by; that the look finds what it is for.
#
# Called by tests/run; prints `N passed, M failed`.  The pages in a browser: make check-console.
set -uo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-pages.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

expect() { # what, command...
    local what=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $what"
        head -n 20 "$scratch/said" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

look() { # folder
    python3 tests/console/pages.py "$1" po/*.po
}

expect 'the pages are in order' look console/web
if command -v node >/dev/null; then # all in one process: starting one takes longer than reading a module
    expect 'the modules can be read' node --no-warnings --experimental-vm-modules -e '
        const {readFileSync} = require("fs"), {SourceTextModule} = require("vm");
        for (const name of process.argv.slice(1)) new SourceTextModule(readFileSync(name, "utf8"), {identifier: name});
        ' console/web/*.js
fi

# what the look is there to find: each fault alone, in a copy
found() { # what, file, sed script
    rm -rf "$scratch/web"
    cp -r console/web "$scratch/web"
    sed -i "$3" "$scratch/web/$2"
    if cmp -s "console/web/$2" "$scratch/web/$2"; then
        echo "FAIL $1: the fault could not be put in"
        failed=$((failed + 1))
        return
    fi
    expect "found: $1" bash -c '! python3 tests/console/pages.py "$1" po/*.po' _ "$scratch/web"
}
found 'a script in the page' join.html 's,</main>,<script>go()</script></main>,'
found 'a style in an element' table.html 's,<main ,<main style="color: red" ,'
found 'an element that is not closed' join.html 's,</main>,,'
found 'another site in a page' join.html 's,/assets/style.css,https://example.org/style.css,'
found 'another site in a module' chart.js 's,`/chart.svg,`https://example.org/chart.svg,'
found 'markup from text' dom.js 's/node.textContent = text;/node.innerHTML = text;/'
found 'a word that is not there' player.js 's/t("TASKS")/t("TASKZ")/'
found 'a word that nobody wants' words.def '$a WORD(NOBODY_WANTS, "nobody wants this")'
found 'a word without translation' words.def 's/^WORD(TASKS, /WORD(TASKS_2, /'
found 'an import that is not there' player.js 's/{drawTasks,/{drawTazks,/'
found 'a slot that stays empty' tasks.js 's/t("CLAUSE", task.clause)/t("CLAUSE")/'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
