// table.mjs - starts `tocsin table`, seats people in browsers of their own, and watches what reaches them.

import {spawn} from "node:child_process";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const require = createRequire(join(process.env.CONSOLE_FOLDER, "package.json"));
const {chromium} = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core"), "utf8");

export const SHOTS = join(process.env.CONSOLE_FOLDER, "shots");
export const SIZES = {phone: {width: 360, height: 740}, tablet: {width: 820, height: 1180}, laptop: {width: 1366, height: 768}, beamer: {width: 1920, height: 1080}};
const ROLES = ["controller", "player", "evaluator", "observer", "wall"];

// ── tests: counted, each with its name ──

const tally = {passed: 0, failed: 0};

export function expect(what, holds, more = "") {
    if (holds) {
        tally.passed++;
        return;
    }
    tally.failed++;
    console.log(`FAIL ${what}${more ? `\n    ${String(more).slice(0, 2000)}` : ""}`);
}

export function finish() {
    console.log(`${tally.passed} passed, ${tally.failed} failed`);
    process.exitCode = tally.failed ? 1 : 0;
}

// ── the server ──

// Starts the server and reads its address and codes; port 0 takes any that is free.
export async function startTable({plan, scenario, journal, port = 0, options = []}) {
    const child = spawn(process.env.TOCSIN, ["table", "--port", String(port), "--journal", journal, ...options, plan, scenario], {stdio: ["ignore", "pipe", "pipe"]});
    let said = "";
    const table = {child, codes: {}, url: "", said: () => said};
    child.stdout.on("data", (bytes) => { said += bytes; });
    child.stderr.on("data", (bytes) => { said += bytes; });
    table.ended = new Promise((done) => child.on("exit", (code, signal) => done(code ?? signal)));
    await until("the server prints its codes", () => ROLES.every((role) => new RegExp(`^ +${role} +\\S+`, "m").test(said)) && /http:\/\//.test(said), 20000, () => said);
    table.url = /http:\/\/[0-9.:]+/.exec(said)[0];
    table.port = Number(new URL(table.url).port);
    for (const role of ROLES)
        table.codes[role] = new RegExp(`^ +${role} +(\\S+)`, "m").exec(said)[1];
    return table;
}

export async function stopTable(table, signal = "SIGTERM") {
    table.child.kill(signal);
    return table.ended;
}

export async function until(what, holds, ms = 15000, more = () => "") {
    const end = Date.now() + ms;
    while (Date.now() < end) {
        if (await holds())
            return true;
        await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${what}: not within ${ms / 1000} s\n${more()}`);
}

// ── people ──

export async function startBrowser() {
    return chromium.launch({executablePath: process.env.BROWSER, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]});
}

// Somebody with a browser of their own.  person.heard holds every text that the server sent there.
export async function seat(browser, table, {role, name, body, lang = "en", size = "laptop", reducedMotion}) {
    const context = await browser.newContext({viewport: SIZES[size], locale: lang === "en" ? "en-GB" : lang, reducedMotion});
    context.setDefaultTimeout(30000);
    const page = await context.newPage();
    const person = {context, page, role, name, heard: [], faults: [], elsewhere: [], lang};
    watchPage(person, table);
    await page.goto(`${table.url}/#${table.codes[role]}`, {waitUntil: "commit"});
    await page.locator("#join form").waitFor();
    if (await page.locator("html").getAttribute("lang") !== lang) {
        await page.locator('select[data-name="lang"]').selectOption(lang);
        await page.locator(`html[lang="${lang}"]`).waitFor({state: "attached"});
    }
    if (name)
        await page.locator('[data-name="name"]').fill(name);
    await page.locator("form button[type=submit]").click();
    if (body) {
        await page.locator('select[data-name="body"]').selectOption(body);
        await page.locator("form button[type=submit]").click();
    }
    await page.waitForURL("**/table", {waitUntil: "commit"});
    await page.locator("#head h1").filter({hasText: /./}).waitFor();
    return person;
}

// Text of streams does not show in responses: the page's own fetch is listened to for it.
function watchPage(person, table) {
    const {page, context} = person;
    page.on("pageerror", (error) => person.faults.push(String(error)));
    page.on("console", (message) => {
        if (message.type() === "error" && !/Failed to load resource|net::ERR_|Cross-Origin-Opener-Policy header has been ignored/.test(message.text()))
            person.faults.push(message.text());
    });
    page.on("request", (request) => {
        if (!request.url().startsWith(table.url) && !request.url().startsWith("data:") && !request.url().startsWith("about:"))
            person.elsewhere.push(request.url());
    });
    page.on("response", async (response) => {
        if (!response.url().includes("/events"))
            person.heard.push(await response.text().catch(() => ""));
    });
    context.exposeFunction("heard", (text) => person.heard.push(text));
    context.addInitScript(() => {
        const inner = window.fetch;
        window.fetch = async (...call) => {
            const answer = await inner(...call);
            if (!String(call[0]).startsWith("/events") || !answer.body)
                return answer;
            const [mine, theirs] = answer.body.tee();
            const decoder = new TextDecoder();
            (async () => {
                const reader = mine.getReader();
                for (let part = await reader.read(); !part.done; part = await reader.read())
                    window.heard(decoder.decode(part.value, {stream: true}));
            })().catch(() => {});
            return new Response(theirs, {status: answer.status, headers: answer.headers});
        };
    });
}

// Has this text reached the person's browser, on the page or on the wire?
export async function knows(person, text) {
    return person.heard.join("").includes(text) || (await person.page.content()).includes(text);
}

export async function sees(person, text, ms = 15000) {
    return person.page.getByText(text, {exact: false}).first().waitFor({timeout: ms}).then(() => true, () => false);
}

// ── what a page must be at every time ──

// No violation of any of axe's rules, and nothing wider than the screen.
export async function lookOver(person, what) {
    const {page} = person;
    await page.evaluate(axeSource);
    const found = await page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
    expect(`axe: ${what}`, found.violations.length === 0 && found.passes.length > 10,
        found.violations.map((rule) => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`).join("\n    "));
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(`not wider than the screen: ${what}`, wide <= screen, `${wide} > ${screen}`);
}

export async function shot(person, name, full = true) {
    await person.page.screenshot({path: join(SHOTS, `${name}.png`), fullPage: full});
}

export function checkFaults(people) {
    for (const person of people) {
        expect(`${person.role} ${person.name}: no faults in the page`, person.faults.length === 0, person.faults.join("\n    "));
        expect(`${person.role} ${person.name}: nothing asked of other sites`, person.elsewhere.length === 0, person.elsewhere.join("\n    "));
    }
}
