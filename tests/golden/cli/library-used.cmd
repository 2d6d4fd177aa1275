# What one plan leaves to those that extend it is no disuse when they are checked together.  #~ T0154 T0300 T0301
mkdir "$TMP/plans"
cd "$TMP/plans"
cat >city.plan <<'END_'
plan city "City plan" { language en timezone "UTC" kind overall status approved }
org duty "Duty office" { contact phone "1" contact radio "2" }
org divers "Divers" { contact phone "3" contact radio "4" }
org clerks "Clerks" { contact phone "5" contact radio "6" }
indicator crest "Crest" { number range 0..20 }
indicator wind "Wind" { number range 0..40 }
response shelter "Shelter" { step open "Open" { by duty } }
response feed "Feed" { step cook "Cook" { by duty } }
END_
cat >river.plan <<'END_'
plan river "River plan" { language en timezone "UTC" }
extends city "city.plan"
event high "High water"
response dam "Dam" { on high when city.crest >= 3
  step close "Close" { by city.divers activates city.shelter }
}
END_
told() { tocsin check "$@" 2>&1 | grep -a -A1 'T0154\|T0300\|T0301'; }
echo '--- by itself'
told city.plan
echo '--- with the plan that extends it'
told .
