// tools.mjs - what the county's exercise has no use for: events with fields, forecasts, announcements,
// several ladders of grades; on other plans, the chemical works among them.
//
//     tools.mjs                  prints `N passed, M failed`

import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, knows, lookOver, seat, shot, SHOTS, startBrowser, startTable, stopTable, until} from "./table.mjs";

const folder = process.env.CONSOLE_FOLDER;

async function tool(controller, word) {
    const details = controller.page.locator("#tools details.tool").filter({has: controller.page.locator(`summary[data-name="${word}"]`)});
    await details.locator("summary").click();
    return details.locator("form");
}

// An exercise on `plan` with a controller and one player; goes through `play`.
async function exercise(browser, name, plan, body, script, play) {
    const journal = join(folder, `${name}.journal`);
    const scenario = join(folder, `${name}.yaml`);
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    writeFileSync(scenario, `scenario: ${name}\nstart: 2026-03-05T02:10+00:00\nplay: all\nscript:\n${script}end: 48h\n`);
    const table = await startTable({plan, scenario, journal});
    const people = {};
    try {
        people.controller = await seat(browser, table, {role: "controller", name: "Wang Fang"});
        people.player = await seat(browser, table, {role: "player", name: "Li Wei", body});
        await people.controller.page.locator('[data-name="start"]').click();
        await people.controller.page.locator("#tools").waitFor();
        await play(people);
        await lookOver(people.controller, `${name}, controller`);
        await lookOver(people.player, `${name}, player`);
        await shot(people.controller, `${name}-controller`);
        await shot(people.player, `${name}-player`);
    } catch (error) {
        expect(`${name} is played`, false, error.stack);
        for (const person of Object.values(people))
            await shot(person, `${name}-failed-${person.role}`).catch(() => {});
    }
    checkFaults(Object.values(people));
    for (const {context} of Object.values(people))
        await context.close();
    await stopTable(table);
}

async function works({controller, player}) {
    const inject = await tool(controller, "TOOL_INJECT");
    await inject.locator('[data-name="inject"]').selectOption("leak");
    expect("the fields of the chosen event show, and no others", await inject.locator('[data-name="fields.leak.place"]').isVisible() &&
        !(await inject.locator('[data-name="fields.injury.people"]').isVisible()));
    await inject.locator('[data-name="fields.leak.place"]').selectOption("loading");
    await inject.locator('[data-name="to.operators"]').check();
    await inject.locator('[data-name="text"]').fill("a hiss at the hose");
    await inject.locator('[data-name="send"]').click();
    await until("the event arrives", () => knows(player, "a hiss at the hose"));
    await until("with what was said of it", async () => (await player.page.locator("#inbox .contents dd", {hasText: "loading"}).count()) === 1);
    const outside = await tool(controller, "OUTSIDE");
    await outside.locator('[data-name="as"]').selectOption("operators");
    await outside.locator('[data-name="text"]').fill("they closed the gate by hand");
    await outside.locator('[data-name="send"]').click();
    await until("it is in the log", async () => (await controller.page.locator("#log .log-row", {hasText: "closed the gate"}).count()) === 1);
    await until("and with the body", async () => (await player.page.locator("#powers .story-item", {hasText: "closed the gate"}).count()) === 1);
    expect("there is nothing to forecast", !(await controller.page.locator('#tools summary[data-name="FORECAST"]').isVisible()));
}

async function typhoon({controller}) {
    const forecast = await tool(controller, "FORECAST");
    await forecast.locator('[data-name="moment"]').selectOption("landfall");
    await forecast.locator('[data-name="in"]').fill("tomorrow");
    await forecast.locator('[data-name="send"]').click();
    await forecast.locator(".field-error:visible").waitFor();
    await forecast.locator('[data-name="in"]').fill("30h");
    await forecast.locator('[data-name="send"]').click();
    await until("the forecast is in the log", async () => (await controller.page.locator("#log .log-row", {hasText: /Forecast/}).count()) === 1);
}

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    const browser = await startBrowser();
    await exercise(browser, "works", "plans/chemical-plant.plan", "operators", "  - {at: 10h, inject: injury}\n", works);
    await exercise(browser, "typhoon", "tests/golden/plans/typhoon.plan", "weather", "  - {at: 40h, note: later, to: [weather]}\n", typhoon);
    await browser.close();
    finish();
}

await main();
