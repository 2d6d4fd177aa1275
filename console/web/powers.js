// powers.js - what the plan lets a body do on its own: grades, reports, bodies, responses; and acts outside the plan.

import {el} from "./dom.js";
import {actButton, actForm, checksField, choiceField, foldedForm, textField} from "./forms.js";
import {bodyTitle} from "./parts.js";
import {section} from "./store.js";
import {entryAct, entryOf, reportForm} from "./tasks.js";
import {t} from "./words.js";

const ladderTitle = (ladder) => ladder.title ?? (section("ladders") ?? []).find((one) => one.ladder === ladder)?.title ?? ladder;
const ladderName = (ladder) => ladder.ladder ?? ladder;
const ladderKey = (ladder) => ((section("ladders") ?? []).length > 1 ? ladderName(ladder) : null);

// Raised, lowered, or declared over: which it is shows beside each grade.
function gradeNote(ladder, grade, index, grades) {
    const declared = (section("ladders") ?? []).find((one) => one.ladder === ladderName(ladder))?.declared;
    if (grade === "none")
        return t("GRADE_OVER");
    if (!declared)
        return "";
    const now = grades.findIndex((one) => one.grade === declared.grade);
    if (index === now)
        return t("GRADE_NOW");
    return index > now ? t("GRADE_UP") : t("GRADE_DOWN");
}

function declareForm(ladder, close) {
    const options = ladder.grades.map(({grade, title}, index) => [grade, title && title !== grade ? `${grade} ${title}` : title || grade, gradeNote(ladder, grade, index, ladder.grades)]);
    const fields = [checksField("grade", t("GRADE"), options, {one: true}), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `declare:${ladderName(ladder)}`, fields, send: t("DECLARE"), label: `${t("DECLARE")}: ${ladderTitle(ladder)}`, done: close,
        make: ({grade, why}) => (grade ? entryAct(entryOf({declare: grade, ladder: ladderKey(ladder), why})) : {error: t("CHOOSE_ONE"), field: "grade"}),
    }).node;
}

function endForm(ladder, close) {
    const fields = [checksField("answer", t("ANSWER"), [["given", t("ANSWER_GIVEN")], ["refused", t("ANSWER_REFUSED")]], {one: true}),
        textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `approve-end:${ladderName(ladder)}`, fields, send: t("SEND_ANSWER"), label: t("APPROVE_END"), done: close,
        make: ({answer, why}) => (answer ? entryAct(entryOf({approve: "end", ladder: ladderKey(ladder), answer, why})) : {error: t("CHOOSE_ONE"), field: "answer"}),
    }).node;
}

function proposeButton(ladder) {
    return el("span", {class: "action"}, actButton(`propose.${ladderName(ladder)}`, t("PROPOSE_END"),
        () => entryAct(entryOf({propose: "end", ladder: ladderKey(ladder)})), {label: ladderTitle(ladder)}));
}

// One of several things by name: form a body, stand it down, start a response.
function pickForm(verb, options, send, close) {
    const fields = [choiceField(verb, t("WHICH"), options), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `power:${verb}`, fields, send, label: send, done: close,
        make: (values) => entryAct(entryOf({[verb]: values[verb], why: values.why})),
    }).node;
}

function announceForm(options, close) {
    const fields = [choiceField("announce", t("WHICH"), options), textField("text", t("TEXT"), {rows: 3}), textField("via", t("VIA_OPTIONAL"))];
    return actForm({
        id: "power:announce", fields, send: t("ANNOUNCE"), label: t("ANNOUNCE"), done: close,
        make: (values) => entryAct(entryOf(values)),
    }).node;
}

const pairs = (items, key) => items.map((one) => (typeof one === "string" ? [one, key === "body" ? bodyTitle(one) : one] : [one[key] ?? one.name, one.title]));
const group = (title, nodes) => nodes.length > 0 && el("div", {class: "power"}, el("h3", {}, title), el("div", {class: "buttons"}, nodes));

function pick(powers, verb, key, part, text) {
    const options = pairs(powers[part] ?? [], key);
    return options.length ? [foldedForm(verb, text, (close) => pickForm(verb, options, text, close))] : [];
}

// All that the plan gives this body the power to do, as buttons that open forms; built anew when it changes.
export function powerGroups(powers) {
    const grades = [
        ...(powers.declare ?? []).map((ladder) => foldedForm(`declare.${ladderName(ladder)}`, t("DECLARE_ASK", ladderTitle(ladder)), (close) => declareForm(ladder, close), {class: "strong"})),
        ...(powers.propose ?? []).map(proposeButton),
        ...(powers.approve_end ?? []).map((ladder) => foldedForm(`approve_end.${ladderName(ladder)}`, t("APPROVE_END"), (close) => endForm(ladder, close), {label: ladderTitle(ladder)})),
    ];
    const reports = (powers.reports ?? []).map((one) => foldedForm(`report.${one.report}`, one.title,
        (close) => reportForm({id: `power:report:${one.report}`, ...one}, close)));
    const announcements = pairs(powers.announce ?? [], "announcement");
    const others = [
        ...pick(powers, "form", "body", "form", t("FORM_BODY")),
        ...pick(powers, "stand-down", "body", "stand_down", t("STAND_DOWN")),
        ...pick(powers, "activate", "response", "activate", t("ACTIVATE")),
        ...(announcements.length ? [foldedForm("announce", t("ANNOUNCE_ASK"), (close) => announceForm(announcements, close))] : []),
    ];
    return [group(t("GRADES"), grades), group(t("REPORTS"), reports), group(t("OTHER_POWERS"), others)].filter(Boolean);
}

export function outsideForm() {
    return actForm({
        id: "outside", fields: [textField("text", t("OUTSIDE_TEXT"), {rows: 2, required: true})], send: t("RECORD"), label: t("OUTSIDE"),
        make: ({text}) => ({kind: "outside", body: {as: section("me").body, text}}),
    }).node;
}
