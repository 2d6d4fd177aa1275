# One plan's findings in every form, beside a file that is not there.  Of JUnit, the checks that
# found nothing or were not made are left out here.
#~ T0142
cd "$TMP" || exit 70
cat >lab.plan <<'END'
plan lab "Lab" { language en  timezone "UTC"  allow unused "the store is listed whole" }
event fire "火灾"
event storm "Storm"
org office "Office"
response early "Early" { on fire  step call "叫" { by office  takes 8min  within 5min } }
END
for format in text short github json sarif; do
    echo "── $format"
    tocsin check --format $format lab.plan 2>&1
    echo "exit $?"
done
echo "── junit"
tocsin check --format junit lab.plan |
    grep -v '<testcase.*/>' |
    awk '/<skipped message="looked/ { held = ""; getline; next }
        held != "" { print held; held = "" } /<testcase/ { held = $0; next } { print }' |
    sed -E 's/ (tests|skipped)="[0-9]+"/ \1="…"/g'
echo "── a file that is not there"
for format in short github; do
    tocsin check --format $format none.plan
    echo "exit $?"
done
tocsin check --format junit none.plan | grep -A1 '<error'
