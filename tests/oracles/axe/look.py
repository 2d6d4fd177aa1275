"""look.py - runs axe-core on pages in headless Chromium.

    look.py CHROMIUM FOLDER PAGE..

FOLDER holds PAGE.html and node_modules/axe-core.  A copy of each page gets axe as a script, which
writes what it finds into the page; Chromium prints the page as it is then.  `N passed, M failed`.
"""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

RUN = """
axe.run(document).then(found => {
  const result = document.createElement("pre");
  result.id = "axe-result";
  result.textContent = JSON.stringify({
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    passes: found.passes.length,
    violations: found.violations.map(rule => ({id: rule.id, help: rule.help,
      nodes: rule.nodes.slice(0, 3).map(node => node.html.slice(0, 160))})),
  });
  document.body.appendChild(result);
});
"""


def look(browser, folder, name, is_dark):
    axe = (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    script = f"<script>{axe.replace('</script', '<' + chr(92) + '/script')}</script><script>{RUN}</script></body>"
    copy = folder / "looked-at.html"
    copy.write_text(page.replace("</body>", script), encoding="utf-8")
    dark = ["--blink-settings=preferredColorScheme=0"] if is_dark else []
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", *dark]
    done = subprocess.run([*command, "--dump-dom", copy.as_uri()], capture_output=True, timeout=300)
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', done.stdout.decode("utf-8", "replace"), re.S)
    if not found:
        return ["axe said nothing"]
    result = json.loads(html.unescape(found.group(1)))
    amiss = [f"{rule['id']}: {rule['help']}: {rule['nodes']}" for rule in result["violations"]]
    if result["dark"] != is_dark:
        amiss.append("the colours were not the ones asked for")
    if result["passes"] < 20:
        amiss.append(f"only {result['passes']} rules were looked at")
    return amiss


def main():
    browser, folder, names = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    passed = failed = 0
    for name in names:
        for is_dark in (False, True):
            what = f"{name}, {'dark' if is_dark else 'light'}"
            amiss = look(browser, folder, name, is_dark) if (folder / f"{name}.html").exists() else ["no report"]
            passed += not amiss
            failed += bool(amiss)
            print(f"{'FAIL' if amiss else 'ok  '} {what}", *amiss, sep="\n    ")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
