# A drill's report says the same from the plan and from its image; a correction in time is no disorder; and
# no language is taken that nothing is written in.  #~ T0301
cd "$TMP"
cat >site.plan <<'END_'
plan site "Site" { language en  timezone "UTC"  review every 1y }
org office "Office" fr "Bureau"
org city "City" { kind superior }
event fire "Fire"
indicator idle "Idle" { number }
report-fields { field people "People" }
report first "First" { from office  to city  on fire  within 1h  content people }
response early "Early" { on fire  step call "Call" { by office  takes 5min  within 30min } }
END_
cat >fire.yaml <<'END_'
scenario: fire
plan: site.plan
start: 2026-03-05T02:10Z
play: all
script:
  - {at: 0min, inject: fire, to: office}
  - {at: 5min, start: call, by: office}
  - {at: 10min, did: call, by: office}
  - {at: 12min, report: first, by: office, to: city, content: {people: 2}}
  - {at: 40min, report: first, by: office, to: city, content: {people: 3}}
end: 2h
END_
echo '--- what is found in the plan'
tocsin check site.plan
tocsin build -o site.machine site.plan
tocsin drill --format json site.plan fire.yaml >plan.json
tocsin drill --format json site.machine fire.yaml >image.json
cmp plan.json image.json && echo 'the reports are the same'
grep '"warnings"\|"errors"\|"grade"\|"rating"' plan.json
echo '--- the correction is seen, and nothing is out of order'
tocsin drill site.plan fire.yaml | grep -i 'correct\|order\|repeated'
echo '--- languages'
for tag in zh-Hant fr fr-CA x ''; do
    tocsin drill --lang "$tag" site.plan fire.yaml >lang.txt 2>&1
    code=$?
    head -n 1 lang.txt
    echo "$tag: exit $code"
done
