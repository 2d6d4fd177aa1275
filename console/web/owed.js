// owed.js - everything that is owed, body by body, and what of it is about to run late.

import {el, keep, panel, setText} from "./dom.js";
import {bothText, lengthFrom, onTick, urgency} from "./clock.js";
import {actForm, choiceField, foldedForm, textField} from "./forms.js";
import {bodyPairs, byOwner, countdown, empty, isOpen, kindText, markText, stateText} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

export function minutesText(ms) { // as scenarios write lengths
    return `${Math.max(Math.round(ms / 60000), 1)}min`;
}

// What can be given more time; an end, which hangs on the incident, cannot.
const EXTENDED = ["step", "decision", "report", "announcement", "form", "declare", "approval", "clearance", "request", "overall"];

function extendForm(duty, close) {
    const fields = [textField("by", t("EXTEND_BY"), {required: true, hint: t("LENGTH_HINT"), value: "30"}),
        choiceField("authority", t("AUTHORITY"), bodyPairs(), {empty: t("NO_AUTHORITY"), hint: t("AUTHORITY_HINT")}), textField("why", t("WHY"), {required: true})];
    return actForm({
        id: `extend:${duty.duty}`, fields, send: t("EXTEND"), label: `${t("EXTEND")}: ${duty.title}`, done: close, strong: false,
        make: ({by, authority, why}) => {
            const length = lengthFrom(by);
            if (!length)
                return {error: t("NOT_A_LENGTH"), field: "by"};
            const entry = {extend: duty.subject, by: minutesText(length), why};
            if (authority)
                entry.authority = authority;
            if (duty.kind === "approval" || duty.kind === "clearance")
                entry.duty = "approval";
            return {kind: "act", body: {entry}};
        },
    }).node;
}

// tools(duty): what the role can do with a duty.
function dutyRow(tools) {
    return (first) => {
        const title = el("span", {class: "duty-title"});
        const facts = el("span", {class: "duty-facts"});
        const due = el("span", {class: "duty-due"});
        const time = el("span", {class: "when-day"});
        const more = el("div", {class: "row-tools"}, tools(first));
        const node = el("li", {class: "duty", "data-urgency": "none"}, title, due, facts, more);
        let drawn = null;
        const update = (duty) => {
            setText(title, duty.title);
            setText(time, duty.due === null ? "" : bothText(duty.due));
            facts.replaceChildren(el("span", {class: "chip chip-kind"}, kindText(duty.kind)), ...stateChips(duty), time);
            node.dataset.state = duty.state;
            const wanted = `${duty.due} ${isOpen(duty)}`;
            if (wanted !== drawn)
                due.replaceChildren(...dueParts(duty));
            drawn = wanted;
            if (!isOpen(duty))
                node.dataset.urgency = duty.state === "late" || duty.state === "missed" ? "late" : "none";
        };
        update(first);
        return {node, update};
    };
}

function stateChips(duty) {
    const state = isOpen(duty) ? (["running", "blocked", "failed"].includes(duty.work) ? [el("span", {class: `chip state-${duty.work}`}, stateText(duty.work))] : []) : [el("span", {class: `chip state-${duty.state}`}, stateText(duty.state))];
    return [...state, ...(duty.marks ?? []).map((mark) => el("span", {class: "chip chip-mark"}, markText(mark)))];
}

function dueParts(duty) {
    return isOpen(duty) ? [countdown(duty.due, duty.opened)] : [];
}

// Groups of duties, each under the name of who owes them; `tools` as above.
export function drawOwed(list, owed, tools) {
    const groupRow = (first) => {
        const duties = el("ul", {class: "rows"});
        const heading = el("h3", {}, first.title);
        const node = el("li", {class: "owner"}, heading, duties);
        const update = (group) => {
            setText(heading, group.title);
            keep(duties, group.duties, (duty) => duty.duty, dutyRow(tools));
        };
        update(first);
        return {node, update};
    };
    keep(list, byOwner(owed), (group) => group.owner, groupRow);
}

// Open duties by body, the soonest first; `pressing` shows only those late or about to be.
export function owedPanel({tools, title}) {
    const owed = panel("owed", title ?? t("OWED"));
    const list = el("ul", {class: "rows owners"});
    const summary = el("p", {class: "owed-summary"});
    const pressing = el("button", {type: "button", class: "quiet", "aria-pressed": "false", onclick: () => {
        const on = list.classList.toggle("only-pressing");
        pressing.setAttribute("aria-pressed", String(on));
    }}, t("ONLY_PRESSING"));
    owed.body.append(el("div", {class: "buttons"}, summary, pressing), list);
    const note = empty(list, t("OWED_EMPTY"));
    const count = () => {
        const open = (section("owed") ?? []).filter(isOpen);
        const late = open.filter(({due, opened}) => urgency(due, opened) === "late").length;
        const soon = open.filter(({due, opened}) => urgency(due, opened) === "soon").length;
        setText(summary, t("OWED_SUMMARY", open.length, soon, late));
        owed.count(late + soon);
    };
    watch(["owed"], (all) => {
        const sorted = [...all].sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity) || a.duty - b.duty);
        drawOwed(list, sorted, tools ?? (() => []));
        note(all);
        count();
    });
    onTick(count);
    return owed;
}

export function controllerTools(duty) {
    return isOpen(duty) && EXTENDED.includes(duty.kind) ? [foldedForm("extend", t("EXTEND"), (close) => extendForm(duty, close), {label: duty.title, class: "quiet"})] : [];
}
