# Times of dated duties: a table, one for each of several plans, JSON, and what does not go together.
tocsin check --times tests/golden/check/late-in-later-rounds.plan plans/chemical-plant.plan 2>"$TMP/messages"
echo "── as JSON"
tocsin check --times --format json tests/golden/check/time-not-stated.plan
echo "── a deadline out of reach is shown, a plan with other mistakes is not"
tocsin check --times tests/golden/check/deadline-out-of-reach.plan 2>>"$TMP/messages"
tocsin check --times tests/golden/check/after-cycle.plan 2>>"$TMP/messages"
echo "── for tools of another kind"
tocsin check --times --format sarif plans/chemical-plant.plan
