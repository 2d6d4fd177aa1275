# Grades by the time that is left until what is forecast: each is reached by a forecast that warrants it and none above.
cd "$TMP" || exit
cat >storm.plan <<'PLAN'
plan storm "Storm plan" { language en  timezone "UTC" }
org coast "Coast guard" { kind superior  duty 24h  contact phone "1"  contact radio "2" }
org port "Port" { kind unit  duty 24h  contact phone "3"  contact radio "2" }
moment landfall "Landfall" { source coast }
levels {
  declared by coast within 20min
  level watch "Watch" { colour yellow  when time to landfall <= 24h }
  level act "Act" { colour red  when time to landfall <= 6h }
  lower after 1h
}
response moor "Moor fast" {
  on level at least watch
  step lines "Double the lines" { by port  within 2h  takes 30min }
}
PLAN
tocsin generate -o tests storm.plan; echo "exit $?"
grep -h -e '^scenario' -e forecast -e declare: tests/*.yaml
tocsin test --coverage-threshold 100 tests; echo "exit $?"
echo "── steps that wait until it is near, a grade that falls as it is put off, and the end"
cat >guard.plan <<'PLAN'
plan guard "Guard" { language en  timezone "UTC" }
org port "Port" { kind unit  duty 24h  contact phone "3"  contact radio "2" }
moment landfall "Landfall"
event storm "Storm"
levels {
  level watch "Watch" { colour yellow  when time to landfall <= 24h }
  level act "Act" { colour red  when time to landfall <= 12h }
  lower after 1h
}
response guarded "Guarded" {
  on storm  phase early
  step open "Open" { by port  when time to landfall <= 3h }
  step shut "Shut" { by port  when time to landfall <= 9h  before 6h before landfall  takes 2h }
}
PLAN
tocsin generate -o guarded guard.plan; echo "exit $?"
grep -h -e '^scenario' -e forecast guarded/*.yaml
tocsin test --coverage-threshold 100 guarded; echo "exit $?"
