# Texts that would like to be more than text, as DOT and through the dot program.
tocsin chart tests/golden/flow/hostile.plan
echo "── in the picture"
tocsin chart tests/golden/flow/hostile.plan | dot -Tsvg >"$TMP/hostile.svg"
echo "attributes: $(grep -c 'onload="' "$TMP/hostile.svg")"
echo "elements: $(grep -c -e '<table' -e '<script' -e '<b>' -e '<i>' "$TMP/hostile.svg")"
