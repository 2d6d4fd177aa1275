# A scenario alone is played against the plan that it names; what else stands alone is refused.
#~ T0740 T0014 T0001
show() { tocsin "$@"; echo "exit $?"; }

cp docs/tour/lab.plan docs/tour/smoke.yaml "$TMP/"
sed /^plan:/d "$TMP/smoke.yaml" >"$TMP/nameless.yaml"
sed 's/^plan:.*/plan: gone.plan/' "$TMP/smoke.yaml" >"$TMP/astray.yaml"
tocsin build -o "$TMP/lab.machine" "$TMP/lab.plan"
sed 's/^plan:.*/plan: lab.machine/' "$TMP/smoke.yaml" >"$TMP/image.yaml"

echo '-- the same as with its plan, from wherever it is called'
where='s/([^ ]*:17)/(LINE 17)/' # the name that the scenario goes by
cd "$TMP" || exit
compare() { sed "$where" | diff - pair.txt && echo same; }
tocsin drill lab.plan smoke.yaml | sed "$where" >pair.txt
tocsin drill smoke.yaml | compare
tocsin drill - <smoke.yaml | compare
tocsin drill image.yaml | compare
mkdir other && cd other && tocsin drill ../smoke.yaml | sed "$where" | diff - ../pair.txt && echo same
echo '-- the plan is read, and not written over'
show drill --format text -o "$TMP/lab.plan" "$TMP/smoke.yaml"
show drill --format text -o "$TMP/lab.machine" "$TMP/image.yaml"
echo '-- no plan, or one that is not there'
show drill "$TMP/nameless.yaml"
show drill "$TMP/astray.yaml"
echo '-- what is no scenario'
show drill "$TMP/lab.plan"
show drill "$TMP/lab.machine"
show drill
