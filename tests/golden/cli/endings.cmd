# The form of a file is what its name ends in, with capital letters or without; an ending that is no
# form is refused, and so is a terminal that would get what is no text.  Exit 2, and nothing is written.
cp docs/tour/lab.plan docs/tour/smoke.yaml "$TMP"
cd "$TMP"
try() {
    echo "── $*"
    tocsin "$@" 2>&1 >/dev/null
    echo "exit $?"
}
try chart --paper A3 -o lab.PDF lab.plan
try chart -o lab.GV lab.plan
try chart -o lab lab.plan
try chart -o lab.jpg lab.plan
try chart -o a.b/lab.svg lab.plan
try chart -o .svg lab.plan
try chart -o lab.2 lab.plan
try chart --format svg -o lab.chart lab.plan
try cards -o lab.doc lab.plan
try cards --body chief -o lab-chief.Svg lab.plan
try drill -o night.docx lab.plan smoke.yaml
try drill -o night.HTML lab.plan smoke.yaml
try drill -o night.json -o night.rtf lab.plan smoke.yaml
try drill --format md -o night.text lab.plan smoke.yaml
try msel -o list.docx smoke.yaml
try msel -o list.CSV smoke.yaml
try msel -o again.csv list.CSV
try msel --format xlsx -o again.yaml list.CSV
try msel -o again.yaml list.CSV
try test -o results.pdf smoke.yaml
try test -o results.XML smoke.yaml
try test -o results.json smoke.yaml
for file in *; do
    case $file in *.plan | *.yaml) continue ;; esac
    printf '%s: ' "$file"
    head -c 10 "$file" | tr -c 'a-zA-Z0-9<{/ \n' . | head -n 1
    echo
done
echo "── to a terminal"
on_terminal() {
    script -qec "tocsin $*" /dev/null </dev/null | tr -d '\r'
    echo "exit ${PIPESTATUS[0]}"
}
on_terminal cards lab.plan
on_terminal chart --format png lab.plan
on_terminal chart --format pdf -o - lab.plan
on_terminal drill --format xlsx lab.plan smoke.yaml
on_terminal msel --format xlsx smoke.yaml
on_terminal build -o - lab.plan
on_terminal chart --format flow lab.plan | head -n 1
