# A plan with an error that is allowed is a plan: it is drilled, tested and listed like any other.
show() { tocsin "$@"; echo "exit $?"; }

cd "$TMP" || exit
cat >quay.plan <<'PLAN'
plan quay "Quay fire plan" { language en  timezone "Europe/London" }
org watch "Quay watch" { kind unit  duty 24h  contact phone "ext. 4"  contact radio "4" }
event fire "Fire alarm" { seen by watch }
response fight "Fight the fire" {
  on fire
  step water "Water on" { by watch  takes 8min  within 5min  allow T0142 "the second pump comes in May" }
}
PLAN
cat >fire.yaml <<'SCENARIO'
scenario: fire
plan: quay.plan
start: 2026-03-05T02:10+00:00
script:
  - {at: 0min, inject: fire}
expect:
  - {obligation: water, state: late}
end: 1h
SCENARIO
show check quay.plan
show drill --export-replay went.yaml --trace went.trace quay.plan fire.yaml
tail -n 3 went.trace
show drill --format json fire.yaml | grep -E '"(score|rating|errors|warnings)"|exit'
show drill quay.plan went.yaml | grep -E 'Score|exit'
show test fire.yaml
show msel -o list.csv fire.yaml
cat list.csv
