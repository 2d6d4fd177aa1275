"""start.py - how `tocsin table` starts and refuses to: addresses, certificates, journals, what it prints."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import table as tables


def run(*arguments):
    """Exit code and messages of a start that must fail."""
    done = subprocess.run([tables.TOCSIN, "table", *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    return done.returncode, done.stderr.decode()


def refuse(tally, what, words, *options, operands=(tables.PLAN, tables.SCENARIO), code=2):
    seen, said = run(*options, *operands)
    tally.check(what, seen == code and all(word in said for word in words), (seen, said))


def try_options(folder, tally):
    place = ("--journal", os.path.join(folder, "no.journal"))
    refuse(tally, "others, without certificate", ["--insecure"], *place, "--listen", "0.0.0.0")
    refuse(tally, "others of IPv6", ["--insecure"], *place, "--listen", "[::]:0")
    refuse(tally, "no address", ["no address"], *place, "--listen", "room.example")
    refuse(tally, "two ports", ["one port"], *place, "--listen", "127.0.0.1:1", "--port", "2")
    refuse(tally, "a port too high", ["from 0 to 65535"], *place, "--port", "65536")
    refuse(tally, "a port that is no number", ["no port"], *place, "--listen", "127.0.0.1:http")
    refuse(tally, "certificate without key", ["belong together"], *place, "--tls-certificate", "/dev/null")
    refuse(tally, "a certificate that is none", ["PEM"], *place, "--port", "0", "--tls-certificate", tables.PLAN, "--tls-key", tables.PLAN)
    refuse(tally, "no such certificate", ["cannot be used"], *place, "--tls-certificate", "/nowhere", "--tls-key", "/nowhere")
    refuse(tally, "a name with a port", ["--host"], *place, "--host", "room:80")
    refuse(tally, "a name with a scheme", ["--host"], *place, "--host", "http://room")
    refuse(tally, "a plan from standard input", ["as files"], *place, operands=("-", tables.SCENARIO))
    refuse(tally, "a scenario as plan", ["scenario"], *place, operands=(tables.SCENARIO, tables.SCENARIO))
    refuse(tally, "no such plan", ["does not exist"], *place, operands=("/nowhere.plan", tables.SCENARIO))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refuse(tally, "a port in use", ["cannot listen"], *place, "--port", str(taken.getsockname()[1]))
    refuse(tally, "a scenario of another plan", ["error"], *place, operands=("plans/chemical-plant.plan", tables.SCENARIO), code=1)
    refuse(tally, "a journal in a folder that is not there", ["cannot be made"], "--journal", os.path.join(folder, "none", "it.journal"), "--port", "0")
    tally.equal("no refused start leaves anything behind", os.listdir(folder), [])


def try_journals(folder, tally):
    plan = os.path.join(folder, "own.plan")
    scenario = os.path.join(folder, "own.yaml")
    place = os.path.join(folder, "own.journal")
    shutil.copy(tables.PLAN, plan)
    with open(tables.SCENARIO) as file:
        text = file.read()
    with open(scenario, "w") as file:
        file.write(text.replace("../plans/county-netsec.plan", "own.plan"))
    server = tables.Table(place, plan=plan, scenario=scenario)
    server.join("controller")
    refuse(tally, "a journal that another has open", [place], "--journal", place, "--port", "0", operands=(plan, scenario))
    _, _, code = server.end(signal.SIGINT)
    tally.equal("Ctrl-C ends it cleanly", code, 0)
    with open(plan, "a") as file:
        file.write("\n# changed\n")
    refuse(tally, "a plan that was changed", ["own.plan", "put it back"], "--journal", place, operands=(plan, scenario))
    shutil.copy(tables.PLAN, plan)
    with open(scenario, "a") as file:
        file.write("\n# changed\n")
    refuse(tally, "a scenario that was changed", ["own.yaml"], "--journal", place, operands=(plan, scenario))
    refuse(tally, "a file that is no journal", [plan], "--journal", plan, operands=(plan, scenario))
    shutil.copytree(folder, folder + "-moved", dirs_exist_ok=True)
    with open(scenario, "w") as file:
        file.write(text.replace("../plans/county-netsec.plan", "own.plan"))
    server = tables.Table(place, plan=plan, scenario=scenario)
    tally.check("put back, it goes on", "gone on with after 2 rows" in server.greeting, server.greeting)
    server.end()
    shutil.rmtree(folder + "-moved")


def try_taking_up(folder, tally):
    """A start that is refused adds no row to a journal that was there."""
    place = os.path.join(folder, "taken.journal")
    server = tables.Table(place)
    server.act(server.join("controller"), "run", "clock", {"do": "run", "rate": 1})
    server.child.send_signal(signal.SIGKILL)
    server.child.communicate(timeout=20)
    count = lambda: subprocess.run(["sqlite3", place, "SELECT max(seq), max(kind) FROM journal_row"], capture_output=True, check=True).stdout.decode().strip()
    before = count()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refuse(tally, "a port in use, at going on", ["cannot listen"], "--journal", place, "--port", str(taken.getsockname()[1]))
    refuse(tally, "a certificate that is none, at going on", ["PEM"], "--journal", place, "--port", "0", "--tls-certificate", tables.PLAN, "--tls-key", tables.PLAN)
    tally.equal("neither writes a row", count(), before)
    server = tables.Table(place)
    server.end()
    tally.check("while a start that succeeds holds the clock", count().startswith(f"{int(before.split('|')[0]) + 1}|"), (before, count()))


def make_certificate(folder):
    """By openssl's own program."""
    certificate, key = os.path.join(folder, "room.pem"), os.path.join(folder, "room.key")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


def ask_encrypted(server, certificate, path, version=None):
    context = ssl.create_default_context(cafile=certificate)
    if version:
        context.minimum_version = context.maximum_version = version
    with server.connect() as line, context.wrap_socket(line, server_hostname="localhost") as safe:
        safe.sendall(server.head("GET", path))
        got = b""
        while more := safe.recv(65536):
            got += more
        return safe.version(), tables.parse(got)


def try_tls(folder, tally):
    pair = make_certificate(folder)
    place = os.path.join(folder, "tls.journal")
    server = tables.Table(place, "--tls-certificate", pair[0], "--tls-key", pair[1])
    tally.check("the address is https", server.url.startswith("https://"), server.url)
    version, (status, fields, _) = ask_encrypted(server, pair[0], "/health")
    tally.equal("TLS 1.3 is answered", (version, status), ("TLSv1.3", 200))
    tally.equal("TLS 1.2 too", ask_encrypted(server, pair[0], "/health", ssl.TLSVersion.TLSv1_2)[0], "TLSv1.2")
    try:
        ask_encrypted(server, pair[0], "/health", ssl.TLSVersion.TLSv1_1)
        tally.check("TLS 1.1 is refused", False)
    except (ssl.SSLError, ConnectionError, ValueError):
        tally.check("TLS 1.1 is refused", True)
    tally.equal("plain HTTP gets nothing", tables.parse(server.raw(server.head("GET", "/health"))[0])[0], 0)
    body = ('{"code":"%s","name":"Li","lang":"en"}' % server.codes["controller"]).encode()
    context = ssl.create_default_context(cafile=pair[0])
    with server.connect() as line, context.wrap_socket(line, server_hostname="localhost") as safe:
        safe.sendall(server.head("POST", "/join", {"Origin": f"https://{server.host}"}, body))
        got = b""
        while more := safe.recv(65536):
            got += more
    cookie = tables.parse(got)[1].get("set-cookie", "")
    words = {word.strip() for word in cookie.split(";")[1:]}
    tally.check("its cookie is for TLS alone", cookie.startswith("__Host-tocsin-") and {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= words, cookie)
    server.end()


def try_names(folder, tally):
    place = os.path.join(folder, "names.journal")
    server = tables.Table(place, "--host", "drill.example.org", "--listen", "0.0.0.0", "--insecure")
    tally.check("says that it is not encrypted", "not encrypted" in server.greeting, server.greeting)
    for name, wanted in (("drill.example.org", 200), ("localhost", 200), ("drill.example", 421), ("0.0.0.0", 421)):
        status, _, _ = server.ask("GET", "/health", {"Host": f"{name}:{server.port}"})
        tally.equal(f"as {name}", status, wanted)
    for host in (line.split("/")[2] for line in server.greeting.split() if line.startswith("http://")):
        tally.equal(f"as {host}, which is printed", server.ask("GET", "/health", {"Host": host})[0], 200)
    codes = set(server.codes.values())
    tally.equal("five codes", len(codes), 5)
    server.end()
    server = tables.Table(place)
    tally.check("other codes at the next start", not codes & set(server.codes.values()))
    _, _, code = server.end()
    tally.equal("ends cleanly", code, 0)


def read_qr(greeting, folder):
    """What a camera reads off the terminal, by zbarimg."""
    rows = []
    for line in (line[2:] for line in greeting.split("\n") if set(line.strip()) & set("█▀▄")):
        rows.append([letter in "█▀" for letter in line])
        rows.append([letter in "█▄" for letter in line])
    scale = 6
    width = max(map(len, rows)) * scale
    path = os.path.join(folder, "qr.pgm")
    with open(path, "wb") as file:
        file.write(b"P5 %d %d 255\n" % (width + 8 * scale, (len(rows) + 8) * scale))
        edge = b"\xff" * (width + 8 * scale) * 4 * scale
        file.write(edge)
        for row in rows:
            dots = b"".join((b"\xff" if light else b"\0") * scale for light in row).ljust(width, b"\xff")
            file.write((b"\xff" * 4 * scale + dots + b"\xff" * 4 * scale) * scale)
        file.write(edge)
    return subprocess.run(["zbarimg", "-q", "--raw", path], capture_output=True, timeout=20).stdout.decode().strip()


def read_drawn(text, folder):
    """What a camera reads off a QR code that the pages show."""
    drawn, path = os.path.join(folder, "join.svg"), os.path.join(folder, "join.png")
    with open(drawn, "wb") as file:
        file.write(text)
    subprocess.run(["rsvg-convert", "-w", "400", "-o", path, drawn], check=True, timeout=20)
    return subprocess.run(["zbarimg", "-q", "--raw", path], capture_output=True, timeout=20).stdout.decode().strip()


def addresses_of(server, cookie):
    stream = tables.Stream(server, cookie)
    stream.read_until(lambda it: "addresses" in it.sections)
    stream.close()
    return stream.sections["addresses"]


def try_invitations(folder, tally):
    """The pages' QR codes: the name that was asked for comes first, an address of loopback never where there is another."""
    server = tables.Table(os.path.join(folder, "room.journal"), "--host", "room.example", "--listen", "0.0.0.0", "--insecure")
    cookies = {role: server.join(role, "Li Wei") for role in ("controller", "wall")}
    tally.equal("the name comes first", server.host, f"room.example:{server.port}")
    for query, who, wanted in (("", "wall", ""), ("?address=0", "controller", ""), ("?role=player", "controller", "#" + server.codes["player"])):
        tally.equal(f"/join.svg{query}", read_drawn(server.get(f"/join.svg{query}", cookies[who])[2], folder), f"http://{server.host}/{wanted}")
    places = addresses_of(server, cookies["controller"])
    tally.equal("it is the first to be shown", places[0], {"number": 0, "address": f"http://{server.host}/", "only_here": False})
    tally.check("nobody is sent to loopback", not any(one["only_here"] or "127.0.0.1" in one["address"] or "localhost" in one["address"] for one in places), places)
    server.end()
    server = tables.Table(os.path.join(folder, "alone.journal"))
    places = addresses_of(server, server.join("controller", "Li Wei"))
    tally.check("on loopback alone that is said", places and all(one["only_here"] for one in places), places)
    server.end()


def try_qr(folder, tally):
    try_invitations(folder, tally)
    server = tables.Table(os.path.join(folder, "qr.journal"))
    tally.equal("the QR code is the address", read_qr(server.greeting, folder), server.url)
    server.end()


def main():
    warnings.simplefilter("ignore", DeprecationWarning)  # old versions of TLS are asked for on purpose
    tally = tables.Tally()
    with tempfile.TemporaryDirectory() as folder:
        try_options(folder, tally)
        try_journals(folder, tally)
        try_taking_up(folder, tally)
        try_tls(folder, tally)
        try_names(folder, tally)
        try_qr(folder, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
