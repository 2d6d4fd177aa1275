// room.mjs - coming in: QR codes that a camera reads off the screens lead where they should, with the code of the
// role; pages are in the language that browser and plan agree on.
//
//     room.mjs                   prints `N passed, M failed`

import {spawnSync} from "node:child_process";
import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, lookOver, seat, shot, SHOTS, startBrowser, startTable, stopTable, until} from "./table.mjs";

const folder = process.env.CONSOLE_FOLDER;
const PLAN = "plans/county-netsec.plan";
const SCENARIO = "tests/console/exercise.yaml";

function fresh(name) {
    const journal = join(folder, `${name}.journal`);
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    return journal;
}

// What a camera in front of the screen reads; "" where there is no code to be seen.
async function read(person) {
    const picture = join(folder, "qr.png");
    await person.page.waitForFunction(() => [...document.images].every((image) => image.complete));
    await person.page.screenshot({path: picture});
    return spawnSync("zbarimg", ["-q", "--raw", picture], {encoding: "utf8", timeout: 20000}).stdout.trim();
}

async function room(browser) {
    const table = await startTable({plan: PLAN, scenario: SCENARIO, journal: fresh("room"), options: ["--listen", "0.0.0.0", "--insecure", "--host", "room.example"]});
    const people = {};
    const address = `http://room.example:${table.port}/`;
    try {
        people.controller = await seat(browser, table, {role: "controller", name: "Wang Fang"});
        people.wall = await seat(browser, table, {role: "wall", name: "", size: "beamer"});
        people.player = await seat(browser, table, {role: "player", name: "Li Wei", body: "tech", size: "phone"});
        const {controller, wall, player} = people;
        await controller.page.locator("#codes img.qr").waitFor();
        expect("players' code first", await read(controller) === `${address}#${table.codes.player}`, await read(controller));
        await controller.page.locator('#codes [data-name="qr-evaluator"]').click();
        await until("another role's code", async () => (await read(controller)) === `${address}#${table.codes.evaluator}`);
        const places = await controller.page.locator('#codes select[data-name="address"] option').allTextContents();
        expect("only addresses that others can reach", places.length > 0 && !places.some((one) => /^127\.|localhost|\[::1\]/.test(one)), places.join(" "));
        if (places.length > 1) {
            await controller.page.locator('#codes select[data-name="address"]').selectOption({index: 1});
            await until("another address", async () => (await read(controller)) === `http://${places[1]}/#${table.codes.evaluator}`);
        }
        await wall.page.locator(".wall-join img.qr").waitFor();
        expect("the wall shows the address", await read(wall) === address, await read(wall));
        expect("and no code", !Object.values(table.codes).some((code) => wall.heard.join("").includes(code)));
        expect("players get neither", !player.heard.join("").includes("room.example") && await read(player) === "");
        for (const [who, name] of [[controller, "lobby-qr"], [wall, "wall-lobby"]]) {
            await lookOver(who, name);
            await shot(who, `room-${name}`, false);
        }
        await controller.page.locator('[data-name="start"]').click();
        await until("it goes when the exercise begins", async () => !(await wall.page.locator(".wall-join").isVisible()));
    } catch (error) {
        expect("people come in", false, error.stack);
        for (const person of Object.values(people))
            await shot(person, `room-failed-${person.role}`).catch(() => {});
    }
    checkFaults(Object.values(people));
    for (const {context} of Object.values(people))
        await context.close();
    await stopTable(table);
}

// On loopback nobody else can come: no QR code leads anywhere, and that is said.
async function alone(browser) {
    const table = await startTable({plan: PLAN, scenario: SCENARIO, journal: fresh("alone")});
    const controller = await seat(browser, table, {role: "controller", name: "Wang Fang"});
    await until("it is said how others can join", async () => (await controller.page.locator("#codes .hint").textContent()).includes("--listen"));
    expect("and there is no code to scan", !(await controller.page.locator("#codes img.qr").isVisible()) && await read(controller) === "");
    checkFaults([controller]);
    await controller.context.close();
    await stopTable(table);
}

// The language of the join page for browsers of several languages, nothing chosen on the device.
async function languages(browser, plan, wanted) {
    const table = await startTable({plan, scenario: SCENARIO_OF[plan] ?? SCENARIO, journal: fresh("languages")});
    for (const [locale, lang] of wanted) {
        const context = await browser.newContext({locale});
        const page = await context.newPage();
        await page.goto(`${table.url}/#${table.codes.observer}`, {waitUntil: "commit"});
        await page.locator("#join form").waitFor();
        const seen = await page.locator("html").getAttribute("lang");
        expect(`${plan}, browser in ${locale}`, seen === lang, `${seen}, not ${lang}`);
        await page.locator('[data-name="name"]').fill("Zhao Lei");
        await page.locator("form button[type=submit]").click();
        await page.waitForURL("**/table", {waitUntil: "commit"});
        await page.locator("#head h1").filter({hasText: /./}).waitFor();
        expect(`${plan}, browser in ${locale}: the table too`, await page.locator("html").getAttribute("lang") === lang);
        const other = lang === "en" ? "zh-Hans" : "en";
        await page.locator(".lang-choice").selectOption(other);
        await page.locator(`html[lang="${other}"]`).waitFor({state: "attached"});
        await page.reload({waitUntil: "commit"});
        await page.locator("#head h1").filter({hasText: /./}).waitFor();
        expect(`${plan}, browser in ${locale}: what is chosen stays`, await page.locator("html").getAttribute("lang") === other);
        await context.close();
    }
    await stopTable(table);
}

const ENGLISH = join(folder, "english.plan");
const SCENARIO_OF = {[ENGLISH]: join(folder, "english.yaml")};

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    writeFileSync(SCENARIO_OF[ENGLISH], "scenario: english\nstart: 2026-03-05T02:10+00:00\nplay: all\nscript:\n  - {at: 1h, note: x, to: [desk]}\nend: 2h\n");
    writeFileSync(ENGLISH, 'plan english "English" {\n  language en\n  version "1"\n  timezone "UTC"\n}\norg desk "Desk"\n');
    const browser = await startBrowser();
    await room(browser);
    await alone(browser);
    await languages(browser, PLAN, [["zh-CN", "zh-Hant"], ["zh", "zh-Hant"], ["fr-FR", "zh-Hant"], ["en-GB", "en"]]);
    await languages(browser, ENGLISH, [["zh-CN", "zh-Hans"], ["zh-TW", "zh-Hant"], ["fr-FR", "en"]]);
    await browser.close();
    finish();
}

await main();
