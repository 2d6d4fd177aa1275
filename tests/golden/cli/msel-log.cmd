# A replay's log goes through a list of events and back, in the row STARTEX, and earns what it earned.
set -e
plan=tests/golden/plans/integrity.plan
tocsin drill --export-replay "$TMP/went.yaml" "$plan" tests/golden/drill/integrity-simulated.yaml | grep '^Score'
tocsin msel --plan "$plan" -o "$TMP/went.csv" "$TMP/went.yaml"
grep -c 'log: \[{at: ' "$TMP/went.csv"
tocsin msel -o "$TMP/back.yaml" "$TMP/went.csv"
sed -n '/^log:/,/^expect:/p' "$TMP/back.yaml"
tocsin drill "$plan" "$TMP/back.yaml" | grep -e '^Score' -e '^Expectations:'
