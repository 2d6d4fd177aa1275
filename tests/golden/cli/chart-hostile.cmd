# Texts that would like to be more than text, as DOT and through the dot program.  Where things
# stand depends on the letters of the machine: only the texts are shown.
tocsin chart tests/golden/flow/hostile.plan | grep -E '(label|tooltip)='
echo "── in the picture"
tocsin chart tests/golden/flow/hostile.plan | dot -Tsvg >"$TMP/hostile.svg"
echo "attributes: $(grep -c 'onload="' "$TMP/hostile.svg")"
echo "elements: $(grep -c -e '<table' -e '<script' -e '<b>' -e '<i>' "$TMP/hostile.svg")"
