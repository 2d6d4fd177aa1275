# What differs from an earlier plan: on the chart, and as a list of what to print anew.
now=plans/county-netsec.plan
sed -e 's/within 30min of incident/within 20min of incident/' \
    -e 's/step survey/step inspect/; s/after survey/after inspect/' \
    -e 's/by leading-group.chief  within 1h/by leading-group.deputy  within 1h/' $now >"$TMP/old.plan"
cp $now "$TMP/new.plan"
cd "$TMP"
echo "── what changed"
tocsin chart --format flow --against old.plan -o new.flow new.plan 2>&1 | grep -v -e warnings
echo "── on the chart"
grep -e ' mark ' new.flow
echo "── nothing"
tocsin chart --format flow --against new.plan -o same.flow new.plan 2>&1 | grep -v -e warnings
grep -c ' mark ' same.flow
echo "── the other way round"
tocsin chart --format flow --against new.plan -o old.flow old.plan 2>&1 | grep -v -e warnings | head -4
echo "── cards only"
sed -e 's/contact mobile "…22"/contact mobile "…99"/; s/contact mobile "…21"/contact mobile "…98"/' $OLDPWD/$now >other.plan
tocsin chart --format flow --against new.plan -o same.flow other.plan 2>&1 | grep -v -e warnings
echo "── a body more, and one less"
sed -e 's/^  *post deputy .*$/  post second "副組長" en "Second" { contact mobile "…03"  succeeds chief }/; s/chief then deputy/chief then second/; s/\.deputy/.second/g' $OLDPWD/$now >other.plan
tocsin chart --format flow --against new.plan -o same.flow other.plan 2>&1 | grep -e card -e error
echo "── a plan with mistakes"
echo 'plan x "X" { step }' >bad.plan
tocsin chart --format flow --against bad.plan new.plan >out 2>err
echo "exit $? $(wc -c <out)"
