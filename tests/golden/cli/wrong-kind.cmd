# A scenario where a plan belongs, and the other way round: one message, and the order to keep.
#~ T0014
show() { tocsin "$@"; echo "exit $?"; }

cat >"$TMP/lab.plan" <<'END'
# The laboratory.
plan lab "Lab" { language en timezone "UTC" }
END
cat >"$TMP/fire.yaml" <<'END'
# A fire.
scenario: Fire
start: 2026-03-05T09:00+00:00
end: 1h
END
cp "$TMP/lab.plan" "$TMP/lab.text"
cp "$TMP/fire.yaml" "$TMP/fire.text"

echo '-- a scenario alone'
show check "$TMP/fire.yaml"
show check "$TMP/fire.text"
show build "$TMP/fire.yaml"
echo '-- swapped: one message'
show drill "$TMP/fire.yaml" "$TMP/lab.plan"
show drill "$TMP/fire.text" "$TMP/lab.text"
echo '-- a plan twice'
show drill "$TMP/lab.plan" "$TMP/lab.text"
echo '-- beside a plan that is right'
show check "$TMP/lab.plan" "$TMP/fire.yaml"
