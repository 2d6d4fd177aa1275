# Rules by name and by path: what there is, what is not, and what a file must be.
cat >"$TMP/lab.plan" <<'P'
plan lab "Lab" { language en }
org control "Control" { kind centre }
org one "One" { kind group  under control }
P
cat >"$TMP/house.plan" <<'P'
library handbook "Site handbook" { kind law }
doctrine house "House rules" {
  rule orders "a group stands under somebody" {
    cites "section 2" in handbook
    applies to org  kind group
    requires superiors at least 1  requires contacts at least 1
  }
}
P
echo "--- list"
tocsin explain --doctrine list
echo "--- one, in both languages"
tocsin explain --doctrine order-708
tocsin explain --doctrine order-708 --lang zh | head -n 8
echo "--- a name that there is not, near and far"
tocsin check --doctrine basik "$TMP/lab.plan"
echo "exit $?"
tocsin check --doctrine house "$TMP/lab.plan"
echo "exit $?"
tocsin explain --doctrine order-943
echo "exit $?"
echo "--- by path, twice, beside a shipped one" #~ T0322 T0323
tocsin check --doctrine "ics,$TMP/house.plan,$TMP/house.plan" "$TMP/lab.plan"
echo "exit $?"
echo "--- a file that is not there, and one that is a plan" #~ T0001 T0326
tocsin check --doctrine "$TMP/gone.plan" "$TMP/lab.plan"
echo "exit $?"
tocsin check --doctrine "$TMP/lab.plan" "$TMP/lab.plan"
echo "exit $?"
echo "--- rules checked by themselves, from standard input too"
tocsin check "$TMP/house.plan"
echo "exit $?"
tocsin check - <"$TMP/house.plan"
echo "exit $?"
echo "--- another folder of data"
mkdir -p "$TMP/data/doctrine"
cp "$TMP/house.plan" "$TMP/data/doctrine/"
TOCSIN_DATA=$TMP/data tocsin explain --doctrine list
TOCSIN_DATA=$TMP/data tocsin check --doctrine house "$TMP/lab.plan" 2>&1 | head -n 1
TOCSIN_DATA=$TMP tocsin check --doctrine house "$TMP/lab.plan"
echo "exit $?"
