"""pages.py - looks the pages of live exercises through without a browser.

    pages.py FOLDER CATALOGUE..

FOLDER is console/web.  Its HTML is well formed and holds no script, style or handler of its own; nothing
in it leads to another site; every word that is asked for stands in words.def, every word there is asked
for, and each catalogue has it; modules import what is there, and write text as text only.
Prints `N passed, M failed`.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

EMPTY = {"meta", "link", "input", "br", "img", "hr"}
# what turns text into markup or code, and what would need an exception from the Content-Security-Policy
FORBIDDEN = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|srcdoc|createContextualFragment|"
                       r"parseFromString\((?!got))\b|javascript:|\.style\b|setAttribute\(\"(style|on)")
ELSEWHERE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", re.I)
NAMESPACE = "http://www.w3.org/2000/svg"
# upper-case texts in the modules that are no words of the pages
NO_WORDS = {"POST", "P", "S", "M", "U"}


class Page(HTMLParser):
    """Elements that are closed in order, and what the policy of the server would refuse."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.words, self.ids, self.text = [], [], {}, set(), None

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if len(names) != len(attrs):
            self.faults.append(f"<{tag}>: an attribute stands twice")
        for name in names:
            if name.startswith("on") or name == "style":
                self.faults.append(f"<{tag}>: {name}=")
        if tag == "script" and not names.get("src"):
            self.faults.append("a script in the page itself")
        if tag == "style":
            self.faults.append("a style in the page itself")
        for name in ("src", "href", "action"):
            value = names.get(name)
            if value is not None and not re.fullmatch(r"/[a-z./-]*|#[a-z-]+", value):
                self.faults.append(f"<{tag}>: {name}={value}")
        if "id" in names:
            if names["id"] in self.ids:
                self.faults.append(f"id {names['id']} stands twice")
            self.ids.add(names["id"])
        self.text = names.get("data-word")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")
        self.text = None

    def handle_data(self, data):
        if self.text:
            self.words[self.text] = data
            self.text = None


def words_of(path):
    rows = re.findall(r'^WORD\(([A-Z0-9_]+), "((?:[^"\\]|\\.)*)"\)$', path.read_text(encoding="utf-8"), re.M)
    return {name: text.replace('\\"', '"') for name, text in rows}


def translated(path):
    entry = r'^msgctxt "console\.([A-Z0-9_]+)"\nmsgid (?:"[^\n]*"\n)+msgstr "((?:[^"\\]|\\.)+)"'
    return {name for name, _ in re.findall(entry, path.read_text(encoding="utf-8"), re.M)}


def without_comments(text):
    return re.sub(r"^\s*//.*$", "", re.sub(r"/\*.*?\*/", "", text, flags=re.S), flags=re.M)


def page_faults(path, words):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    faults = list(page.faults)
    if page.open:
        faults.append(f"never closed: {page.open}")
    faults += [f"{name}: the page says {text!r}, words.def {words.get(name)!r}" for name, text in page.words.items() if words.get(name) != text]
    return faults


def module_faults(path, modules):
    text = without_comments(path.read_text(encoding="utf-8"))
    faults = [f"{path.name}: {found.group(0)}" for found in FORBIDDEN.finditer(text)]
    faults += [f"{path.name}: {found.group(0)}" for found in ELSEWHERE.finditer(text.replace(NAMESPACE, ""))]
    for names, source in re.findall(r'^import \{([^}]*)\} from "\./([a-z]+\.js)";$', text, re.M):
        if source not in modules:
            faults.append(f"{path.name}: no module {source}")
            continue
        exported = set(re.findall(r"^export (?:async )?(?:function|const|let) ([A-Za-z]+)", modules[source], re.M))
        wanted = {name.strip() for name in names.split(",") if name.strip()}
        faults += [f"{path.name}: {source} has no {name}" for name in sorted(wanted - exported)]
        faults += [f"{path.name}: imports {name}, and does not use it" for name in sorted(wanted) if len(re.findall(rf"\b{name}\b", text)) < 2]
    return faults


def word_faults(folder, words):
    texts = "".join(without_comments(path.read_text(encoding="utf-8")) for path in folder.glob("*.js"))
    pages = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.html"))
    used = set(re.findall(r'"([A-Z][A-Z0-9_]*)"', texts)) - NO_WORDS | set(re.findall(r'data-word="([^"]*)"', pages))
    faults = [f"{name} is asked for and is not in words.def" for name in sorted(used - set(words))]
    return faults + [f"{name} is in words.def and nobody asks for it" for name in sorted(set(words) - used)]


def slot_faults(folder, words):
    """t("ID", a, b) fills as many slots as the word has."""
    faults = []
    for path in folder.glob("*.js"):
        for name, rest in re.findall(r'\bt\("([A-Z0-9_]+)"(,)?', path.read_text(encoding="utf-8")):
            has = "{1}" in words.get(name, "")
            if has != bool(rest):
                faults.append(f"{path.name}: {name} is {'not ' if has else ''}filled in")
    return faults


def main():
    folder, catalogues = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    words = words_of(folder / "words.def")
    modules = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    checks = [(path.name, page_faults(path, words)) for path in sorted(folder.glob("*.html"))]
    checks += [(path.name, module_faults(path, modules)) for path in sorted(folder.glob("*.js"))]
    checks += [(path.name, [found for found in re.findall(r"@import|url\([^)]*\)|https?:", path.read_text(encoding="utf-8"))])
               for path in sorted(folder.glob("*.css"))]
    checks += [("words", word_faults(folder, words) if words else ["no words"]), ("slots", slot_faults(folder, words))]
    checks += [(path.name, [f"{name} is not translated" for name in sorted(set(words) - translated(path))]) for path in catalogues]
    for name, faults in checks:
        if faults:
            print(f"FAIL {name}", *faults, sep="\n    ")
    failed = sum(bool(faults) for _, faults in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
