# The worked pack of docs/doctrine.md and its plan, as they stand on the page.
#~ T0322 T0323
block() { awk -v wanted="$1" '/^```plan/ { number++; on = number == wanted; next } /^```/ { on = 0 } on' docs/doctrine.md; }
block 2 >"$TMP/house.plan"
block 3 >"$TMP/lab.plan"
tocsin check "$TMP/house.plan"
echo "exit $?"
tocsin check --doctrine "$TMP/house.plan" --as-of 2026-03-01 "$TMP/lab.plan"
echo "exit $?"
echo "--- a year later the rule about drills is over"
tocsin check --doctrine "$TMP/house.plan" --as-of 2027-03-01 "$TMP/lab.plan" 2>&1 | grep -E '^(error|warning)'
echo "--- and in Chinese words it says the same"
tocsin fmt --keywords zh "$TMP/house.plan" >"$TMP/zh.plan"
cat "$TMP/zh.plan"
tocsin check --doctrine "$TMP/zh.plan" --as-of 2026-03-01 "$TMP/lab.plan" 2>&1 | grep -E '^(error|warning)'
