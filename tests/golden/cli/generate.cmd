# Scenarios that reach all of a plan: written once, not over what is there, the same for the same seed.  #~ T0104
cp tests/golden/plans/standing.plan tests/golden/check/settled-here.plan tests/golden/check/waits-for-endless.plan "$TMP/"
cd "$TMP"
tocsin generate -o tests standing.plan
echo "exit $?"
cat tests/02-*.yaml
tocsin test tests | tail -n 4
echo "── the plan lies elsewhere, and is found from the folder"
mkdir -p plans/deep
cp standing.plan plans/deep/
tocsin generate -o plans/all plans/deep/standing.plan >generated
grep -h '^plan:' plans/all/*.yaml | sort -u
(cd plans && tocsin test all | tail -n 1)
echo "── nothing is replaced unasked, not even one of several"
rm tests/0[2-9]*.yaml
tocsin generate -o tests standing.plan 2>&1
echo "exit $?"
ls tests
tocsin generate --force -o tests standing.plan >generated
echo "exit $?"
ls tests
echo "── the same seed, the same bytes; another seed, another set that covers as much"
tocsin generate --seed 0 -o again standing.plan >generated
diff -r -I '^plan:' tests again && echo same
for seed in 1 2 3; do
    tocsin generate --seed $seed -o seed-$seed standing.plan | grep 'covered'
    tocsin test seed-$seed | tail -n 1
done
echo "── what cannot be reached"
tocsin generate -o settled settled-here.plan 2>said | sed -n '/tried/,$p'
tocsin generate -o endless --format json waits-for-endless.plan 2>said | sed -n '/"uncovered"/,$p'
echo "── a plan with errors, a file in the folder's place: nothing is written"
sed 's/owner crew/owner nobody/' standing.plan >wrong.plan
tocsin generate -o wrong wrong.plan 2>&1 | head -n 1
ls wrong 2>&1 | head -n 1
tocsin generate -o standing.plan standing.plan
echo "exit $?"
