# Names that lead to no text that can be read: each is refused at once, by name or at the include.
#~ T0001 T0002 T0003 T0004 T0005 T0006 T0007
show() { tocsin check "$@"; echo "exit $?"; }

mkdir "$TMP/plan" "$TMP/plan/annex"
printf 'org neighbour "Neighbour"\n' >"$TMP/outside.plan"
ln -s ../outside.plan "$TMP/plan/linked.plan"
ln -s round.plan "$TMP/plan/round.plan"
mkfifo "$TMP/plan/pipe.plan"
printf '%-16777216s' 'plan p "P" { language en timezone "UTC" }' >"$TMP/plan/full.plan"
truncate -s 16777217 "$TMP/plan/large.plan"

echo '-- named on the command line'
show "$TMP/plan/annexe.plan"
show "$TMP/plan/round.plan"
show "$TMP/plan/annex"
show "$TMP/plan/pipe.plan"
show /dev/null
show "$TMP/plan/large.plan"
show ''
echo '-- 16 MiB are not too large'
show "$TMP/plan/full.plan"
echo '-- standard input may be a pipe, but no larger than a file'
head -c 16777217 /dev/zero | tocsin check -; echo "exit $?"
echo '-- taken in with include'
cat >"$TMP/plan/main.plan" <<'END'
plan p "P" { language en timezone "UTC" }
include "annexe.plan"
include "round.plan"
include "annex"
include "pipe.plan"
include "/dev/null"
include "large.plan"
include "../outside.plan"
include "linked.plan"
include ""
END
show "$TMP/plan/main.plan"
