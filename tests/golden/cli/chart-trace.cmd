# A drill on the chart of its plan, and how each node stands; what is no trace of it.
#~ T0710 T0711
plan=plans/county-netsec.plan
marks() { grep -o -e '^node [^ ]*' -e ' mark .*' | paste -d' ' - - | grep -v 'not-reached$'; }
tocsin drill -o "$TMP/report.txt" --trace "$TMP/late.trace" $plan scenarios/county-2-late.yaml 2>/dev/null
for at in 25min 4h; do
    echo "── at $at"
    tocsin chart --format flow --trace "$TMP/late.trace" --at $at $plan 2>/dev/null | marks
done
echo "── at the end"
tocsin chart --format flow --trace "$TMP/late.trace" $plan 2>/dev/null | marks
echo "── of another plan"
tocsin chart --format flow --trace "$TMP/late.trace" plans/chemical-plant.plan 2>&1 >/dev/null | sed "s|$TMP|TMP|" |
    grep -A8 T0711
echo "── no trace"
printf '{"at":0,"kind":"event","name":"infected"}\nT+5min\n' >"$TMP/a.trace"
tocsin chart --trace "$TMP/a.trace" $plan 2>&1 | sed "s|$TMP|TMP|" | grep -A8 T0710
printf '{"at":5,"kind":"event","name":"infected"}\n{"at":4,"kind":"event","name":"infected"}\n' >"$TMP/b.trace"
tocsin chart --trace "$TMP/b.trace" $plan 2>&1 | sed "s|$TMP|TMP|" | grep -A8 T0710
printf '{"at":5,"kind":"event"' >"$TMP/c.trace"
tocsin chart --trace "$TMP/c.trace" $plan 2>&1 | grep -c '\[T0710\]'
printf '{"at":3200000000000,"kind":"event","name":"infected"}\n' >"$TMP/e.trace"
tocsin chart --trace "$TMP/e.trace" $plan 2>&1 | grep '\[T0710\]'
printf '{"at":5,"kind":"duty-overdue","name":"early.cutoff","of":"step","due":-9223372036854775807}\n' >"$TMP/f.trace"
tocsin chart --trace "$TMP/f.trace" $plan 2>&1 | grep '\[T0710\]'
printf '[[[[[[[[[[[[{"at":5}' >"$TMP/d.trace"
tocsin chart --trace "$TMP/d.trace" $plan 2>&1 | grep -c '\[T0710\]'
echo "── when"
tocsin chart --trace "$TMP/a.trace" --at soon $plan
tocsin chart --trace "$TMP/a.trace" --against $plan $plan
