// head.js - the top of the page: which exercise, who I am, what time it is, which grade is in force.

import {el, setText} from "./dom.js";
import {act} from "./acts.js";
import {dayText, now, onTick, timeText} from "./clock.js";
import {reopen} from "./link.js";
import {gradeChips, roleText} from "./parts.js";
import {say} from "./say.js";
import {section, watch} from "./store.js";
import {LANGS, rememberLang, t} from "./words.js";

const STATES = {lobby: "CLOCK_LOBBY", running: "CLOCK_RUNNING", paused: "CLOCK_PAUSED", ended: "CLOCK_ENDED"};

export const clockStateText = (clock) => t(STATES[clock.state] ?? "CLOCK_PAUSED", clock.rate);

function langChoice() {
    const choice = el("select", {"aria-label": "Language · 语言 · 語言", class: "lang-choice"},
        LANGS.map(([lang, title]) => el("option", {value: lang, lang}, title)));
    choice.value = document.documentElement.lang;
    choice.addEventListener("change", () => {
        rememberLang(choice.value);
        reopen();
    });
    return choice;
}

function leaveButton() {
    return el("button", {type: "button", class: "quiet", onclick: () => {
        if (confirm(t("LEAVE_SURE")))
            act("leave", {person: section("me").person});
    }}, t("LEAVE"));
}

// The clock: time since the start, time of day, and whether it runs and how fast.
export function clockFace(large) {
    const since = el("span", {class: "clock-since"});
    const day = el("span", {class: "clock-day"});
    const state = el("span", {class: "clock-state"});
    const node = el("div", {class: `clock ${large ? "clock-large" : ""}`, role: "group", "aria-label": t("CLOCK")}, since, day, state);
    watch(["clock", "exercise"], (clock) => {
        node.dataset.state = clock.state;
        setText(state, clockStateText(clock));
    });
    onTick(() => {
        setText(since, timeText(Math.floor(now() / 1000) * 1000));
        setText(day, dayText(now()));
    });
    return node;
}

// Says what everybody must notice: the clock stops or runs, another grade is in force.
function announce() {
    let state = null;
    let grades = null;
    watch(["clock"], (clock) => {
        if (state !== null && state !== clock.state)
            say(clockStateText(clock));
        state = clock.state;
    });
    watch(["ladders"], (ladders) => {
        const text = ladders.map(({title, declared}) => `${title}: ${declared ? declared.title || declared.grade : t("NO_GRADE")}`).join(", ");
        if (grades !== null && grades !== text)
            say(text);
        grades = text;
    });
}

export function buildHead(head) {
    const title = el("h1");
    const plan = el("p", {class: "head-plan"});
    const mine = el("p", {class: "head-me"});
    const grades = el("div", {class: "grades", role: "group", "aria-label": t("GRADES_IN_FORCE")});
    head.replaceChildren(
        el("div", {class: "head-what"}, title, plan),
        clockFace(), grades,
        el("div", {class: "head-who"}, mine, el("div", {class: "head-tools"}, langChoice(), leaveButton())));
    watch(["exercise", "me"], (exercise, me) => {
        setText(title, exercise.title);
        setText(plan, `${exercise.plan_title} ${exercise.plan_version}`);
        setText(mine, [me.name !== "-" && me.name, roleText(me.role), me.body_title].filter(Boolean).join(" · "));
        document.title = `${me.body_title || roleText(me.role)} · ${exercise.title}`;
    });
    watch(["ladders"], (ladders) => grades.replaceChildren(...gradeChips(ladders)));
    announce();
}
