# Evaluators' notes and acts outside the plan: in both arrangements, as text, in JSON, and in the replay.
plan=tests/golden/plans/standing.plan
tocsin drill --format md --skin hseep "$plan" tests/reports/observed.yaml >"$TMP/en.md" 2>/dev/null
sed -n -e '/^| objective/,/^$/p' -e '/^#### Eval/p' -e '/^- .*, on /p' -e '/^## Annex D/,/^## Annex F/p' -e '/outside the plan:/p' "$TMP/en.md"
echo "── in Chinese"
tocsin drill --format md --skin aqt9009 --lang zh "$plan" tests/reports/observed.yaml 2>/dev/null |
    sed -n -e '/^| 目标/,/^$/p' -e '/^#### 评估/p' -e '/^- .*（针对/p' -e '/^## 附件 3/,/^## 附件 5/p' -e '/预案之外：/p'
echo "── as text"
for lang in en zh-Hans; do
    tocsin drill --lang "$lang" "$plan" tests/reports/observed.yaml 2>/dev/null |
        sed -n -e "/^Evaluators' notes/,/^P from/p" -e '/^评估/,/^P：/p'
done
echo "── JSON"
tocsin drill --format json "$plan" tests/reports/observed.yaml 2>/dev/null | sed -n '/"observations": \[/,/"improvements"/p'
echo "── a replay"
tocsin drill --export-replay "$TMP/replay.yaml" "$plan" tests/reports/observed.yaml >/dev/null 2>&1
sed -n '/^observations/,/^expect/p' "$TMP/replay.yaml"
tocsin drill --format md --skin hseep "$plan" "$TMP/replay.yaml" 2>/dev/null | grep -F 'Chen' >"$TMP/again"
grep -F 'Chen' "$TMP/en.md" | cmp - "$TMP/again" && echo 'the same of the replay'
