#!/bin/bash
# journal.sh - `tocsin journal` on journals that are whole, changed, cut and killed; docs/journal.md's recipe.
#
# Called by tests/run; prints `N passed, M failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
build=$(cd "${BUILD:-build}" && pwd)
tocsin=$build/tocsin
writer=$build/tests/console/journal_writer
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-journals.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

pass() { passed=$((passed + 1)); }
fail() {
    echo "FAIL $*"
    failed=$((failed + 1))
}
expect() { # code, words that the output holds, command...
    local code=0 wanted=$1 words=$2
    shift 2
    "$@" >"$scratch/said" 2>&1 || code=$?
    if [ "$code" -eq "$wanted" ] && grep -qF -- "$words" "$scratch/said"; then
        pass
    else
        fail "$* gave $code, not $wanted with \`$words\`:"
        cat "$scratch/said"
    fi
}

# An exercise of an hour, from files that are gone afterwards.
mkdir "$scratch/from" "$scratch/from/scenarios"
cp -R plans "$scratch/from/"
cp scenarios/county-1-on-time.yaml "$scratch/from/scenarios/"
"$tocsin" build -o "$scratch/from/plans/it.machine" plans/county-netsec.plan 2>/dev/null
cd "$scratch" || exit 70
place=night.journal
"$writer" make "$place" 'night, 2026' from/plans/it.machine from/scenarios/county-1-on-time.yaml \
    from/plans/county-netsec.plan
rm -rf from
token=$(printf '%064d' 7)
"$writer" rows "$place" >acknowledged <<END
0			open	{}
0	p1	k1	join	{"person":"p1","name":"Li Wei","role":"controller","token":"$token"}
0	p1	k2	clock	{"do":"run","rate":60}
1	p1	k3	act	{"as":"admins","entry":{"inject":"tampered"}}
1800000			time	{}
1800001	p1	k4	act	{"as":"admins","entry":{"did":"cutoff"}}
1800002	p1	k5	outside	{"as":"admins","text":"we also called the hospital"}
3600000			time	{}
3700000	p1	k6	end	{}
END
head=$(tail -n 1 acknowledged | cut -d' ' -f2)
[ "$(wc -l <acknowledged)" -eq 9 ] || fail 'not all rows were acknowledged'

expect 0 "head after row 9: $head" "$tocsin" journal verify "$place"
expect 0 "head after row 9: $head" "$tocsin" journal verify --head "${head:0:16}" "$place"
expect 0 '"head_row": 9' "$tocsin" journal verify --format json --head "$head" "$place"
expect 0 'we also called the hospital' "$tocsin" journal list "$place"
"$tocsin" journal list --format heads "$place" | tail -n +2 >heads
if cmp -s heads acknowledged; then pass; else fail 'heads are not those that were acknowledged'; fi
"$tocsin" journal list --format json -o list.json "$place"
if python3 - "$head" <<'END'; then pass; else fail 'list --format json'; fi
import json, sys
it = json.load(open("list.json", encoding="utf-8"))
rows = it["rows"]
assert [row["seq"] for row in rows] == list(range(1, 10)), rows
assert it["last"] == 9 and it["last_hash"] == sys.argv[1] == rows[-1]["hash"]
assert it["exercise"] == "night, 2026" and len(it["files"]) == 3
assert json.loads(rows[6]["body"])["text"] == "we also called the hospital"
END

# Without the files that it was made from it is played again, and reported on.
mkdir tmp
if TMPDIR=$scratch/tmp "$tocsin" journal export -o replay.yaml "$place"; then pass; else fail 'export'; fi
if rmdir tmp; then pass; else fail 'a folder of stored files is left'; fi
expect 0 'did: "cutoff"' cat replay.yaml
expect 0 'text: "we also called the hospital"' sed -n '/^outside:/,$p' replay.yaml
"$tocsin" drill --format json "$root/plans/county-netsec.plan" replay.yaml >drill.json 2>drill.err
if python3 - <<'END'; then pass; else fail "the replay: $(cat drill.err)"; fi
import json
text = json.dumps(json.load(open("drill.json", encoding="utf-8")))
assert "cutoff" in text
END

# What an auditor without the program does: the text of docs/journal.md.
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/docs/journal.md" >recipe
if command -v sqlite3 >/dev/null; then
    mkdir audit
    cp "$place" audit/
    expect 0 "head after row 9: $head" env -C audit bash -eu ../recipe
    sqlite3 audit/night.journal "DROP TRIGGER journal_row_is_as_it_was;
        UPDATE journal_row SET body = replace(body, 'hospital', 'Hospital') WHERE seq = 7"
    rm -f audit/file.*
    expect 0 'row 7 is not as it was written' env -C audit bash -eu ../recipe
    expect 1 'somebody has changed them' "$tocsin" journal verify audit/night.journal
    cp "$place" cut.journal
    sqlite3 cut.journal "DROP TRIGGER journal_row_stays; DELETE FROM journal_row WHERE seq > 7;
        CREATE TRIGGER journal_row_stays BEFORE DELETE ON journal_row BEGIN SELECT RAISE(ABORT, 'rows of a journal are never removed'); END"
    expect 0 'head after row 7' "$tocsin" journal verify cut.journal
    expect 1 'rows were cut off behind it' "$tocsin" journal verify --head "$head" cut.journal
    expect 1 '"good": false' "$tocsin" journal verify --format json --head "$head" cut.journal
    sqlite3 cut.journal "INSERT INTO journal_row SELECT 8, at, wall, who, 'k9', kind, body, hash FROM journal_row WHERE seq = 7"
    expect 1 'row 8 was changed' "$tocsin" journal list cut.journal
    expect 1 '"bad_row": 8' "$tocsin" journal verify --format json cut.journal
    expect 1 'row 8 was changed' "$tocsin" journal export -o never.yaml cut.journal
    [ ! -e never.yaml ] || fail 'half an export was written'
else
    echo 'skipped: no sqlite3'
fi

# Rows of another exercise, each by itself well-formed.
"$writer" make odd.journal odd "$place" recipe
expect 1 'cannot be used' "$tocsin" journal export odd.journal
cp recipe night.yaml
expect 1 'is no journal' "$tocsin" journal verify night.yaml
expect 2 'No such file' "$tocsin" journal verify none.journal
expect 2 'is none of verify, list and export; did you mean `verify`?' "$tocsin" journal verfy "$place"
expect 2 'goes with verify' "$tocsin" journal list --head "$head" "$place"
expect 2 'is no head' "$tocsin" journal verify --head XYZ "$place"
expect 2 'goes with list' "$tocsin" journal verify --format heads "$place"
expect 2 'goes with verify and list' "$tocsin" journal export --format json "$place"
expect 2 'postgresql://nowhere.invalid/x' "$tocsin" journal list 'postgresql://me:geheim@nowhere.invalid/x?connect_timeout=2'
if grep -q geheim "$scratch/said"; then fail 'a password is printed'; else pass; fi

# Writers killed at 20 moments; `make kill-test` takes 500.
cd "$root" || exit 70
expect 0 'none lost' tests/console/kill-test 20

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
