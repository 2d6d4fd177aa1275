# Two plans under one, for the same kind of incident: their levels of one name are held against each other.
#~ T0477
mkdir "$TMP/plans"
cd "$TMP/plans"
cat >city.plan <<'END_'
plan city "City plan" { language en timezone "UTC" kind overall }
category flood "Flood"
category fire "Fire"
indicator crest "Crest" { number range 0..20 }
org duty "Duty office"
event rain "Rain" { category fire }
response look "Look" { on rain when crest >= 1 step see "See" { by duty } }
END_
sibling() { # name, category, levels
    cat >"$1.plan" <<END_
plan $1 "The $1 plan" { language en timezone "UTC" }
extends city "city.plan"
event seen "Seen" { category city.$2 }
levels { $3  lower after 1h  end when city.crest < 1 }
response work "Work" { on seen step go "Go" { by city.duty } }
response more "More" { on level at least II step say "Say" { by city.duty } }
END_
}
sibling river flood 'level II "Serious" { colour yellow when city.crest >= 3 }  level I "Grave" { colour red when city.crest >= 6 }'
show() { tocsin check . 2>&1 | grep -A9 'T0477\]' | grep -v '^ *|\|explain\|^$'; }
echo '--- another figure, another colour'
sibling lake flood 'level II "Serious" { colour yellow when city.crest >= 4 }  level I "Grave" { colour orange when city.crest >= 6 }'
show
echo '--- another order'
sibling lake flood 'declared by city.duty within 1h  level I "Grave"  level II "Serious"'
show
echo '--- the same, written otherwise; of another kind; of a signal of its own: nothing is said'
sibling lake flood 'level II "Serious" { colour yellow when 3 <= city.crest }  level I "Grave" { colour red when city.crest >= 6 and city.crest < 9 }'
show
sibling lake fire 'level II "Serious" { colour blue when city.crest >= 4 }  level I "Grave" { colour orange when city.crest >= 9 }'
show
sibling lake flood 'level II "Serious" { when area >= 4 }  level I "Grave" { when area >= 9 }'
echo 'indicator area "Area" { number range 0..20 }' >>lake.plan
show
echo '--- a finding allowed in the plan where it stands'
sibling river flood 'level II "Serious" { allow sibling-levels-disagree "the lake is slow"  when city.crest >= 3 }'
sibling lake flood 'level II "Serious" { when city.crest >= 4 }'
show
