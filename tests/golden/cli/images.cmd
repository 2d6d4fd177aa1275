# Machine images that were cut, changed, or made by a later version: refused, never followed.  #~ T0700
tocsin build -o "$TMP/it.machine" tests/golden/plans/standing.plan
echo "build: $?"
cp "$TMP/it.machine" "$TMP/cut.machine"
truncate -s -8 "$TMP/cut.machine"
tocsin build --dump "$TMP/cut.machine"
echo "cut: $?"
cp "$TMP/it.machine" "$TMP/changed.machine"
printf 'x' | dd of="$TMP/changed.machine" bs=1 seek=3000 conv=notrunc status=none
tocsin build --dump "$TMP/changed.machine"
echo "changed: $?"
cp "$TMP/it.machine" "$TMP/later.machine"
printf '\011' | dd of="$TMP/later.machine" bs=1 seek=8 conv=notrunc status=none
tocsin build --dump "$TMP/later.machine"
echo "later: $?"
tocsin build --dump "$TMP/it.machine" | head -n 3
