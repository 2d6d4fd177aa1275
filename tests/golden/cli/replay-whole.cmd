# What is written down as a replay is played again and comes to the same: where the drill was settled before the last
# truth, and where units are called out, ready at the instant at which what they were for opens an overdue duty.
cd "$TMP" || exit
cat >pumps.plan <<'PLAN'
plan pumps "Pumps" { language en  timezone "UTC" }
org crew "Crew" { kind unit  duty 24h  contact phone "1"  contact radio "2" }
org city "City" { kind superior  duty 24h  contact phone "3"  contact email "4@example.org" }
resource pump "Pump" { owner crew  kind equipment  count 2  ready within 10min }
event leak "Leak" { seen by crew }
indicator water "Water" { number  unit "m"  range 0..9  initial 0  source crew }
levels {
  declared by city within 1h
  level high "High" { colour red  when water >= 5 "m" }
  lower after 1h
}
report-fields { field dead "Dead" }
response dry "Pump it dry" {
  on leak
  step pumping "Pump" { by crew  uses 1 pump }
  report told "Told" {
    kind initial  from crew to city  on pumping  within 5min of leak  content dead
    if late escalate to high
  }
}
PLAN
cat >leak.yaml <<'SCENARIO'
scenario: leak
plan: pumps.plan
start: 2026-03-05T02:10+00:00
truth:
  - {at: 0min, facts: {dead: 1}}
  - {at: 1h, facts: {dead: 2}}
script:
  - {at: 0min, inject: leak}
end: settled
SCENARIO
tocsin drill --export-replay went.yaml leak.yaml | grep -E '^(End|Score|[0-9]+ met)|High'
cat went.yaml
tocsin drill went.yaml | grep -E '^(End|Score|[0-9]+ met|Expectations:)|High'
tocsin test went.yaml; echo "exit $?"
