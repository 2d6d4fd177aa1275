# What the checks prove to be out of reach is told with its finding, in whatever language that is told.
for lang in en zh-Hans zh-Hant; do
    tocsin generate --lang "$lang" -o "$TMP/$lang" tests/golden/check/settled-here.plan 2>/dev/null | tail -n 12
done
