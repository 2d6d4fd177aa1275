# Who may say what of the levels, as a table and as a document.
cp tests/golden/cli/authority.plan "$TMP/works.plan"
cd "$TMP"
tocsin check --authority works.plan
echo "── as JSON"
tocsin check --authority --format json works.plan
echo "── beside errors: exit 1"
sed 's/under office/under nobody/' works.plan >broken.plan
tocsin check --authority --format json broken.plan >broken.json
echo "exit $?"
grep -c '"may"' broken.json
echo "── in a form without a place for it"
tocsin check --authority --format short works.plan
