# A list and the plan that says what is expected: whose warnings are told; actions with their verbs;
# titles in the plan's language, which are read back.
mkdir "$TMP/plans"
sed 's/colour yellow/colour red/' docs/tour/lab.plan >"$TMP/plans/warned.plan"
sed 's|^plan: .*|plan: plans/warned.plan|' docs/tour/smoke.yaml >"$TMP/warned.yaml"
for lang in zh-Hans zh-Hant; do
    sed "s/language en/language $lang/" docs/tour/lab.plan >"$TMP/$lang.plan"
    sed "s|^plan: .*|plan: $lang.plan|" docs/tour/smoke.yaml >"$TMP/$lang.yaml"
done
tocsin msel docs/tour/smoke.yaml
cd "$TMP"
echo "--- whose warnings they are"
tocsin check plans/warned.plan 2>&1 | tail -n 1
tocsin msel -o warned.csv warned.yaml
tocsin msel --plan plans/warned.plan -o warned.csv warned.yaml
for lang in zh-Hans zh-Hant; do
    echo "--- $lang"
    tocsin msel -o $lang.csv $lang.yaml
    cat $lang.csv
    tocsin msel -o again.yaml $lang.csv
    grep -c '^  - ' again.yaml
    tocsin drill $lang.plan $lang.yaml | grep '^得分'
    tocsin drill $lang.plan again.yaml | grep '^得分'
done
