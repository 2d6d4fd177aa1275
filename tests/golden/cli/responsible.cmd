# Who has to practise judging: whoever was to declare the grade that was missing, not the first of the ladder.  And
# the list of events gives the objective of all that is owed, proposing and approving the end too.
cat >"$TMP/g.plan" <<'END'
plan g "Grades" { language en  timezone "UTC" }
org alpha "Alpha" { kind lead }
org bravo "Bravo" { kind lead }
objective command "Command" { weight 10 }
indicator hit "Hit" { count  range 0..9  initial 0  source alpha }
indicator out "Out" { flag  source alpha }
levels {
  objective command
  level L1 "Small" { colour blue  declared by alpha within 5min  when hit >= 1 }
  level L2 "Large" { colour red  declared by bravo within 5min  when hit >= 5 }
  end when out  proposed by alpha within 10min  approved by bravo within 10min
}
END
cat >"$TMP/g.yaml" <<'END'
scenario: g
plan: g.plan
start: 2026-01-01T00:00+00:00
play: all
script:
  - {at: 0min, set: {hit: 6}}
  - {at: 15min, declare: L2, by: bravo}
  - {at: 30min, set: {out: yes, hit: 0}}
  - {at: 35min, propose: end, by: alpha}
  - {at: 36min, approve: end, by: bravo}
end: 1h
END
cd "$TMP" || exit
tocsin drill --format csv g.yaml
tocsin msel -o - g.yaml
