# A simulated drill, written as a replay, and the replay played: the same score.
set -e
plan=tests/golden/plans/integrity.plan
tocsin drill --export-replay "$TMP/went.yaml" "$plan" tests/golden/drill/integrity-simulated.yaml >"$TMP/first.txt"
cat "$TMP/went.yaml"
tocsin drill --seed 99 "$plan" "$TMP/went.yaml" >"$TMP/second.txt"
grep '^Score' "$TMP/first.txt" "$TMP/second.txt" | sed 's/.*txt://'
