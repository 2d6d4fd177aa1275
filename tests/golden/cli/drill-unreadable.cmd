# A scenario that cannot be read: that is told, and of the plan's own warnings only how many there are.
#~ T0001 T0003 T0008 T0103 T0164 T0500
cp tests/golden/plans/standing.plan "$TMP/"
cd "$TMP"
echo 'org ditto "Crew" { kind unit }' >>standing.plan
tocsin check standing.plan 2>&1 | grep -c ^warning
printf '\377\376' >bytes.yaml
printf 'scenario: [s\n' >open.yaml
mkdir folder.yaml
for scenario in gone.yaml folder.yaml bytes.yaml open.yaml; do
    echo "── $scenario"
    tocsin drill standing.plan "$scenario"
    echo "exit $?"
done
echo "── the same as JSON"
tocsin drill --format json standing.plan gone.yaml | grep -oE 'T0[0-9]+' | sort -u
echo "── a plan with a mistake of its own: all of both"
(cat standing.plan; echo 'org crew "Crew again" { kind unit }') >twice.plan
tocsin drill twice.plan gone.yaml 2>&1 | grep -E '^(error|warning|the plan)'
