// exercise.mjs - a whole exercise with its controller, four players, an evaluator, an observer and a wall,
// from the lobby to the report.
//
//     exercise.mjs LANG          en, zh-Hans or zh-Hant; prints `N passed, M failed`
//
// What is pressed is found by names that are the same in every language.  Undelivered texts of the
// scenario begin with CANARY: none may reach a player, on the page or on the wire.

import {spawnSync} from "node:child_process";
import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {checkFaults, expect, finish, knows, lookOver, seat, sees, shot, SHOTS, SIZES, startBrowser, startTable, stopTable, until} from "./table.mjs";

const lang = process.argv[2] ?? "en";
const folder = process.env.CONSOLE_FOLDER;
const journal = join(folder, `exercise-${lang}.journal`);
const PLAN = "plans/county-netsec.plan";

const send = (form) => form.locator('[data-name="send"]');
const inPanel = (person, panel, name) => person.page.locator(`#${panel} [data-name="${name}"]`);

// Opens a form that is folded behind its button, and gives it.
async function unfold(scope, name) {
    await scope.locator(`summary[data-name="${name}"]`).first().click();
    return scope.locator(`details[data-fold="${name}"][open]`).first();
}

async function publish(controller, number) {
    await controller.page.locator("#events .event").filter({has: controller.page.locator(".event-number", {hasText: new RegExp(`^#${number}$`)})})
        .locator('[data-name="publish"]').click();
}

const task = (person, subject) => person.page.locator(`#tasks .task[data-subject="${subject}"]`);

async function tool(controller, word) {
    const details = controller.page.locator("#tools details.tool").filter({has: controller.page.locator(`summary[data-name="${word}"]`)});
    await details.locator("summary").click();
    return details.locator("form");
}

// ── the parts of the exercise ──

async function comeIn(browser, table) {
    const people = {};
    people.controller = await seat(browser, table, {role: "controller", name: "Wang Fang", lang});
    people.admins = await seat(browser, table, {role: "player", name: "Li Wei", body: "admins", lang, size: "phone"});
    people.tech = await seat(browser, table, {role: "player", name: "Zhang Min", body: "tech", lang, size: "tablet"});
    people.lead = await seat(browser, table, {role: "player", name: "Chen Jie", body: "leading-group", lang});
    people.police = await seat(browser, table, {role: "player", name: "Liu Yang", body: "police", lang});
    people.evaluator = await seat(browser, table, {role: "evaluator", name: "Sun Li", lang});
    people.observer = await seat(browser, table, {role: "observer", name: "Zhao Lei", lang, size: "tablet"});
    people.wall = await seat(browser, table, {role: "wall", name: "", lang, size: "beamer"});
    return people;
}

// Whoever has no code gets no further than the first page, and is told so where the code stands.
async function stranger(browser, table) {
    for (const size of ["phone", "laptop"]) {
        const context = await browser.newContext({viewport: SIZES[size], locale: lang === "en" ? "en-GB" : lang});
        const person = {page: await context.newPage(), role: "stranger", name: size, faults: [], elsewhere: []};
        const turned = await person.page.goto(`${table.url}/table`);
        expect("the table is not for strangers", turned.url() === `${table.url}/` || turned.status() === 401 || turned.status() === 403, `${turned.status()} ${turned.url()}`);
        await person.page.goto(table.url);
        await person.page.locator("#join form").waitFor();
        await lookOver(person, `join, ${size}`);
        await person.page.locator('[data-name="code"]').fill("WRONG-CODE");
        await person.page.locator('[data-name="name"]').fill("Nobody");
        await person.page.locator("form button[type=submit]").click();
        await person.page.locator(".field-error:visible, .form-error:visible").first().waitFor();
        expect("what was typed stays", await person.page.locator('[data-name="name"]').inputValue() === "Nobody");
        await lookOver(person, `wrong code, ${size}`);
        await shot(person, `${lang}-join-${size}`);
        await context.close();
    }
}

async function lobby({controller, admins, wall}) {
    await until("everybody is here", async () => (await controller.page.locator("#people .person").count()) === 8);
    await until("all are online", async () => (await controller.page.locator("#people .online-yes").count()) === 8);
    expect("a player sees the lobby and no code", await admins.page.locator("#start .my-body").isVisible() && !(await admins.page.locator("#codes").count()));
    expect("the wall waits", await wall.page.locator(".wall-wait").isVisible());
    for (const [person, name] of [[controller, "lobby-controller"], [admins, "lobby-player"]]) {
        await lookOver(person, name);
        await shot(person, `${lang}-${name}`);
    }
}

async function begin({controller, admins, lead, police}) {
    await controller.page.locator('[data-name="start"]').click();
    expect("the controller's desk comes by itself", await controller.page.locator("#events .event[data-state=planned]").first().waitFor().then(() => true));
    expect("the first inject reaches the administrators", await sees(admins, "Li Wei") && await until("inject", () => knows(admins, "CANARY-FIRST")));
    expect("and the police", await until("inject", () => knows(police, "CANARY-FIRST")));
    expect("and not the leading group", !(await knows(lead, "CANARY-FIRST")));
    const grades = await lead.page.locator("#means .level-when").allTextContents();
    expect("what a grade asks for stands in words", grades.length === 4 && grades.every((text) => !/>=|systems-down| or /.test(text) && text.includes("≥")), grades.join(" | "));
    expect("point by point where there are several", await lead.page.locator("#means .level-when .condition-head > .condition > li").count() === 4);
    await controller.page.locator('select[data-name="rate"]').selectOption("10");
    await controller.page.locator('button[data-name="rate"]').click();
    await until("the clock runs ten times as fast", async () => (await admins.page.locator(".clock-state").first().textContent()).includes("×10"));
}

async function work({controller, admins, tech, lead, police}) {
    await task(admins, "early.cutoff").locator('[data-name="start"]').click();
    await until("work is under way", async () => (await task(admins, "early.cutoff").getAttribute("data-state")) === "running");
    await task(admins, "early.cutoff").locator('[data-name="did"]').click();
    await until("it is done", async () => (await admins.page.locator("#done .done-row").count()) === 1);
    await task(tech, "early.assess").locator('[data-name="did"]').click();
    const fail = await unfold(task(police, "tamper-handling.evidence"), "fail");
    await send(fail).click();
    expect("a reason is asked for, and nothing sent", await fail.locator(".field-error:visible").count() === 1);
    await fail.locator('[data-name="why"]').fill("no camera");
    await send(fail).click();
    await until("the failure stands in the log", () => knows(controller, "no camera"));
    const report = await unfold(task(tech, "initial"), "report");
    await report.locator('[data-name="content.scope"]').fill("3 sites");
    await report.locator('[data-name="content.nature"]').fill("<b>attack</b>");
    await lookOver(tech, "report form");
    await shot(tech, `${lang}-report-form`);
    await send(report).click();
    await until("the report arrives", async () => (await lead.page.locator('#inbox .message[data-kind="report"]').count()) === 1);
    expect("its text is text", await lead.page.locator("#inbox .contents dd", {hasText: "<b>attack</b>"}).count() === 1);
    await lead.page.locator('#inbox .message[data-kind="report"] [data-name^="acknowledge"]').click();
    await lead.page.locator("#inbox .action, #inbox .message .chip").first().waitFor();
}

async function lead(people) {
    const {controller, admins, tech, police, wall, observer} = people;
    await controller.page.locator('#clock [data-name="jump-next"]').click();
    await until("values are measured", async () => (await admins.page.locator('#inbox .message[data-kind="value"]').count()) === 1);
    const declare = await unfold(people.lead.page.locator("#powers"), "declare.level");
    await declare.locator('[data-name="grade.III"]').check();
    await declare.locator('[data-name="why"]').fill("30 %");
    await send(declare).click();
    for (const person of [controller, wall, observer, people.lead])
        await until(`${person.role} sees the grade`, async () => (await person.page.locator(".grades .grade", {hasText: "III"}).count()) > 0);
    const outside = people.lead.page.locator("#powers form.act-form").last();
    await outside.locator('[data-name="text"]').fill("we also called the hospital");
    await send(outside).click();
    await until("the outside act is in the log", () => knows(controller, "called the hospital"));
    await until("the meeting is asked for", async () => (await task(people.lead, "command.meet").count()) === 1);
    expect("others do not see it", (await task(tech, "command.meet").count()) === 0);
    await publish(controller, 3);
    await until("an inject that is published early arrives", () => knows(admins, "CANARY-SECOND"));
    expect("only where it is for", !(await knows(tech, "CANARY-SECOND")) && !(await knows(police, "CANARY-SECOND")));
    await task(admins, "outage-handling.diagnose").locator('[data-name="did"]').click();
    const decide = await unfold(task(admins, "outage-handling.quick"), "decide");
    await decide.locator('[data-name="outcome.no"]').check();
    await shot(admins, `${lang}-decision-phone`);
    await lookOver(admins, "decision");
    await send(decide).click();
    await until("the decision is done", async () => (await admins.page.locator("#done .done-row").count()) >= 3);
}

async function control({controller, admins, lead: leader, tech}) {
    const event = (number) => controller.page.locator("#events .event").filter({has: controller.page.locator(".event-number", {hasText: new RegExp(`^#${number}$`)})});
    const delay = await unfold(event(4), "delay");
    await delay.locator('[data-name="by"]').fill("soon");
    await send(delay).click();
    expect("a length is wanted, and what was typed stays", await delay.locator('[data-name="by"]').inputValue() === "soon" && await delay.locator(".field-error:visible").count() === 1);
    await delay.locator('[data-name="by"]').fill("30");
    await send(delay).click();
    await event(4).locator("s").waitFor();
    const skip = await unfold(event(5), "skip");
    await skip.locator('[data-name="why"]').fill("enough to do");
    await send(skip).click();
    await until("the entry is skipped", async () => (await event(5).getAttribute("data-state")) === "skipped");
    const inject = await tool(controller, "TOOL_INJECT");
    await inject.locator('[data-name="inject"]').selectOption("hype");
    await inject.locator('[data-name="to.tech"]').check();
    await inject.locator('[data-name="text"]').fill("AD-HOC <img src=x onerror=alert(1)>");
    await send(inject).click();
    await until("an event that is not in the list arrives", () => knows(tech, "AD-HOC"));
    expect("as text", (await tech.page.locator("#inbox img").count()) === 0);
    const message = await tool(controller, "TOOL_MESSAGE");
    await message.locator('[data-name="to.leading-group"]').check();
    await message.locator('[data-name="note"]').fill("FREE-TEXT the press is at the gate");
    await send(message).click();
    await until("a message arrives", () => knows(leader, "FREE-TEXT"));
    expect("and nowhere else", !(await knows(admins, "FREE-TEXT")));
    const set = await tool(controller, "TOOL_SET");
    await set.locator('[data-name="set.systems-down"]').fill("sixty");
    await send(set).click();
    await set.locator(".field-error:visible, .form-error:visible").first().waitFor();
    expect("a value that is none is refused in the server's words", await set.locator('[data-name="set.systems-down"]').inputValue() === "sixty");
    await set.locator('[data-name="set.systems-down"]').fill("60%");
    await send(set).click();
    await until("the value is measured", async () => (await admins.page.locator('#inbox .message[data-kind="value"]').count()) === 2);
}

async function control2({controller, admins, evaluator, police}) {
    const owed = controller.page.locator("#owed .duty").filter({has: controller.page.locator('summary[data-name="extend"]')}).first();
    const extend = await unfold(owed, "extend");
    await extend.locator('[data-name="by"]').fill("1:00");
    await extend.locator('[data-name="authority"]').selectOption("leading-group");
    await extend.locator('[data-name="why"]').fill("bad road");
    await send(extend).click();
    await until("the duty is extended", async () => (await controller.page.locator("#owed .chip-mark").count()) > 0);
    const truth = controller.page.locator("#truth form");
    await truth.locator('[data-name="field"]').selectOption("scope");
    await truth.locator('[data-name="values"]').fill("5 sites\nfive sites");
    await send(truth).click();
    await controller.page.locator("#truth td", {hasText: "five sites"}).waitFor();
    const lose = await tool(controller, "TOOL_LOSE");
    await send(lose).click();
    const unreachable = await tool(controller, "TOOL_UNREACHABLE");
    await unreachable.locator('[data-name="unreachable"]').selectOption("police");
    await unreachable.locator('[data-name="for"]').fill("10");
    await send(unreachable).click();
    const rows = await controller.page.locator("#log .log-row").count();
    const others = await tool(controller, "TOOL_FOR_OTHERS");
    await others.locator('[data-name="as"]').selectOption("vendors");
    await others.locator('[data-name="verb"]').selectOption("start");
    await others.locator('[data-name="subject"]').selectOption("outage-handling.repair");
    await send(others).click();
    await until("all that was put in stands in the log", async () => (await controller.page.locator("#log .log-row").count()) > rows);
    const newest = controller.page.locator("#log .log-row").filter({has: controller.page.locator('summary[data-name="correct"]')}).first();
    const number = await newest.locator(".log-row-number").textContent(); // rows that come meanwhile go before it
    const row = controller.page.locator("#log .log-row").filter({has: controller.page.locator(".log-row-number", {hasText: new RegExp(`^${number}$`)})});
    const correct = await unfold(row, "correct");
    await correct.locator('[data-name="why"]').fill("wrong body");
    await send(correct).click();
    await until("the act is struck out", async () => (await controller.page.locator('#log .log-row[data-corrected="yes"]').count()) === 1);
    expect("the correction is a row of its own", await sees(controller, "wrong body"));
    await controller.page.locator("#seats .body-row").filter({has: controller.page.locator('[data-name="hands"]')}).first().locator('[data-name="hands"]').click();
    const person = controller.page.locator("#seats .person", {hasText: "Liu Yang"});
    const before = await police.page.locator(".head-me").textContent();
    const assign = await unfold(person, "assign");
    await assign.locator('select[data-name="body"]').selectOption("telecom");
    await send(assign).click();
    await until("a body is handed over", async () => (await police.page.locator(".head-me").textContent()) !== before);
    await until("who plays it now sees what it was told", () => knows(police, "CANARY-SECOND"));
    for (const [who, name] of [[controller, "controller"], [admins, "player"], [evaluator, "evaluator"]]) {
        await lookOver(who, name);
        await shot(who, `${lang}-${name}`);
    }
}

async function evaluate({evaluator, controller, admins}) {
    const note = evaluator.page.locator("#notes form");
    await note.locator('[data-name="text"]').fill("NOTE telephoned before they read the card");
    await send(note).click();
    await until("the note is kept", async () => (await evaluator.page.locator("#notes .story-item").count()) === 1);
    const tied = await unfold(evaluator.page.locator("#owed .duty").first(), "note");
    await tied.locator('[data-name="text"]').fill("NOTE about this one");
    await send(tied).click();
    await until("the second note is kept", async () => (await evaluator.page.locator("#notes .story-item").count()) === 2);
    const rate = await unfold(evaluator.page.locator("#objectives .objective").first(), "rate");
    await rate.locator('[data-name="rating.S"]').check();
    await rate.locator('[data-name="text"]').fill("RATED fairly");
    await send(rate).click();
    await until("the rating is kept", async () => (await evaluator.page.locator("#objectives .ratings .chip-new").count()) === 1);
    expect("players do not see notes", !(await knows(admins, "NOTE telephoned")));
    expect("the controller does", await knows(controller, "NOTE telephoned"));
}

async function watchers({wall, observer, controller}) {
    await wall.page.locator(".chart-box svg g.node[data-sign]").first().waitFor({timeout: 60000});
    const signs = await wall.page.locator("g.node .sign").count();
    expect("the chart on the wall has signs", signs > 5, signs);
    await controller.page.locator('#clock summary[data-name="jump"]').click();
    const jump = controller.page.locator('#clock details[data-fold="jump"]');
    await jump.locator('[data-name="by"]').fill("2h");
    await send(jump).click();
    await until("something is late on the wall", async () => (await wall.page.locator('.wall-duty[data-urgency="late"]').count()) > 0, 30000);
    for (const [who, name] of [[wall, "wall"], [observer, "observer"]]) {
        await lookOver(who, name);
        await shot(who, `${lang}-${name}`, name !== "wall");
    }
    await observer.page.locator(".lang-choice").selectOption(lang === "en" ? "zh-Hans" : "en");
    await until("another language at once", async () => (await observer.page.locator("html").getAttribute("lang")) === (lang === "en" ? "zh-Hans" : "en") &&
        (await observer.page.locator("#story h2").textContent()).startsWith(lang === "en" ? "事件经过" : "What has happened"));
    const size = await wall.page.locator(".wall-duty-title").first().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    expect("letters on the wall can be read from three metres", size >= 26, size);
    await wall.page.emulateMedia({reducedMotion: "reduce"});
    await wall.page.reload({waitUntil: "commit"});
    await wall.page.locator('.wall-part-line button[aria-pressed="true"]').waitFor();
}

async function after(people, table) {
    const {controller, evaluator, wall, admins} = people;
    await send(await unfold(controller.page.locator("#clock"), "end")).click();
    for (const person of Object.values(people))
        await person.page.locator("#hotwash .wash-item").first().waitFor();
    for (const [who, name] of [[controller, "hotwash"], [wall, "hotwash-wall"], [admins, "hotwash-phone"]]) {
        await lookOver(who, name);
        await shot(who, `${lang}-${name}`);
    }
    const washed = await controller.page.locator("#hotwash .wash-item").evaluateAll((list) => list.map((node) => [node.dataset.kind, node.querySelector(".chip").textContent,
        [...node.querySelectorAll(".wash-detail")].map((detail) => detail.textContent)]));
    expect("each says more than that it is there", washed.every(([, chip, texts]) => texts.length > 0 && texts.every((text) => text && text !== chip)), JSON.stringify(washed));
    expect("with the reason that was given", washed.some(([kind, , texts]) => kind === "missed" && texts[0].includes("no camera")), JSON.stringify(washed));
    const times = await controller.page.locator("#hotwash .wash-item .when-t").allTextContents();
    const ms = times.map((text) => text.replace(/^T\+/, "").split(":").reduce((sum, part, place) => sum + Number(part) * [3600, 60, 1][place], 0));
    expect("in the order in which it happened", ms.length > 0 && ms.every((at, place) => place === 0 || ms[place - 1] <= at), times.join(" "));
    expect("players get no report", (await admins.page.locator(".downloads").count()) === 0);
    await documents(evaluator, table);
}

async function fetched(person, address) {
    let answer;
    await until(`${address} is drawn`, async () => {
        answer = await person.page.request.get(address);
        return answer.status() !== 503;
    }, 60000);
    return answer;
}

async function documents(evaluator, table) {
    const links = await evaluator.page.locator(".downloads a").evaluateAll((list) => list.map((link) => link.getAttribute("href")));
    expect("four documents", links.length === 4, links.join(" "));
    const texts = {};
    for (const link of links) {
        const answer = await fetched(evaluator, table.url + link);
        expect(`${link} is there`, answer.status() === 200, answer.status());
        texts[link.replace(/\?.*/, "")] = answer;
    }
    const report = await texts["/report.html"].text();
    expect("the report has the evaluator's notes", report.includes("NOTE telephoned"));
    expect("and says how the clock was led", (lang === "en" ? /the clock was moved on to/ : /计时跳到|計時跳到/).test(report)); // Chinese in the plan's script
    expect("the report on paper is a PDF", (await texts["/report.pdf"].body()).subarray(0, 5).toString() === "%PDF-");
    expect("the improvement list has columns", (await texts["/improvements.csv"].text()).split("\n")[0].split(",").length > 3);
    const replay = join(folder, `exercise-${lang}.yaml`);
    writeFileSync(replay, await texts["/export.yaml"].text());
    const played = spawnSync(process.env.TOCSIN, ["drill", "--format", "json", PLAN, replay], {encoding: "utf8"});
    const shown = await evaluator.page.locator("#hotwash .score").textContent();
    expect("played again it earns the same", played.stdout && String(JSON.parse(played.stdout).result.score) === shown, `${shown} ${played.stderr} ${played.stdout?.slice(0, 600)}`);
}

async function main() {
    mkdirSync(SHOTS, {recursive: true});
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    const table = await startTable({plan: PLAN, scenario: "tests/console/exercise.yaml", journal});
    const browser = await startBrowser();
    let people = {};
    try {
        await stranger(browser, table);
        people = await comeIn(browser, table);
        for (const part of [lobby, begin, work, lead, control, control2, evaluate, watchers])
            await part(people);
        for (const player of [people.admins, people.tech, people.lead, people.police])
            for (const canary of ["CANARY-NEVER", "CANARY-LAST", "CANARY-LOSS"])
                expect(`${canary} has not reached ${player.name}`, !(await knows(player, canary)));
        expect("the controller has all of it", await knows(people.controller, "CANARY-NEVER"));
        await after(people, table);
    } catch (error) {
        expect("the exercise goes through", false, error.stack);
        for (const person of Object.values(people))
            await shot(person, `${lang}-failed-${person.role}-${person.name.replace(/\W+/g, "")}`).catch(() => {});
    }
    checkFaults(Object.values(people));
    await browser.close();
    await stopTable(table);
    finish();
}

await main();
