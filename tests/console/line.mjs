// line.mjs - the line to the server breaks: it shows at once, nothing that was typed or done is lost,
// everything is done once, and the page catches up by itself.  The server is stopped, killed and started again.
//
//     line.mjs                   prints `N passed, M failed`

import {mkdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, knows, lookOver, seat, shot, SHOTS, startBrowser, startTable, stopTable, until} from "./table.mjs";

const journal = join(process.env.CONSOLE_FOLDER, "line.journal");
const exercise = {plan: "plans/county-netsec.plan", scenario: "tests/console/exercise.yaml", journal};
const lost = (person) => person.page.locator('[data-bar="lost"]');
const outside = (person) => person.page.locator("#powers form.act-form").last();
const acts = (person, text) => person.page.locator("#log .log-row", {hasText: text}).count();

async function record(player, text) {
    await outside(player).locator('[data-name="text"]').fill(text);
    await outside(player).locator('[data-name="send"]').click();
}

async function shows(person, ms) {
    const begun = Date.now();
    await lost(person).waitFor({timeout: ms});
    return Date.now() - begun;
}

// Killed without warning, while somebody types and somebody acts.
async function killed(table, {controller, player}) {
    await player.page.locator("#tasks .task summary, #powers summary").first().click();
    await outside(player).locator('[data-name="text"]').fill("half a sentence");
    await stopTable(table, "SIGKILL");
    expect("that the line is lost shows at once", await shows(player, 5000) < 2000);
    await lookOver(player, "lost line");
    await shot(player, "line-lost");
    await shot(controller, "line-lost-controller");
    expect("what was typed is still there", await outside(player).locator('[data-name="text"]').inputValue() === "half a sentence");
    await record(player, "DONE WITHOUT A LINE");
    await until("the bar says what is not sent", async () => /1/.test(await lost(player).textContent()));
    await player.page.locator('#tasks [data-name="start"]').first().click();
    await until("both wait", async () => /2/.test(await lost(player).textContent()));
    const again = await startTable({...exercise, port: table.port});
    await until("the line is back by itself", async () => (await lost(player).count()) === 0 && (await lost(controller).count()) === 0, 30000);
    await until("what was done meanwhile arrives", () => knows(controller, "DONE WITHOUT A LINE"), 30000);
    await until("and the second", async () => (await player.page.locator('#tasks .task[data-state="running"]').count()) === 1, 30000);
    expect("once", await acts(controller, "DONE WITHOUT A LINE") === 1, await acts(controller, "DONE WITHOUT A LINE"));
    expect("the clock stands after the fall", (await controller.page.locator(".clock").first().getAttribute("data-state")) === "paused");
    return again;
}

// The answer is lost, not the act: the same key again does nothing.
async function answerLost({controller, player}) {
    let cut = 1;
    await player.page.route("**/act*", async (route) => {
        if (cut-- > 0) {
            await route.fetch();
            await route.abort();
        } else
            await route.continue();
    });
    await record(player, "ANSWER LOST");
    await until("the act arrives", () => knows(controller, "ANSWER LOST"));
    await until("its form is free again", async () => await outside(player).locator('[data-name="text"]').inputValue() === "", 20000);
    await player.page.unroute("**/act*");
    expect("it is there once", await acts(controller, "ANSWER LOST") === 1);
}

// What waits outlives the page.
async function reloaded(table, {controller, player}) {
    await player.page.route("**/act*", (route) => route.abort());
    await record(player, "BEFORE A RELOAD");
    await player.page.waitForTimeout(500);
    await player.page.unroute("**/act*");
    await player.page.reload({waitUntil: "commit"});
    await until("an act from before a reload arrives", () => knows(controller, "BEFORE A RELOAD"), 20000);
    await outside(player).locator('[data-name="text"]').fill("typed before a reload");
    await player.page.reload({waitUntil: "commit"});
    await outside(player).waitFor();
    expect("what was typed before a reload is there again", await outside(player).locator('[data-name="text"]').inputValue() === "typed before a reload");
}

// The window is closed while the line is down: who opens the address again finds nothing lost, and does nothing.
async function closed(table, {controller, player}) {
    await stopTable(table, "SIGKILL");
    await lost(player).waitFor({timeout: 5000});
    await record(player, "BEFORE THE WINDOW WAS CLOSED");
    await until("one waits", async () => /1/.test(await lost(player).textContent()));
    await player.page.locator("h1").click();
    const asked = [];
    player.page.on("dialog", (dialog) => asked.push(dialog.type()));
    await player.page.close({runBeforeUnload: true});
    await until("whoever closes the window is asked first", () => player.page.isClosed());
    expect("by the browser itself", asked.join() === "beforeunload", asked.join());
    const again = await startTable({...exercise, port: table.port});
    await until("the controller is back", async () => (await lost(controller).count()) === 0, 30000);
    expect("it has not arrived yet", await acts(controller, "BEFORE THE WINDOW WAS CLOSED") === 0);
    player.page = await player.context.newPage();
    await player.page.goto(`${again.url}/table`, {waitUntil: "commit"});
    await until("an act from before the window was closed arrives", () => knows(controller, "BEFORE THE WINDOW WAS CLOSED"), 20000);
    const second = await player.context.newPage();
    await second.goto(`${again.url}/table`, {waitUntil: "commit"});
    await second.locator("#tasks").waitFor();
    await second.close();
    await controller.page.waitForTimeout(1000);
    expect("once", await acts(controller, "BEFORE THE WINDOW WAS CLOSED") === 1);
    expect("and nothing waits any more", await player.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("tocsin.unsent")).length) === 0);
    return again;
}

// The server hangs: the sockets stand, but no heartbeat comes.
async function stopped(table, {controller, player}) {
    table.child.kill("SIGSTOP");
    const after = await shows(player, 40000);
    expect("silence is noticed", after < 32000, `${after} ms`);
    await record(player, "WHILE IT HANGS");
    table.child.kill("SIGCONT");
    await until("it comes back by itself", async () => (await lost(player).count()) === 0, 40000);
    await until("what was done meanwhile arrives", () => knows(controller, "WHILE IT HANGS"), 40000);
    await controller.page.waitForTimeout(2000);
    expect("once", await acts(controller, "WHILE IT HANGS") === 1);
}

// Another tab says that somebody is taken out.
async function sentAway({controller, player}) {
    await controller.page.locator("#seats .person", {hasText: "Li Wei"}).locator('[data-name="remove"]').click();
    await player.page.locator(".gone a").waitFor();
    expect("whoever is taken out is told, and nothing is tried again", (await lost(player).count()) === 0);
    await lookOver(player, "gone");
}

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    let table = await startTable(exercise);
    const browser = await startBrowser();
    const people = {};
    try {
        people.controller = await seat(browser, table, {role: "controller", name: "Wang Fang"});
        people.player = await seat(browser, table, {role: "player", name: "Li Wei", body: "admins"});
        await people.controller.page.locator('[data-name="start"]').click();
        await people.player.page.locator('#tasks [data-name="start"]').first().waitFor();
        table = await killed(table, people);
        await answerLost(people);
        people.player.page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
        await reloaded(table, people);
        table = await closed(table, people);
        await stopped(table, people);
        await sentAway(people);
    } catch (error) {
        expect("the line breaks and comes back", false, error.stack);
        for (const person of Object.values(people))
            await shot(person, `line-failed-${person.role}`).catch(() => {});
    }
    checkFaults(Object.values(people));
    await browser.close();
    await stopTable(table);
    finish();
}

await main();
