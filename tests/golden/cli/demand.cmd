# The table of demand, level by level, as text and JSON, for two incidents, and with wrong names.
#~ T0440 T0493
cat > "$TMP/works.plan" <<'PLAN'
plan works "Works" { language en  timezone "UTC" }
org crew "Crew"
org city "City"
event fire "Fire"
event flood "Flood"
indicator hurt "Hurt" { count }
resource pump "Pump" { owner crew  count 3 }
resource foam "Foam" { owner crew  count 500  consumable }
resource boat "Boat" { owner crew  count 1 }
levels {
  lower after 1h
  level small "Small" { when hurt >= 1 }
  level large "Large" { when hurt >= 5 }
}
levels warning { lower after 1h  level yellow "Yellow" { when hurt >= 1 } }
response fire-handling "Fire" {
  on fire  repeats
  step lay "Lay foam" { by crew  takes 20..40min  uses 2 pump  consumes 200 foam }
}
response flood-handling "Flood" {
  on flood
  step drain "Drain" { by crew  uses 1 pump }
  step ask "Ask" { by crew  requests 2 boat from city }
  step move "Move" { by crew  after ask  uses 2 boat }
}
response rescue "Rescue" {
  on level at least large
  step search "Search" { by crew  uses 1 pump }
}
PLAN
cd "$TMP"
tocsin check --demand works.plan
echo "-- two incidents"
tocsin check --demand --together fire,flood works.plan
echo "-- the same twice, at a level"
tocsin check --demand --together fire,fire,small works.plan 2>/dev/null
echo "-- JSON"
tocsin check --demand --together fire,large --format json works.plan
echo "-- wrong names"
tocsin check --together fire,flod works.plan; echo $?
tocsin check --together fire works.plan; echo $?
tocsin check --together small,large works.plan; echo $?
tocsin check --together small,warning.yellow works.plan; echo $?
tocsin check --demand --format sarif works.plan; echo $?
