# Held-back fields by name, a step down too early, stretches of wrong grading, own limits of a rating, hops never opened.
cp tests/reports/amiss.* "$TMP"
cd "$TMP" || exit
tocsin drill --report amiss.md --report amiss.html --report amiss.txt amiss.plan amiss.yaml
sed -n '/^##### Finding/,/^## /p' amiss.md
echo "── the timeline: what was sent amiss is no round mark"
grep -o '<title>[0-9]*  [^<]*report →[^<]*' amiss.html
echo "── as text"
sed -n -e '/^Obligations/,/^$/p' -e '/^Acts out/,$p' amiss.txt
tocsin drill --lang zh amiss.plan amiss.yaml 2>/dev/null | tail -n 4
