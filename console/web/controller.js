// controller.js - the desk of whoever leads the exercise.

import {columns, el, keep, panel, panelNav, scrolling, setText} from "./dom.js";
import {actButton, actForm, choiceField, foldedForm, textField} from "./forms.js";
import {lengthFrom, now} from "./clock.js";
import {eventsPanel} from "./events.js";
import {clockStateText} from "./head.js";
import {codesPanel} from "./invite.js";
import {withNames} from "./lobby.js";
import {controllerTools, owedPanel} from "./owed.js";
import {logPanel} from "./log.js";
import {drawStory, empty} from "./parts.js";
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
    const story = scrolling(panel("story", t("STORY")));
    const list = el("ul", {class: "rows story"});
    story.body.append(list);
    const note = empty(list, t("STORY_EMPTY"));
    watch(["story"], (items) => {
        drawStory(list, items);
        note(items);
    });
    return story;
}

// After the end there is nothing to lead any more: the log with its corrections, the truth, and who is there.
export function buildControllerAfter(main) {
    const [log, truth, seats] = [logPanel({canCorrect: true}), truthPanel(), seatsPanel()];
    main.append(panelNav(t("PARTS"), [log, truth, seats]), columns("after", [[log], [truth], [seats]]));
}

export function buildController(main) {
    const [clock, events, owed, tools] = [clockPanel(), eventsPanel(), owedPanel({tools: controllerTools}), toolsPanel()];
    const [log, truth, seats, codes] = [logPanel({canCorrect: true}), truthPanel(), seatsPanel(), codesPanel()];
    main.append(clock.node, panelNav(t("PARTS"), [events, owed, tools, log, truth, seats, codes]),
        columns("controller", [[events, truth], [owed], [tools, log], [seats, codes]]));
}
