# What a command reads is never written over, by whatever name: exit 2, and every file as it was.
cp docs/tour/lab.plan docs/tour/smoke.yaml "$TMP"
cd "$TMP"
ln -s lab.plan link.plan
ln lab.plan other.plan
tocsin build -o lab.machine lab.plan
tocsin drill --trace smoke.trace lab.plan smoke.yaml >/dev/null
sha256sum lab.plan smoke.yaml lab.machine smoke.trace >sums
try() {
    echo "── $*"
    tocsin "$@" 2>&1
    echo "exit $?"
    sha256sum --quiet -c sums
}
try chart --format svg -o lab.plan lab.plan
try chart --format svg -o link.plan lab.plan
try chart --trace smoke.trace --format svg -o ./smoke.trace lab.plan
try cards --format svg -o other.plan lab.plan
try build -o lab.plan lab.plan
try drill --format html --report lab.plan lab.plan smoke.yaml
try drill --trace ./smoke.yaml lab.plan smoke.yaml
try drill --export-replay smoke.yaml lab.plan smoke.yaml
try drill --export-replay lab.machine lab.machine smoke.yaml
try msel --format csv -o smoke.yaml smoke.yaml
try msel --format csv -o lab.plan smoke.yaml
try test --format text -o smoke.yaml smoke.yaml
try test --format text -o lab.plan .
ls
