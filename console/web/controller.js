// controller.js - the desk of whoever leads the exercise.

import {columns, el, keep, panel, panelNav, row, setText} from "./dom.js";
import {actButton, actForm, choiceField, foldedForm, textField} from "./forms.js";
import {lengthFrom, now} from "./clock.js";
import {eventsPanel} from "./events.js";
import {clockStateText} from "./head.js";
import {codesPanel, withNames} from "./lobby.js";
import {controllerTools, owedPanel} from "./owed.js";
import {drawStory, empty, logText} from "./parts.js";
import {bodyRow, personRow} from "./seats.js";
import {section, watch} from "./store.js";
import {toolsPanel, truthPanel} from "./tools.js";
import {t} from "./words.js";

const RATES = [1, 2, 5, 10, 20, 30, 60];

// ── clock ──

function rateChoice() {
    const choice = choiceField("rate", t("SPEED"), RATES.map((rate) => [rate, `×${rate}`]));
    watch(["clock"], (clock) => {
        if (document.activeElement !== choice.control)
            choice.set(RATES.includes(clock.rate) ? clock.rate : 1);
    });
    return choice;
}

function jumpForm(close) {
    return actForm({
        id: "jump", fields: [textField("by", t("JUMP_BY"), {required: true, hint: t("LENGTH_HINT")})], send: t("JUMP"), label: t("JUMP_AHEAD"), done: close, strong: false,
        make: ({by}) => {
            const length = lengthFrom(by);
            return length ? {kind: "clock", body: {do: "jump", to: Math.ceil(now()) + length}} : {error: t("NOT_A_LENGTH"), field: "by"};
        },
    }).node;
}

function endForm(close) {
    return actForm({
        id: "end", fields: [], send: t("END_EXERCISE"), label: t("END_EXERCISE"), done: close, class: "sure",
        make: () => ({kind: "end", body: {}}),
    }).node;
}

function clockPanel() {
    const clock = panel("clock", t("CLOCK"));
    const state = el("p", {class: "clock-line"});
    const rate = rateChoice();
    const rateNow = () => Number(rate.value());
    const [go, goProblem] = actButton("go", "", () => ({kind: "clock", body: section("clock").state === "running" ? {do: "pause"} : {do: "run", rate: rateNow()}}), {strong: true, class: "go"});
    const [set, setProblem] = actButton("rate", t("SET_RATE"), () => ({kind: "clock", body: {do: "run", rate: rateNow()}}));
    const [next, nextProblem] = actButton("jump-next", t("JUMP_NEXT"), () => ({kind: "clock", body: {do: "jump", to: "next"}}));
    clock.body.append(state, el("div", {class: "buttons"}, go, rate.node, set, next,
        foldedForm("jump", t("JUMP_AHEAD"), jumpForm), foldedForm("end", t("END_EXERCISE_ASK"), endForm, {class: "quiet"}), goProblem, setProblem, nextProblem));
    watch(["clock"], (now) => {
        setText(state, clockStateText(now));
        setText(go, now.state === "running" ? t("PAUSE") : t("RUN"));
        clock.node.dataset.state = now.state;
    });
    return clock;
}

// ── log ──

function correctForm(entry, close) {
    return actForm({
        id: `correct:${entry.row}`, fields: [textField("why", t("WHY"), {required: true})], send: t("CORRECT"), label: `${t("CORRECT")}: ${entry.text}`, done: close, strong: false,
        make: ({why}) => ({kind: "correct", body: {row: entry.row, why}}),
    }).node;
}

function logRow(first) {
    const text = el("div", {class: "log-line"});
    const tools = el("div", {class: "row-tools"});
    const node = el("li", {class: "log-row"}, text, tools);
    let could = null;
    const update = (entry) => {
        text.replaceChildren(...logText(entry).filter(Boolean));
        node.dataset.corrected = entry.is_corrected ? "yes" : "no";
        if (could !== entry.can_correct)
            tools.replaceChildren(...(entry.can_correct ? [foldedForm("correct", t("CORRECT"), (close) => correctForm(entry, close), {label: entry.text, class: "quiet"})] : []));
        could = entry.can_correct;
    };
    update(first);
    return {node, update};
}

export function logPanel(makeRow = logRow) {
    const log = panel("log", t("LOG"));
    const list = el("ol", {class: "rows log", reversed: true});
    log.body.append(list);
    const note = empty(list, t("LOG_EMPTY"));
    watch(["log"], (rows) => {
        keep(list, [...rows].reverse(), (entry) => entry.row, makeRow);
        note(rows);
    });
    return log;
}

export const plainLogRow = row("li", {class: "log-row"}, (entry, node) => {
    node.dataset.corrected = entry.is_corrected ? "yes" : "no";
    return [el("div", {class: "log-line"}, logText(entry))];
});

// ── seats and the story ──

function seatsPanel() {
    const seats = panel("seats", t("SEATS"));
    const people = el("ul", {class: "rows people"});
    const bodies = el("ul", {class: "rows bodies"});
    seats.body.append(el("h3", {}, t("PEOPLE")), people, el("h3", {}, t("BODIES")), bodies);
    watch(["people", "bodies"], (all, those) => {
        keep(people, all, (one) => one.person, personRow);
        keep(bodies, withNames(those, all), (one) => one.body, bodyRow);
        seats.count(all.filter(({online}) => !online).length);
    });
    return seats;
}

export function storyPanel() {
    const story = panel("story", t("STORY"));
    const list = el("ul", {class: "rows story"});
    story.body.append(list);
    const note = empty(list, t("STORY_EMPTY"));
    watch(["story"], (items) => {
        drawStory(list, items);
        note(items);
    });
    return story;
}

export function buildController(main) {
    const [clock, events, owed, tools] = [clockPanel(), eventsPanel(), owedPanel({tools: controllerTools}), toolsPanel()];
    const [log, truth, seats, codes] = [logPanel(), truthPanel(), seatsPanel(), codesPanel()];
    main.append(clock.node, panelNav(t("PARTS"), [events, owed, tools, log, truth, seats, codes]),
        columns("controller", [[events, truth], [owed], [tools, log], [seats, codes]]));
}
