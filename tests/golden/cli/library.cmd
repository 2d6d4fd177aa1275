# A folder of plans: each is checked, all are held against each other, and a summary follows.
#~ T0001 T0004 T0005 T0104 T0472 T0474 T0475 T0476
mkdir -p "$TMP/plans/special/deep" "$TMP/plans/.hidden" "$TMP/elsewhere"
cd "$TMP"
cat >plans/overall.plan <<'END'
plan city "City plan" { version "2" supersedes "1" status approved language en timezone "UTC" kind overall }
include "orgs.plan"
event disaster "Disaster" { seen by duty }
category natural "Natural" { category flood "Flood" category quake "Earthquake" }
category fire "Fire"
category plague "Plague" { allow category-uncovered "the province's own plan" }
response big "Big" { on disaster category fire step call "Call" { by duty } }
library flood-plan "Flood plan" { kind plan text "special/flood.plan" }
library quake-plan "Earthquake plan" { kind plan text "special/quake.plan" }
library school-plan "School plan" { kind plan text "no. 4" }
library works-plan "Works plan" { kind plan text "no. 5" }
END
cat >plans/orgs.plan <<'END'
org duty "Duty office" { contact phone "1" }
END
cat >plans/2-old.plan <<'END'
plan city "City plan" { version "1" status filed language en timezone "UTC" kind overall }
END
cat >plans/special/flood.plan <<'END'
plan flood "Flood plan" { version "1" status draft language en timezone "UTC" kind special }
extends city "../overall.plan"
org rescue "Rescue" { contact phone "5" }
event high-water "High water" { category city.flood }
response dam "Dam" { on high-water step watch "Watch" { by rescue to city.duty } }
END
cat >plans/special/deep/works.plan <<'END'
plan works "Works plan" { version "1" status draft language en timezone "UTC" kind site }
extends city "../../overall.plan"
org rescue "Rescue" { contact phone "6" }
event leak "Leak"
response stop "Stop" { on leak step close "Close" { by rescue to city.duty } }
END
echo 'plan wrong "Wrong" { language en timezone "UTC" } org a "A" { under nobody }' >plans/special/deep/wrong.plan
echo 'not a plan at all' >plans/notes.txt
echo 'plan hidden "Hidden" {' >plans/.hidden/x.plan
echo 'plan out "Out" {' >elsewhere/out.plan
ln -s ../elsewhere plans/linked
ln -s ../../elsewhere/out.plan plans/special/out.plan
ln -s . plans/special/round
mkfifo plans/special/pipe.plan
show() { tocsin check "$@" >out.txt 2>err.txt; echo "exit $?"; cat err.txt; echo '-- summary'; cat out.txt; }
show plans
echo '-- as JSON'
tocsin check --format json plans 2>&1 | sed -n '/"library"/,/}/p'
echo '-- the same plans by name are held against each other, too'
tocsin check --root plans plans/special/flood.plan plans/special/deep/works.plan 2>&1 | grep -a 'T0472'
echo '-- more than one folder is a library as well; an empty one is a mistake'
mkdir empty
tocsin check empty; echo "exit $?"
tocsin check empty plans/overall.plan; echo "exit $?"
echo '-- folders in each other without end'
deep=deep; mkdir deep; for i in $(seq 40); do deep=$deep/d; mkdir "$deep"; done
tocsin check deep; echo "exit $?"
