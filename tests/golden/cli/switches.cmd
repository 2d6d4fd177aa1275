# What becomes of findings when the caller says so: -W, -E, --allow.
#~ T0142 T0301 T0143
plan="$TMP/lab.plan"
cat >"$plan" <<'END'
plan lab "Lab" { language en  status draft }
event fire "Fire" { allow span-of-control "none" }
event storm "Storm"
org office "Office" { alias "duty office" }
response early "Early" { on fire  step call "Call" { by office  takes 8min  within 5min } }
END
show() {
    echo "── $*"
    tocsin check "$@" "$plan" 2>&1 | grep -E '^(error|warning|note)\[|^[0-9]+ [a-z]|^tocsin|mean'
    echo "exit ${PIPESTATUS[0]}"
}
show
show -W all
show -E all
show -W deadline-too-short -E unused --allow T0320
show -E all --allow timezone-missing --allow allow-needless -W unused -W t0142
show --warn=unused --error unused
show --error unused --warn=unused
show --allow deadline-too-short
echo "── wrong"
show -W unusd
show -W nothing-like-it
show --allow all
show --allow T0104
show -E scenario-syntax
show -W ''
echo "── the list"
tocsin explain --list | grep -E '^T0(104|142|301|320|340|514) '
