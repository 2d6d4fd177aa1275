# Times of dated duties: a table, one for each of several plans, JSON, and what does not go together.
tocsin check --times tests/golden/check/late-in-later-rounds.plan plans/chemical-plant.plan 2>"$TMP/messages"
echo "── as JSON"
tocsin check --times --format json tests/golden/check/time-not-stated.plan
echo "── a deadline out of reach is shown, a plan with other mistakes is not"
tocsin check --times tests/golden/check/deadline-out-of-reach.plan 2>>"$TMP/messages"
tocsin check --times tests/golden/check/after-cycle.plan 2>>"$TMP/messages"
echo "── for tools of another kind"
tocsin check --times --format sarif plans/chemical-plant.plan
echo "── before a moment: from that, and when the response must start"
tocsin check --times tests/golden/plans/typhoon.plan 2>>"$TMP/messages"
tocsin check --times --format json tests/golden/plans/typhoon.plan 2>>"$TMP/messages" |
    grep -E '"(duty|due|anchor|limit_ms|begin_ms)": "?(prepare|24h|landfall|-|null|1 work)'
echo "── what is called for in one shift is ready after it: no longer than the bound in a drill"
cat >"$TMP/shift.plan" <<'PLAN'
plan shift "Shift" { language en timezone "UTC" }
org crew "Crew" { duty 08:00..16:00 mon..sun }
org depot "Depot"
resource pump "Pump" { owner depot kind equipment count 1 ready within 10h }
resource hose "Hose" { owner depot kind equipment count 1 ready within 7h }
event fire "Fire"
response early "Early" {
  on fire
  step pump-out "Pump out" { by crew uses 1 pump takes 30min within 3d of fire }
  step spray "Spray" { by crew uses 1 hose takes 30min within 3d of fire }
}
PLAN
printf 'scenario: shift\nstart: 2026-03-05T16:00+00:00\nscript:\n  - {at: 0min, inject: fire}\nend: 5d\n' >"$TMP/shift.yaml"
tocsin check --times "$TMP/shift.plan" 2>>"$TMP/messages"
tocsin drill "$TMP/shift.plan" "$TMP/shift.yaml" | grep -E '(Pump out|Spray) .*met'
echo "── each duty that a drill opens has a row"
cat >"$TMP/all.plan" <<'PLAN'
plan all "All kinds of duties" { language en timezone "Europe/Berlin" }
org office "Office" { duty 08:00..17:00 mon..fri }
org boss "Boss"
org crew "Crew"
org hq "Headquarters" { formed by boss when level at least low within 20min }
org field "Field headquarters" { formed by hq when level at least low within 30min }
event fire "Fire" { seen by crew }
indicator smoke "Smoke" { flag source crew }
resource pump "Pump" { count 2 owner boss }
levels {
  declared by boss within 30min
  level low "Low" { when smoke }
  end when not smoke proposed by crew within 1h approved by boss within 30min
}
response early "Early" {
  on fire
  step assess "Assess" { by crew takes 45..60min requests 1 pump from boss }
  step warn "Warn" { by office after assess takes 5min within 5d of fire }
  step clear "Clear" { by boss after warn takes 5min by time 17:00 needs approval by crew given within 2h of fire }
  step watch "Watch" { by crew every 1d by time 17:00 takes 2h until clear.done }
  announcement word "Word" { by boss to public after assess, warn within 2h of fire approved by crew within 20min }
  report first "First report" { from crew to boss on assess within 2h of fire }
}
relay upward "Upwards" {
  on fire
  hop crew to boss within 1h
  hop boss to hq within 2h of fire
  hop hq to field
  skip to hq when smoke
  verify within 10min
  written within 5h
  overall within 4h of fire
}
PLAN
tocsin check --times "$TMP/all.plan" 2>>"$TMP/messages"
echo "── why there is no table"
tocsin check --times --demand --relays tests/golden/check/after-cycle.plan plans/chemical-plant.plan 2>&1 >"$TMP/tables" |
    grep '^tocsin'; echo "exit ${PIPESTATUS[0]}"
