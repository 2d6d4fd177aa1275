// disk.mjs - the disk is full: every screen says at once that nothing is kept, what was being done stays where it was
// typed, and when there is room again it is done, once, by itself.
//
//     disk.mjs                   prints `N passed, M failed`
//
// No file of the server may grow past a few kilobytes for a while, which is what a full disk comes to.

import {spawnSync} from "node:child_process";
import {mkdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, knows, lookOver, seat, shot, SHOTS, startBrowser, startTable, stopTable, until} from "./table.mjs";

const journal = join(process.env.CONSOLE_FOLDER, "disk.journal");
const trouble = (person) => person.page.locator('[data-bar="trouble"]');
const outside = (person) => person.page.locator("#powers form.act-form").last();
const acts = (person, text) => person.page.locator("#log .log-row", {hasText: text}).count();

// The soft limit alone, so that it can be taken back.
function limit(table, size) {
    const set = spawnSync("prlimit", ["--pid", String(table.child.pid), `--fsize=${size}:`], {encoding: "utf8"});
    expect(`files of at most ${size} bytes`, set.status === 0, set.stderr);
}

async function full(table, {controller, player, wall}) {
    limit(table, 4096);
    const begun = Date.now();
    await outside(player).locator('[data-name="text"]').fill("WHILE THE DISK IS FULL");
    await outside(player).locator('[data-name="send"]').click();
    for (const person of [player, controller, wall])
        await trouble(person).waitFor({timeout: 10000});
    expect("all screens say so at once", Date.now() - begun < 5000, `${Date.now() - begun} ms`);
    expect("in words that say what to do", /room/.test(await trouble(controller).textContent()), await trouble(controller).textContent());
    expect("where the journal lies is the controller's matter", !/journal|\//.test(await trouble(player).textContent()), await trouble(player).textContent());
    expect("what was typed is still there", await outside(player).locator('[data-name="text"]').inputValue() === "WHILE THE DISK IS FULL");
    expect("and is not said to be recorded", await player.page.locator('#powers .story-item', {hasText: "WHILE THE DISK IS FULL"}).count() === 0);
    expect("nothing has happened", await acts(controller, "WHILE THE DISK IS FULL") === 0);
    for (const [person, name] of [[player, "player"], [controller, "controller"], [wall, "wall"]]) {
        await lookOver(person, `full disk, ${name}`);
        await shot(person, `disk-${name}`, false);
    }
    await player.page.reload({waitUntil: "commit"});
    await trouble(player).waitFor();
    expect("a page that is loaded anew says so too", await trouble(player).isVisible());
}

async function room(table, {controller, player, wall}) {
    limit(table, "unlimited");
    for (const person of [player, controller, wall])
        await until("the warning goes", async () => (await trouble(person).count()) === 0, 20000);
    await until("what was done meanwhile is done", () => knows(controller, "WHILE THE DISK IS FULL"), 20000);
    await controller.page.waitForTimeout(3500); // longer than between two tries
    expect("once", await acts(controller, "WHILE THE DISK IS FULL") === 1, await acts(controller, "WHILE THE DISK IS FULL"));
    await outside(player).locator('[data-name="text"]').fill("AFTERWARDS");
    await outside(player).locator('[data-name="send"]').click();
    await until("and all goes on", async () => (await acts(controller, "AFTERWARDS")) === 1);
}

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    const table = await startTable({plan: "plans/county-netsec.plan", scenario: "tests/console/exercise.yaml", journal});
    const browser = await startBrowser();
    const people = {};
    try {
        people.controller = await seat(browser, table, {role: "controller", name: "Wang Fang"});
        people.player = await seat(browser, table, {role: "player", name: "Li Wei", body: "admins", size: "phone"});
        people.wall = await seat(browser, table, {role: "wall", name: "", size: "beamer"});
        people.player.page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
        await people.controller.page.locator('[data-name="start"]').click();
        await outside(people.player).waitFor({state: "attached"});
        await people.controller.page.locator('#clock [data-name="go"]').click();
        await people.player.page.locator(".panel-nav button").nth(2).click();
        await full(table, people);
        await people.player.page.locator(".panel-nav button").nth(2).click();
        await room(table, people);
    } catch (error) {
        expect("the disk is full, and has room again", false, error.stack);
        for (const person of Object.values(people))
            await shot(person, `disk-failed-${person.role}`).catch(() => {});
    }
    checkFaults(Object.values(people));
    await browser.close();
    await stopTable(table);
    finish();
}

await main();
