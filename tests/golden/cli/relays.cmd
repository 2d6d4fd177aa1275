# `check --relays`: each way through each relay, as a table and as JSON.
#~ T0424
cat >"$TMP/lab.plan" <<'END'
plan lab "Lab" { language en timezone "UTC" }
org unit "Unit"
org 县 "县"
org city "City"
org desk "Desk" { post day "Day" post night "Night" }
event fire "Fire"
event found "Found"
relay upward "Up the line" {
  on found
  hop unit to 县, desk.day within 1h
  hop 县 to city within 2 workdays
  hop desk.night to city within 2h of found
  verify within 30min by desk
  overall within 4h of fire
  skip to city when happened(fire)
}
relay plain "Without a whole" { on fire hop unit to city }
END
cd "$TMP"
tocsin check --relays lab.plan 2>/dev/null; echo "exit $?"
tocsin check --relays --format json lab.plan | grep -v '"\(title\|version\)"' | head -n 60; echo "exit ${PIPESTATUS[0]}"
echo '-- a plan with errors has no table'
echo 'plan bad "B" { language en timezone "UTC" } org a "A" org b "B" org c "C" event e "E" relay r "R" { on e hop a to b within 1h hop c to a within 1h }' >bad.plan
tocsin check --relays bad.plan; echo "exit $?"
tocsin check --relays --format json bad.plan | grep -A 2 '"relays"'; echo "exit ${PIPESTATUS[0]}"
