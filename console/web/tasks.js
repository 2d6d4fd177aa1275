// tasks.js - what a body has to do, in the order of deadlines, and the forms by which it says that it did.

import {el, keep, setAttribute, setText} from "./dom.js";
import {bothText, urgency} from "./clock.js";
import {actButton, actForm, checksField, choiceField, foldedForm, textField} from "./forms.js";
import {blockedText, countdown, kindText, outcomeText, stateText} from "./parts.js";
import {say} from "./say.js";
import {section} from "./store.js";
import {t} from "./words.js";

// One scenario entry, acted as the body that is mine, or as its post whose task it is.
export function entryAct(entry, as) {
    return {kind: "act", body: {as: as ?? section("me").body, entry}};
}

const taskAct = (task, fields) => entryAct(entryOf(fields), task.owner?.body);

// Fields of an entry that were left empty are left out, and the activation of what belongs to no response.
export function entryOf(fields) {
    const isEmpty = (value) => value === "" || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    return Object.fromEntries(Object.entries(fields).filter(([key, value]) => !isEmpty(value) && !(key === "activation" && value === 0)));
}

const whyField = () => textField("why", t("WHY_OPTIONAL"));

// ── forms of single acts ──

function decideForm(task, close) {
    const outcomes = [...task.outcomes.map(({outcome, title, when}) => [outcome, outcomeText(outcome, title), when && t("ON_CONDITION", when)]), ["none", outcomeText("none")]];
    const fields = [checksField("outcome", t("OUTCOME"), outcomes, {one: true}), whyField()];
    return actForm({
        id: `task:${task.id}:decide`, fields, send: t("DECIDE"), label: `${t("DECIDE")}: ${task.title}`, done: close,
        make: ({outcome, why}) => (outcome ? taskAct(task, {decide: task.subject, outcome, activation: task.activation, why}) :
            {error: t("CHOOSE_ONE"), field: "outcome"}),
    }).node;
}

const answerEntry = (task, answer, why) => ({approve: task.subject, ladder: task.ladder, answer, activation: task.ladder ? null : task.activation, why});

function refuseForm(task, close) {
    return actForm({
        id: `task:${task.id}:refused`, fields: [whyField()], send: t("REFUSE"), label: `${t("REFUSE")}: ${task.title}`, done: close, strong: false,
        make: ({why}) => taskAct(task, answerEntry(task, "refused", why)),
    }).node;
}

function failForm(task, close) {
    const fields = [textField("why", t("WHY"), {required: true})];
    return actForm({
        id: `task:${task.id}:fail`, fields, send: t("FAIL"), label: `${t("FAIL")}: ${task.title}`, done: close, strong: false,
        make: ({why}) => taskAct(task, {fail: task.subject, activation: task.activation, why}),
    }).node;
}

// A field of a report: a choice where the plan names the values, else text.
function contentField({field, title, choices}) {
    const name = `content.${field}`;
    if (choices?.length)
        return choiceField(name, title, choices.map((one) => (typeof one === "string" ? [one, one] : [one.choice, one.title])), {empty: "—"});
    return textField(name, title, {rows: 1});
}

// fields, to: as in the plan; a field left empty is sent as empty, for it is owed.
export function reportForm({id, report, title, fields, to, activation, sender}, close) {
    const receivers = (to ?? []).map((one) => [one.body, one.title]);
    const contents = (fields ?? []).map(contentField);
    const checks = receivers.length > 1 ? [checksField("to", t("TO"), receivers, {checked: receivers.map(([body]) => body)})] : [];
    const all = [...contents, ...checks, textField("via", t("VIA_OPTIONAL"))];
    return actForm({
        id, fields: all, send: t("SEND_REPORT"), label: `${t("SEND_REPORT")}: ${title}`, done: close,
        make: (values) => {
            const content = Object.fromEntries(contents.map((field) => [field.name.slice("content.".length), values[field.name]]));
            const chosen = values.to ?? receivers.map(([body]) => body);
            if (receivers.length && !chosen.length)
                return {error: t("CHOOSE_ONE"), field: "to"};
            return entryAct(entryOf({report, to: chosen, activation, content: contents.length ? content : null, via: values.via}), sender?.body);
        },
    }).node;
}

export function announceForm(task, close) {
    const fields = [textField("text", t("TEXT"), {rows: 3}), textField("via", t("VIA_OPTIONAL"))];
    return actForm({
        id: `task:${task.id}:announce`, fields, send: t("ANNOUNCE"), label: `${t("ANNOUNCE")}: ${task.title}`, done: close,
        make: ({text, via}) => taskAct(task, {announce: task.subject, activation: task.activation, text, via}),
    }).node;
}

// ── the actions of a task ──

const button = (task, verb, text, strong) => el("span", {class: "action"}, actButton(verb, text,
    () => taskAct(task, {[verb]: task.subject, activation: verb === "form" ? null : task.activation}), {strong, label: task.title}));
const fold = (task, verb, text, build, strong) => foldedForm(verb, text, (close) => build(task, close), {label: task.title, class: strong ? "strong" : ""});

const ACTIONS = {
    start: (task) => button(task, "start", t("BEGIN"), false),
    did: (task) => button(task, "did", t("DID"), task.state !== "blocked"),
    fail: (task) => fold(task, "fail", t("FAIL_ASK"), failForm, false),
    decide: (task) => fold(task, "decide", t("DECIDE_ASK"), decideForm, true),
    given: (task) => el("span", {class: "action"}, actButton("given", t("AGREE"), () => taskAct(task, answerEntry(task, "given")), {strong: true, label: task.title})),
    refused: (task) => fold(task, "refused", t("REFUSE_ASK"), refuseForm, false),
    announce: (task) => fold(task, "announce", t("ANNOUNCE_ASK"), announceForm, true),
    form: (task) => button(task, "form", t("FORM_BODY"), true),
    report: (task) => fold(task, "report", t("REPORT_ASK"), (one, close) => reportForm({
        id: `task:${one.id}:report`, report: one.subject, title: one.title, fields: one.fields, to: one.to, activation: one.activation, sender: one.owner,
    }, close), true),
};

// ── a task ──

function taskRow(first) {
    const title = el("h3", {class: "task-title"});
    const facts = el("p", {class: "task-facts"});
    const detail = el("div", {class: "task-detail"});
    const due = el("div", {class: "task-due"});
    const actions = el("div", {class: "buttons task-actions"});
    const node = el("li", {class: "task", "data-urgency": "calm"}, el("div", {class: "task-head"}, title, due), facts, detail, actions);
    let drawn = null;
    const update = (task) => {
        node.dataset.state = task.state;
        node.dataset.subject = task.subject;
        setText(title, task.title);
        facts.replaceChildren(...taskFacts(task));
        detail.replaceChildren(...taskDetails(task));
        detail.hidden = !detail.hasChildNodes();
        drawDue(due, task);
        const wanted = JSON.stringify([task.subject, task.activation, task.ladder, task.owner, task.state === "blocked", task.actions, task.outcomes, task.fields, task.to]);
        if (wanted !== drawn)
            drawActions(actions, task);
        drawn = wanted;
    };
    update(first);
    return {node, update};
}

// What the plan says about how it is done.
function taskDetails(task) {
    const bodies = (list) => (list ?? []).map(({title}) => title).join(", ");
    return [[null, task.detail], ["SAFETY", task.safety], ["EVIDENCE_OF", task.evidence], ["WITH", bodies(task.with)], ["COPIES", bodies(task.copies)],
        ["ASKED_BY", task.from?.title], ["RESOURCE", task.resource]].filter(([, text]) => text)
        .map(([word, text]) => el("p", {}, word && el("strong", {}, `${t(word)}: `), text));
}

function taskFacts(task) {
    return [el("span", {class: "chip chip-kind"}, kindText(task.kind)),
        el("span", {class: `chip state-${task.state}`}, stateText(task.state)),
        task.blocked && el("span", {class: "blocked"}, blockedText(task.blocked)),
        task.owner && task.owner.body !== section("me").body && el("span", {class: "task-owner"}, task.owner.title),
        task.clause && el("span", {class: "clause"}, t("CLAUSE", task.clause))].filter(Boolean);
}

function drawDue(due, task) {
    const wanted = `${task.due} ${task.opened}`;
    if (due.dataset.drawn === wanted)
        return;
    due.dataset.drawn = wanted;
    due.replaceChildren(countdown(task.due, task.opened));
    if (task.due !== null)
        due.append(el("span", {class: "when-day"}, t("DUE_AT", bothText(task.due))));
}

// Built anew only when what can be done has changed; the focus and the open form stay where they were.
function drawActions(actions, task) {
    const held = actions.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    const open = actions.querySelector("details[open]")?.dataset.fold;
    actions.replaceChildren(...task.actions.filter((verb) => ACTIONS[verb]).map((verb) => ACTIONS[verb](task)));
    if (open)
        actions.querySelector(`details[data-fold="${CSS.escape(open)}"]`)?.setAttribute("open", "");
    if (held)
        actions.querySelector(`[data-name="${CSS.escape(held)}"]`)?.focus({preventScroll: true});
}

// What there is to do comes first, then what waits for something; each by its deadline.
export function drawTasks(list, tasks) {
    const order = (task) => [task.state === "blocked" || task.state === "waiting" ? 1 : 0, task.due ?? Infinity];
    const sorted = [...tasks].sort((a, b) => {
        const [x, y] = [order(a), order(b)];
        return x[0] - y[0] || (x[1] < y[1] ? -1 : x[1] > y[1] ? 1 : 0);
    });
    keep(list, sorted, (task) => task.id, taskRow);
    list.querySelectorAll(".task").forEach((node, place) => setAttribute(node, "data-first", place === 0 ? "yes" : null));
}

// Tells once of each task that its time runs out, and once that it has run out.
const told = new Map();
export function watchUrgency(tasks) {
    for (const task of tasks) {
        const how = urgency(task.due, task.opened);
        if (told.has(task.id) && told.get(task.id) !== how && how !== "calm")
            say(how === "late" ? t("NOW_LATE", task.title) : t("SOON_DUE", task.title));
        told.set(task.id, how);
    }
}
