// pictures.mjs - the screens that docs/table.md and docs/table.zh.md show, from an exercise that is played for them.
//
//     pictures.mjs               writes docs/pictures/table; prints `N passed, M failed`, a picture each
//
// Called by `tests/console/run pictures` (`make gallery-table`); not a part of the tests.

import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {expect, finish, seat, startBrowser, startTable, stopTable, until} from "./table.mjs";

const folder = process.env.CONSOLE_FOLDER;
const PICTURES = "docs/pictures/table";
const CLOCK = {lobby: {width: 1200, height: 660}, desk: {width: 1200, height: 790}, wall: {width: 1920, height: 1080}, phone: {width: 360, height: 800}};
const TEXTS = {
    en: {tampered: "The home pages of the county's site, the health office and two schools were replaced by a black page.", duty: "duty room", telephone: "telephone",
        paper: "The evening paper has pictures of the black page and asks for a word before 18:00.", press: "Evening paper", outage: "The trunk line to the machine room is down; the telephone exchange too.",
        machines: "machine room", watch: "monitoring", ministry: "The ministry asks for names of the sites by telephone.", upper: "ministry",
        scope: "4 sites: county, health office, two schools", source: "duty room, by telephone", why: "30 % of the important systems", outside: "We also called the hospital: its own site is untouched."},
    zh: {tampered: "县政府门户、卫健局和两所学校的网站首页被换成黑页。", duty: "值班室", telephone: "电话",
        paper: "晚报已拿到黑页截图，请在 18:00 前答复。", press: "晚报", outage: "主干链路中断，机房失联，总机不通。",
        machines: "机房", watch: "监控平台", ministry: "省厅电话询问涉及哪些网站。", upper: "省厅",
        scope: "4 个网站：县政府门户、卫健局、两所学校", source: "值班室，电话", why: "重要系统瘫痪 30%", outside: "另已致电县医院：其网站未受影响。"},
};

const scenario = (t) => `scenario: black-pages
title: {zh-Hant: 多個網站被篡改, zh-Hans: 多个网站被篡改, en: Black pages on four sites}
plan: ${resolve("plans/county-netsec.plan")}
start: 2026-06-18T14:00+08:00
kind: tabletop
scope: comprehensive
seed: 7
play: [admins, tech, leading-group, police]
assume: {declaration: 10min, report: 5min, formation: 10min}
script:
  - {at: 0min, inject: tampered, to: [admins, police], text: "${t.tampered}", from: "${t.duty}", via: "${t.telephone}"}
  - {at: 5min, note: "${t.paper}", to: [leading-group], from: "${t.press}", via: "${t.telephone}"}
  - {at: 10min, set: {systems-down: 30%}, from: "${t.watch}"}
  - {at: 40min, inject: outage, to: [admins], text: "${t.outage}", from: "${t.machines}", via: "${t.telephone}"}
  - {at: 1h, set: {systems-down: 55%}, from: "${t.watch}"}
  - {at: 2h, note: "${t.ministry}", to: [leading-group], from: "${t.upper}", via: "${t.telephone}"}
  - {at: 5h, set: {systems-down: 10%}, from: "${t.watch}"}
end: 12h
`;

const send = (form) => form.locator('[data-name="send"]');
const task = (person, subject) => person.page.locator(`#tasks .task[data-subject="${subject}"]`);

async function unfold(scope, name) {
    await scope.locator(`summary[data-name="${name}"]`).first().click();
    return scope.locator(`details[data-fold="${name}"][open]`).first();
}

async function picture(person, name, size) {
    await person.page.setViewportSize(size);
    await person.page.evaluate(() => window.scrollTo(0, 0));
    await person.page.waitForTimeout(1500); // what moves when the window changes, and a tick of the countdowns
    const bytes = await person.page.screenshot({path: join(PICTURES, `${name}.png`)});
    expect(`${name} is a picture`, bytes.length > 10000, bytes.length);
}

// Everybody at work until the grade is declared, seen from the desk, by the leading group, and on a telephone.
async function play({controller, admins, tech, leaders}, suffix, t) {
    await controller.page.locator('[data-name="start"]').click();
    await task(admins, "early.cutoff").locator('[data-name="did"]').click();
    await task(tech, "early.assess").locator('[data-name="did"]').click();
    const report = await unfold(task(tech, "initial"), "report");
    await report.locator('[data-name="content.scope"]').fill(t.scope);
    await report.locator('[data-name="content.source"]').fill(t.source);
    await send(report).click();
    for (let left = 2; left > 0; left--)
        await controller.page.locator('#clock [data-name="jump-next"]').click();
    await until("values are measured", async () => (await admins.page.locator('#inbox .message[data-kind="value"]').count()) === 1);
    const declare = await unfold(leaders.page.locator("#powers"), "declare.level");
    await declare.locator('[data-name="grade.III"]').check();
    await declare.locator('[data-name="why"]').fill(t.why);
    await send(declare).click();
    await until("the grade is declared", async () => (await controller.page.locator(".grades .grade", {hasText: "III"}).count()) > 0);
    await until("a meeting is called", async () => (await task(leaders, "command.meet").count()) === 1);
    await picture(controller, `controller-${suffix}`, CLOCK.desk);
    await picture(leaders, `player-${suffix}`, CLOCK.desk);
    await controller.page.locator("#events .event").filter({has: controller.page.locator(".event-number", {hasText: /^#4$/})}).locator('[data-name="publish"]').click();
    await task(admins, "outage-handling.diagnose").locator('[data-name="did"]').click();
    const decide = await unfold(task(admins, "outage-handling.quick"), "decide");
    await decide.locator('[data-name="outcome.no"]').check();
    await picture(admins, `phone-${suffix}`, CLOCK.phone);
    await send(decide).click();
    const outside = leaders.page.locator("#powers form.act-form").last();
    await outside.locator('[data-name="text"]').fill(t.outside);
    await send(outside).click();
}

async function watchAndEnd({controller, wall}, suffix) {
    await wall.page.locator(".chart-box svg g.node[data-sign]").first().waitFor({timeout: 60000});
    const jump = await unfold(controller.page.locator("#clock"), "jump");
    await jump.locator('[data-name="by"]').fill("1:05");
    await send(jump).click();
    await until("something is late on the wall", async () => (await wall.page.locator('.wall-duty[data-urgency="late"]').count()) > 0, 30000);
    const whole = await wall.page.locator(".wall-part").textContent();
    await until("the wall shows a part", async () => (await wall.page.locator(".wall-part").textContent()) !== whole, 60000);
    await picture(wall, `wall-${suffix}`, CLOCK.wall);
    await send(await unfold(controller.page.locator("#clock"), "end")).click();
    await controller.page.locator("#hotwash .wash-item").first().waitFor();
    await picture(controller, `hotwash-${suffix}`, CLOCK.desk);
}

async function exercise(browser, lang, suffix) {
    const t = TEXTS[suffix];
    const journal = join(folder, `pictures-${suffix}.journal`);
    const script = join(folder, `pictures-${suffix}.yaml`);
    const names = suffix === "zh" ? ["王芳", "李伟", "张敏", "陈杰"] : ["Wang Fang", "Li Wei", "Zhang Min", "Chen Jie"];
    for (const ending of ["", "-wal", "-shm"])
        rmSync(journal + ending, {force: true});
    writeFileSync(script, scenario(t));
    const table = await startTable({plan: "plans/county-netsec.plan", scenario: script, journal, options: ["--host", "drill.example.org"]});
    try {
        const people = {
            controller: await seat(browser, table, {role: "controller", name: names[0], lang}),
            admins: await seat(browser, table, {role: "player", name: names[1], body: "admins", lang, size: "phone"}),
            tech: await seat(browser, table, {role: "player", name: names[2], body: "tech", lang}),
            leaders: await seat(browser, table, {role: "player", name: names[3], body: "leading-group", lang}),
            wall: await seat(browser, table, {role: "wall", name: "", lang, size: "beamer"}),
        };
        await until("all are online", async () => (await people.controller.page.locator("#people .online-yes").count()) === 5);
        await picture(people.controller, `lobby-${suffix}`, CLOCK.lobby);
        await play(people, suffix, t);
        await watchAndEnd(people, suffix);
    } catch (error) {
        expect(`the exercise for pictures, ${lang}`, false, error.stack);
    }
    await stopTable(table);
}

mkdirSync(PICTURES, {recursive: true});
const browser = await startBrowser();
await exercise(browser, "en", "en");
await exercise(browser, "zh-Hans", "zh");
await browser.close();
finish();
