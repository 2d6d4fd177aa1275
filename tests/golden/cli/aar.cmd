# Reports to hand in: Markdown in both arrangements, JUnit, and what JSON adds.
tocsin drill --format md tests/reports/unmeetable.plan tests/reports/unmeetable.yaml 2>/dev/null
echo "── evaluation report, in Chinese"
tocsin drill --format md --skin aqt9009 --lang zh tests/reports/unmeetable.plan tests/reports/unmeetable.yaml 2>/dev/null
echo "── the county, late"
tocsin drill --report "$TMP/late.md" --report "$TMP/late.json" --report "$TMP/late.xml" plans/county-netsec.plan scenarios/county-2-late.yaml
sed -n '/^# /,/^## 附件/p' "$TMP/late.md"
sed -n '/"improvements": \[/,/^  \],/p' "$TMP/late.json" | head -n 60
cat "$TMP/late.xml"
echo "── a failed expectation"
sed 's/state: late/state: met/' tests/reports/unmeetable.yaml >"$TMP/failed.yaml"
tocsin drill --format junit tests/reports/unmeetable.plan "$TMP/failed.yaml" 2>/dev/null
echo "exit $?"
