# Scenarios as tests: what passes, fails and breaks, in every form; the same whoever is first.  #~ T0740
mkdir -p "$TMP/tests/deeper" "$TMP/tests/.hidden"
cp tests/golden/plans/standing.plan "$TMP/standing.plan"
head='start: 2026-03-05T02:10+00:00
play: all'
script='script:
  - {at: 0min,  inject: leak}
  - {at: 12min, did: close}
  - {at: 14min, set: {share: 12%}}
  - {at: 20min, decide: tight, outcome: yes}
  - {at: 25min, report: first}
  - {at: 40min, declare: II}
  - {at: 70min, did: clean}'
cd "$TMP"
printf 'scenario: good\nplan: ../standing.plan\n%s\n%s\nexpect:\n  - {level: II, by: 45min}\n  - {step: clean, state: done}\nend: 2h\n' "$head" "$script" >tests/good.yaml
printf 'scenario: bad\nplan: ../../standing.plan\n%s\n%s\nexpect:\n  - {level: II, by: 30min}\n  - {step: clean, state: dead}\n  - {rating: P}\nend: 2h\n' "$head" "$script" >tests/deeper/bad.yml
printf 'scenario: typo\nplan: ../standing.plan\n%s\nscript:\n  - {at: 0min, inject: leek}\n  - {at: 1min, did: close}\nexpect:\n  - {level: II}\nend: 2h\n' "$head" >tests/typo.yaml
printf 'scenario: idle\nplan: ../standing.plan\n%s\nend: 2h\n' "$head" >tests/idle.yaml
printf 'scenario: lost\n%s\nexpect:\n  - {level: II}\nend: 2h\n' "$head" >tests/lost.yaml
printf 'plan broken { orgg x }\n' >broken.plan
printf 'scenario: other\nplan: ../broken.plan\n%s\nexpect:\n  - {level: II}\nend: 2h\n' "$head" >tests/other.yaml
printf 'scenario: [\n' >tests/torn.yaml
cp tests/torn.yaml tests/.hidden/
ln -s "$TMP/tests" tests/round
tocsin test tests | sed 's/error \(T[0-9]*\)/error [\1]/' >text
echo "exit ${PIPESTATUS[0]}"
grep -v '\[T0[0-69]' text
echo "── all that passes: exit 0"
tocsin test tests/good.yaml tests/idle.yaml
echo "exit $?"
echo "── the same with eight at a time, and from an image"
tocsin test -j1 tests >one
tocsin test -j8 tests | cmp - one && echo same
tocsin build -o standing.machine standing.plan
tocsin test --plan standing.machine tests/good.yaml tests/lost.yaml
echo "── what nobody drills"
tocsin test --coverage --coverage-threshold 60 tests/good.yaml
echo "exit $?"
tocsin test --coverage-threshold 20 tests/good.yaml | tail -n 1
echo "exit ${PIPESTATUS[0]}"
echo "── for tools"
tocsin test --format github --coverage-threshold 90 tests/good.yaml tests/deeper tests/lost.yaml
tocsin test --format junit --coverage-threshold 90 tests/good.yaml tests/deeper tests/idle.yaml tests/lost.yaml -o tests.xml
echo "exit $?"
cat tests.xml
tocsin test --format json tests/deeper | sed -n '1,/"items"/p'
echo "── a file that is not there, a plan, a folder without scenarios: exit 2"
tocsin test tests/good.yaml gone.yaml
echo "exit $?"
tocsin test standing.plan | head -n 3
tocsin test --plan gone.plan tests/good.yaml
echo "exit $?"
mkdir none && tocsin test none
echo "exit $?"
tocsin test -j0 tests
echo "exit $?"
