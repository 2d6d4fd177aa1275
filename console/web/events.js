// events.js - the master events list: what comes next, and what the controller does with it.

import {el, keep, panel, setAttribute, setText} from "./dom.js";
import {dayText, lengthFrom, now, onTick, timeText} from "./clock.js";
import {actButton, actForm, foldedForm, textField} from "./forms.js";
import {bodyTitle, countdown, empty, outcomeText} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

const VERB_WORDS = {
    inject: "VERB_INJECT", note: "VERB_NOTE", set: "VERB_SET", start: "VERB_START", did: "VERB_DID", decide: "VERB_DECIDE", fail: "VERB_FAIL",
    declare: "VERB_DECLARE", propose: "VERB_PROPOSE", approve: "VERB_APPROVE", report: "VERB_REPORT", announce: "VERB_ANNOUNCE",
    acknowledge: "VERB_ACKNOWLEDGE", withhold: "VERB_WITHHOLD", form: "VERB_FORM", "stand-down": "VERB_STAND_DOWN", forecast: "VERB_FORECAST",
    activate: "VERB_ACTIVATE", lose: "VERB_LOSE", unreachable: "VERB_UNREACHABLE", extend: "VERB_EXTEND", pause: "VERB_PAUSE", jump: "VERB_JUMP", series: "VERB_SERIES",
};
const EVENT_WORDS = {planned: "EVENT_PLANNED", delivered: "EVENT_DELIVERED", skipped: "EVENT_SKIPPED"};

export const verbText = (verb) => (VERB_WORDS[verb] ? t(VERB_WORDS[verb]) : verb);

// A message is its own title; of a value to set the names say enough.
const titleText = (item) => (item.title ? `${verbText(item.verb)}: ${item.title}` : verbText(item.verb));

function skipForm(item, close) {
    return actForm({
        id: `skip:${item.number}`, fields: [textField("why", t("WHY"), {required: true})], send: t("SKIP"), label: `${t("SKIP")}: ${item.title}`, done: close, strong: false,
        make: ({why}) => ({kind: "skip", body: {number: item.number, why}}),
    }).node;
}

function delayForm(item, close) {
    const fields = [textField("by", t("DELAY_BY"), {required: true, hint: t("LENGTH_HINT"), value: "10"}), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `delay:${item.number}`, fields, send: t("DELAY"), label: `${t("DELAY")}: ${item.title}`, done: close, strong: false,
        make: ({by, why}) => {
            const length = lengthFrom(by);
            if (length === null)
                return {error: t("NOT_A_LENGTH"), field: "by"};
            return {kind: "delay", body: {number: item.number, to: Math.max(item.at, Math.ceil(now())) + length, why}};
        },
    }).node;
}

function planTools(item) {
    const label = item.title;
    return [
        ...actButton("publish", t("PUBLISH"), () => ({kind: "entries", body: {numbers: [item.number]}}), {label}),
        foldedForm("delay", t("DELAY"), (close) => delayForm(item, close), {label, class: "quiet"}),
        foldedForm("skip", t("SKIP"), (close) => skipForm(item, close), {label, class: "quiet"}),
    ];
}

function eventTools(item) {
    if (item.state === "planned")
        return planTools(item);
    if (item.state === "skipped")
        return actButton("restore", t("RESTORE"), () => ({kind: "restore", body: {number: item.number}}), {label: item.title, class: "quiet"});
    return [];
}

// A row of the list; its tools are built anew only when its state changes, so that open forms stay.
function eventRow(first) {
    const time = el("span", {class: "event-time"});
    const title = el("span", {class: "event-title"});
    const facts = el("span", {class: "event-facts"});
    const text = el("p", {class: "event-text"});
    const tools = el("div", {class: "row-tools"});
    const node = el("li", {class: "event", "data-urgency": "none"}, el("div", {class: "event-head"}, time, title), facts, text, tools);
    let state = null;
    const update = (item) => {
        node.dataset.state = item.state;
        setAttribute(node, "data-next", item.isNext ? "yes" : null);
        time.replaceChildren(...eventTime(item));
        setText(title, titleText(item));
        facts.replaceChildren(...eventFacts(item));
        setText(text, item.text ?? "");
        text.hidden = !item.text;
        if (state !== item.state)
            tools.replaceChildren(...eventTools(item));
        state = item.state;
    };
    update(first);
    return {node, update};
}

function eventTime(item) {
    const moved = item.planned !== undefined && item.planned !== null && item.planned !== item.at;
    return [el("strong", {}, timeText(item.at)), ` ${dayText(item.at)} `, moved ? el("s", {class: "when-day"}, timeText(item.planned)) : ""];
}

function eventFacts(item) {
    const receivers = (item.to ?? []).map(bodyTitle).join(", ");
    return [
        el("span", {class: "event-number"}, `#${item.number}`),
        el("span", {class: `chip event-${item.state}`}, EVENT_WORDS[item.state] ? t(EVENT_WORDS[item.state]) : item.state),
        item.by_hand && item.state === "planned" && el("span", {class: "chip chip-mark"}, t("BY_HAND")),
        item.isNext && el("span", {class: "chip chip-new"}, t("NEXT"), " ", countdown(item.at)),
        receivers && el("span", {}, `→ ${receivers}`),
        (item.from || item.via) && el("span", {class: "hint"}, [item.from, item.via].filter(Boolean).join(" · ")),
        item.by && el("span", {}, bodyTitle(item.by)),
        item.outcome && el("span", {}, outcomeText(item.outcome)),
        item.values && el("span", {}, item.values),
        item.why && el("span", {class: "hint"}, item.why),
    ].filter(Boolean);
}

// The next one on top, with the buttons that are wanted in a hurry.
function nextTools(parts) {
    let next = null;
    const line = el("p", {class: "next-line"});
    const [publish, problem] = actButton("next", t("PUBLISH_NEXT"), () => ({kind: "entries", body: {numbers: [next.number]}}), {strong: true});
    const [jump, trouble] = actButton("jump", t("JUMP_NEXT"), () => ({kind: "clock", body: {do: "jump", to: "next"}}));
    const node = el("div", {class: "next-box"}, line, el("div", {class: "buttons"}, publish, jump, problem, trouble));
    parts.unshift(node);
    return (items) => {
        next = items.find((item) => item.isNext) ?? null;
        setText(line, next ? `${timeText(next.at)} · ${titleText(next)}` : t("NOTHING_PLANNED"));
        publish.hidden = !next;
    };
}

// Of the planned ones the first; what a played body was to do and has not done by its time is nobody's next.
function nextOf(sorted) {
    return sorted.find(({state, at, by_hand: byHand}) => state === "planned" && (!byHand || at >= now()));
}

const inOrder = (items) => [...items].sort((a, b) => a.at - b.at || a.number - b.number);

export function eventsPanel() {
    const events = panel("events", t("EVENTS"));
    const list = el("ol", {class: "rows events"});
    const parts = [list];
    const showNext = nextTools(parts);
    events.body.append(...parts);
    const note = empty(list, t("EVENTS_EMPTY"));
    let past = false;
    const only = el("button", {type: "button", class: "quiet", "aria-pressed": "false", onclick: () => {
        past = !past;
        only.setAttribute("aria-pressed", String(past));
        list.classList.toggle("with-past", past);
    }}, t("SHOW_PAST"));
    list.before(el("div", {class: "buttons"}, only));
    let first = null;
    const draw = (items) => {
        const sorted = inOrder(items);
        first = nextOf(sorted);
        const shown = sorted.map((item) => ({...item, isNext: item === first}));
        keep(list, shown, (item) => item.number, eventRow);
        showNext(shown);
        note(items);
        events.count(items.filter(({state}) => state === "planned").length);
    };
    watch(["list"], draw);
    onTick(() => {
        const items = section("list");
        if (items && nextOf(inOrder(items)) !== first)
            draw(items);
    });
    return events;
}

