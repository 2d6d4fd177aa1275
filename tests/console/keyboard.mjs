// keyboard.mjs - an exercise without a mouse: joining, starting, doing, deciding; where the focus goes.
//
//     keyboard.mjs               prints `N passed, M failed`

import {mkdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, shot, SHOTS, startBrowser, startTable, stopTable, until} from "./table.mjs";

const journal = join(process.env.CONSOLE_FOLDER, "keyboard.journal");
const focused = (page) => page.evaluate(() => {
    const node = document.activeElement;
    return {tag: node.localName, name: node.dataset?.name ?? "", id: node.id, text: node.textContent.slice(0, 60)};
});

// Goes on with Tab until what has the focus is wanted; fails where it cannot be reached.
async function tabTo(page, what, isWanted, most = 150) {
    for (let steps = 0; steps < most; steps++) {
        if (isWanted(await focused(page)))
            return true;
        await page.keyboard.press("Tab");
    }
    expect(`${what} can be reached by the keyboard`, false);
    return false;
}

const named = (name) => (at) => at.name === name;

// What has the focus shows that it has.
async function outline(page, what) {
    const width = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    });
    expect(`the focus shows: ${what}`, width >= 2, width);
}

async function joinByKeys(browser, table, role, name, body) {
    const context = await browser.newContext({locale: "en-GB", viewport: {width: 1366, height: 768}});
    const page = await context.newPage();
    const person = {page, role, name, heard: [], faults: [], elsewhere: []};
    page.on("pageerror", (error) => person.faults.push(String(error)));
    await page.goto(table.url, {waitUntil: "commit"});
    await page.locator("#join form").waitFor();
    await until("the first field has the focus", async () => (await focused(page)).name === "code");
    await page.keyboard.type(table.codes[role].toLowerCase().replace("-", ""));
    await page.keyboard.press("Tab");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    if (body) {
        await until("the body is asked for", async () => (await focused(page)).name === "body");
        await page.keyboard.type(body);
        await tabTo(page, "the button", (at) => at.tag === "button", 5);
        await page.keyboard.press("Enter");
    }
    await page.waitForURL("**/table", {waitUntil: "commit"});
    await page.locator("#head h1").filter({hasText: /./}).waitFor();
    return person;
}

async function play(controller, player) {
    const [desk, mine] = [controller.page, player.page];
    await tabTo(desk, "the start", named("start"));
    await outline(desk, "start");
    await desk.keyboard.press("Enter");
    await desk.locator("#events").waitFor();
    await mine.locator('#tasks [data-name="start"]').waitFor();
    expect("the focus is in the main part when the page changes", (await focused(mine)).id === "main", JSON.stringify(await focused(mine)));
    await tabTo(mine, "a task's button", named("start"));
    await mine.keyboard.press("Enter");
    await until("work begins", async () => (await mine.locator('.task[data-state="running"]').count()) === 1);
    expect("the focus stays in the tasks when a button goes", await mine.evaluate(() => document.querySelector("#tasks").contains(document.activeElement)), JSON.stringify(await focused(mine)));
    await tabTo(mine, "done", named("did"));
    await mine.keyboard.press("Space");
    await until("it is done", async () => (await mine.locator("#done .done-row").count()) === 1);
    expect("the focus goes to the heading when a task goes", await mine.evaluate(() => document.querySelector("#tasks").contains(document.activeElement)), JSON.stringify(await focused(mine)));
}

async function decide(controller, player) {
    const [desk, mine] = [controller.page, player.page];
    await tabTo(mine, "the outside act", named("text"));
    await mine.keyboard.type("typed while lists ");
    await tabTo(desk, "publish next", named("next"));
    await desk.keyboard.press("Enter");
    await until("values arrive", async () => (await mine.locator("#inbox .message").count()) === 2);
    await mine.keyboard.type("changed");
    expect("typing goes on while lists change", (await mine.locator("#powers form.act-form").last().locator("textarea").inputValue()) === "typed while lists changed");
    await until("the next one is another", async () => (await desk.locator(".next-line").textContent()).includes("CANARY") || (await desk.locator(".event[data-next] .event-number").textContent()) === "#3");
    await desk.keyboard.press("Enter");
    await mine.locator('#tasks .task[data-subject="outage-handling.diagnose"]').waitFor();
    await mine.keyboard.press("Shift+Tab");
    await mine.locator("#main").focus();
    await tabTo(mine, "the next task", named("did"));
    await mine.keyboard.press("Enter");
    await mine.locator('#tasks .task[data-subject="outage-handling.quick"]').waitFor();
    await tabTo(mine, "the decision", named("decide"));
    await mine.keyboard.press("Enter");
    await until("the form has the focus", async () => (await focused(mine)).tag === "input");
    await mine.keyboard.press("Escape");
    await until("Escape closes it", async () => (await mine.locator('details[data-fold="decide"][open]').count()) === 0);
    expect("and the button has the focus", (await focused(mine)).name === "decide");
    await mine.keyboard.press("Enter");
    await until("it opens again", async () => (await focused(mine)).tag === "input");
    await mine.keyboard.press("ArrowDown");
    await tabTo(mine, "send", named("send"), 10);
    await mine.keyboard.press("Enter");
    await until("the decision is taken", async () => (await mine.locator("#done .done-row").count()) === 3);
}

// What a screen reader is told: that things came, not each second of a countdown.
async function quiet(player) {
    const page = player.page;
    const said = await page.evaluate(async () => {
        const region = document.querySelector('[role="status"]');
        const texts = [];
        new MutationObserver(() => texts.push(region.textContent)).observe(region, {childList: true, characterData: true, subtree: true});
        await new Promise((done) => setTimeout(done, 6000));
        return texts;
    });
    expect("nothing is said while nothing happens", said.length <= 1, said.join(" | "));
    const live = await page.evaluate(() => [...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=timer]")].filter((node) => node.querySelector("[data-due]")).length);
    expect("no countdown stands in a live region", live === 0, live);
    await page.keyboard.press("Tab");
}

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    const table = await startTable({plan: "plans/county-netsec.plan", scenario: "tests/console/exercise.yaml", journal});
    const browser = await startBrowser();
    const people = [];
    try {
        people.push(await joinByKeys(browser, table, "controller", "Wang Fang"));
        people.push(await joinByKeys(browser, table, "player", "Li Wei", "System"));
        await play(...people);
        await decide(...people);
        await quiet(people[1]);
        await people[1].page.goto(`${table.url}/table`, {waitUntil: "commit"});
        await people[1].page.locator("#tasks").waitFor();
        await people[1].page.keyboard.press("Tab");
        expect("the first stop is the way past the head", (await focused(people[1].page)).text.length > 0 && await people[1].page.evaluate(() => document.activeElement.className) === "skip");
        await shot(people[1], "keyboard-skip");
    } catch (error) {
        expect("everything can be done by the keyboard", false, error.stack);
        for (const person of people)
            await shot(person, `keyboard-failed-${person.role}`).catch(() => {});
    }
    checkFaults(people);
    await browser.close();
    await stopTable(table);
    finish();
}

await main();
