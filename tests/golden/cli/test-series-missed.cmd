# A series that ends without once having been done goes on to what comes after it, and is not covered: nobody did it.
cd "$TMP" || exit
cat >watch.plan <<'PLAN'
plan watch "Night watch" { language en  timezone "UTC" }
org guard "Guard" { kind unit  duty 24h  contact phone "1"  contact radio "2" }
indicator morning "Morning" { flag  source guard }
event dusk "Dusk" { seen by guard }
response watch-on "Watch" {
  on dusk
  step round "Go the round" { by guard  every 1h until morning  takes 10min }
  step report-off "Report off" { by guard  after round  within 30min  takes 5min }
}
PLAN
cat >asleep.yaml <<'SCENARIO'
scenario: asleep
plan: watch.plan
start: 2026-03-05T22:00+00:00
play: all
script:
  - {at: 0min, inject: dusk}
  - {at: 150min, set: {morning: yes}}
  - {at: 160min, did: report-off}
expect:
  - {step: round, state: done}
  - {obligation: round, occurrence: 1, state: missed}
  - {obligation: round, occurrence: 3, state: void}
  - {obligation: report-off, state: met}
end: 4h
SCENARIO
tocsin test --coverage asleep.yaml; echo "exit $?"
