# A mistake in a file that several plans read is told once, at its own place, and counted once; all
# paths have one form; and nothing outside the root is read.
#~ T0006 T0040 T0052
show() { tocsin check "$@" 2>&1 | grep -v '^ *|\|= explain'; echo "exit ${PIPESTATUS[0]}"; }

mkdir -p "$TMP/plans/special"
cd "$TMP/plans"
cat >overall.plan <<'END_'
plan overall "Overall" { language en  timezone "UTC" }
include "bodies.plan"
event fire "Fire"
response early "Early" { on fire  step call "Call" { by office  within 5minutess  } }
END_
printf 'org office "Office" { mission "C:\\docs" }\n' >bodies.plan
cat >special/flood.plan <<'END_'
plan flood "Flood" { language en  timezone "UTC" }
extends overall "../overall.plan"
event flood-seen "Flood"
response flooded "Flood" { on flood-seen  step look "Look" { by overall.office } }
END_
cat >a-quake.plan <<'END_'
plan quake "Quake" { language en  timezone "UTC" }
extends overall "overall.plan"
include "bodies.plan"
event quake "Quake"
response shaken "Quake" { on quake  step look "Look" { by office } }
END_
echo '--- a folder'
show .
echo '--- the same folder by another name, and short'
show --format short ./
cd "$TMP"
show --format short ./plans//
echo '--- files, one of them twice'
show --format short plans/a-quake.plan ./plans/overall.plan plans/overall.plan
echo '--- the child alone'
show --format short --root plans plans/special/flood.plan
echo '--- annotations, JUnit, JSON'
cd plans
show --format github .
show --format junit . | grep '<testsuite \|<failure' | sed 's/ tests=.*failures/ failures/; s/ skipped=.*>/>/'
show --format json . | grep '"errors"\|"warnings"\|"file"'
echo '--- `--fix` takes a folder'
cat >bodies.plan <<'END_'
org office "Office" { mission "C:\docs"; }
END_
tocsin check --fix . 2>&1 | grep fixed
cat bodies.plan

echo '--- a drill that lies outside the root'
mkdir -p "$TMP/lib/plans" "$TMP/lib/drills"
cd "$TMP/lib"
cat >plans/site.plan <<'END_'
plan site "Site" { language en  timezone "UTC" }
include "bodies.plan"
event fire "Fire"
response early "Early" { on fire  step call "Call" { by office } }
exercise yearly "Yearly" { scenario "../drills/fire.yaml" }
END_
printf 'org office "Office"\n' >plans/bodies.plan
cat >drills/fire.yaml <<'END_'
scenario: fire
plan: ../plans/site.plan
start: 2026-03-05T02:10Z
play: all
script:
  - {at: 0min, inject: fire}
END_
show --format short plans/site.plan
show --format short --root . plans/site.plan
show --format short --root "$TMP/lib" plans/site.plan
cd plans
show --format short --root .. site.plan
show --root . site.plan
