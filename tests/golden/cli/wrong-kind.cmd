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
echo '-- each command says what it wants'
for command in chart cards generate fmt; do
    show $command "$TMP/fire.yaml"
done
show table --journal "$TMP/none.journal" "$TMP/fire.yaml" "$TMP/lab.plan"
show msel "$TMP/lab.plan"
show test "$TMP/lab.plan"
echo '-- a root that is not there, a disk that is full, a level that is not there'
show check --root "$TMP/none" "$TMP/lab.plan"
show chart --format svg -o /dev/full docs/tour/lab.plan 2>&1 | grep -v note:
show chart --level majr docs/tour/lab.plan
show table --port abc "$TMP/lab.plan" "$TMP/fire.yaml"
show table --port 99999999999999999999999 "$TMP/lab.plan" "$TMP/fire.yaml"
