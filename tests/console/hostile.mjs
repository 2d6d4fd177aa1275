// hostile.mjs - titles, texts and names that would like to be markup or script are shown as text, everywhere;
// the policy of the server holds, and no page asks another site for anything.
//
//     hostile.mjs                prints `N passed, M failed`

import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, lookOver, seat, shot, SHOTS, startBrowser, startTable, stopTable, until} from "./table.mjs";

const folder = process.env.CONSOLE_FOLDER;
const journal = join(folder, "hostile.journal");
const EVIL = "</textarea></script><img src=x onerror=\"window.caught=1\"><svg onload=\"window.caught=1\"><a href=\"javascript:window.caught=1\">{{7*7}}";

// Elements that only markup from a text could have made, and what their scripts would have left behind.
async function isClean(person, what) {
    const found = await person.page.evaluate(() => ({
        caught: window.caught,
        nodes: document.querySelectorAll("img[src=x], a[href^=javascript], [onload], [onerror], iframe, object, embed, script:not([src])").length,
        styles: document.querySelectorAll("style, [style]").length,
    }));
    expect(`text is text: ${what}`, found.caught === undefined && found.nodes === 0, JSON.stringify(found));
    expect(`no style of its own: ${what}`, found.styles === 0, JSON.stringify(found));
}

async function policy(table, person) {
    const answer = await person.page.request.get(`${table.url}/table`);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect("the policy allows nothing by default", /default-src 'none'/.test(policy), policy);
    expect("nothing inline", !/unsafe/.test(policy), policy);
    await person.page.evaluate(() => {
        window.refused = 0;
        document.addEventListener("securitypolicyviolation", () => window.refused++);
        const script = document.createElement("script");
        script.textContent = "window.caught = 2";
        document.head.append(script);
        script.remove();
    });
    await until("an inline script is refused", () => person.page.evaluate(() => window.refused > 0));
    expect("and has not run", await person.page.evaluate(() => window.caught) === undefined);
    person.faults.splice(0); // the browser says so on its console
    await person.page.reload({waitUntil: "commit"});
    await person.page.locator("#head h1").filter({hasText: /./}).waitFor();
}

async function play({controller, player, evaluator, wall}) {
    await controller.page.locator('[data-name="start"]').click();
    await player.page.locator(".panel-nav button").nth(2).click();
    await player.page.locator("#powers form.act-form").last().waitFor();
    const outside = player.page.locator("#powers form.act-form").last();
    await outside.locator('[data-name="text"]').fill(EVIL);
    await outside.locator('[data-name="send"]').click();
    await until("the act is in the log", async () => (await controller.page.locator("#log .log-row", {hasText: "{{7*7}}"}).count()) > 0);
    const message = controller.page.locator("#tools details.tool").nth(1);
    await message.locator("summary").click();
    await message.locator('[data-name="to.crew"]').check();
    await message.locator('[data-name="note"]').fill(EVIL);
    await message.locator('[data-name="from"]').fill(EVIL);
    await message.locator('[data-name="send"]').click();
    await until("the message arrives", async () => (await player.page.locator('#inbox .message[data-kind="message"]').count()) > 0);
    const note = evaluator.page.locator("#notes form");
    await note.locator('[data-name="text"]').fill(EVIL);
    await note.locator('[data-name="send"]').click();
    await until("the note is kept", async () => (await evaluator.page.locator("#notes .story-item").count()) === 1);
    await wall.page.locator(".chart-box svg g.node[data-sign]").first().waitFor({timeout: 60000});
}

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    const scenario = join(folder, "hostile.yaml");
    writeFileSync(scenario, `scenario: hostile
title: ${JSON.stringify(EVIL)}
start: 2026-03-05T02:10+00:00
play: all
script:
  - {at: 0min, inject: alarm, to: [crew], text: ${JSON.stringify(EVIL)}, from: ${JSON.stringify(EVIL)}}
  - {at: 30min, note: ${JSON.stringify(EVIL)}, to: [crew]}
end: 2h
`);
    const table = await startTable({plan: "tests/reports/hostile.plan", scenario, journal});
    const browser = await startBrowser();
    const people = {};
    try {
        people.controller = await seat(browser, table, {role: "controller", name: "<b>Wang</b>"});
        people.player = await seat(browser, table, {role: "player", name: "<img src=x onerror=window.caught=3>", body: "crew", size: "phone"});
        people.evaluator = await seat(browser, table, {role: "evaluator", name: "E\"va", lang: "zh-Hant"});
        people.observer = await seat(browser, table, {role: "observer", name: "O'Brian &amp;"});
        people.wall = await seat(browser, table, {role: "wall", name: "", size: "beamer"});
        await play(people);
        await policy(table, people.observer);
        for (const person of Object.values(people)) {
            await isClean(person, person.role);
            await lookOver(person, `hostile ${person.role}`);
            await shot(person, `hostile-${person.role}`);
        }
        await people.controller.page.locator('#clock summary[data-name="end"]').click();
        await people.controller.page.locator('#clock details[data-fold="end"] [data-name="send"]').click();
        await people.player.page.locator("#hotwash .score").waitFor();
        await isClean(people.player, "after the end");
    } catch (error) {
        expect("a hostile plan is played", false, error.stack);
        for (const person of Object.values(people))
            await shot(person, `hostile-failed-${person.role}`).catch(() => {});
    }
    checkFaults(Object.values(people));
    await browser.close();
    await stopTable(table);
    finish();
}

await main();
