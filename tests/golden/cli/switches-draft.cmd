# What is asked only of a plan in force is asked of a draft by name, or with -W all.
#~ T0154
plan="$TMP/lab.plan"
cat >"$plan" <<'END'
plan lab "Lab" { language en  timezone "UTC"  status draft }
event fire "Fire"
org office "Office"
org store "Store"
response early "Early" { on fire  step call "Call" { by office } }
END
for switch in '' '-W body-without-part' '-E T0154' '-W all --allow T0154'; do
    echo "── $switch"
    # shellcheck disable=SC2086
    tocsin check $switch "$plan" 2>&1 | grep -E '^(error|warning|note)\[T0154'
done
echo "── end"
