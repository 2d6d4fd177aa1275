# Late because whoever owed it was off duty, out of reach, or gone in time to be late; and who did what.
causes() { sed -n '/"improvements": \[/,/^  \],/p' | grep -E '"(about|kind|cause|blocked|why|proposal|body)":' | paste -sd' ' | sed -e 's/  */ /g' -e 's/"kind":/\n&/g'; }
run() { tocsin drill --format json "$TMP/night.plan" "$TMP/$1" 2>/dev/null | causes; }
cp tests/reports/night.* "$TMP"
echo "── off duty"
run night.yaml
echo "── out of reach all the time, and nobody steps in"
sed -i 's/  duty 08:00..18:00 mon..fri//' "$TMP/night.plan"
(cat "$TMP/night.yaml" && echo 'disturb: [{at: 0, unreachable: press, for: 6h}]') >"$TMP/lost.yaml"
run lost.yaml
echo "── within reach for the last six minutes: there was time, but not for five minutes of approval"
(cat "$TMP/night.yaml" && echo 'disturb: [{at: 0, unreachable: press, for: 14min}]') >"$TMP/back.yaml"
run back.yaml
echo "── people: a late one is told of whoever did it; a way up that somebody withheld, and one that was slow"
sed -e 's/^assume:.*/play: all/' -e '/^end/d' "$TMP/night.yaml" >"$TMP/people.yaml"
cat >>"$TMP/people.yaml" <<'END'
  - {at: 1min, report: way, by: watch}
  - {at: 2min, declare: l, by: press}
  - {at: 3min, did: s}
  - {at: 4min, approve: t, answer: given}
  - {at: 5min, did: t}
  - {at: 6min, report: rep}
  - {at: 6min, announce: ann}
  - {at: 30min, did: u, by: top.deputy}
END
cp "$TMP/people.yaml" "$TMP/slow.yaml"
echo '  - {at: 31min, withhold: way, by: press, why: ashamed}
end: 10h' >>"$TMP/people.yaml"
echo '  - {at: 40min, report: way, by: press}
end: 10h' >>"$TMP/slow.yaml"
run people.yaml
run slow.yaml
