// powers.js - what the plan lets a body do on its own: grades, reports, bodies, responses; and acts outside the plan.

import {el} from "./dom.js";
import {actButton, actForm, checksField, choiceField, foldedForm, textField} from "./forms.js";
import {section} from "./store.js";
import {announceForm, entryAct, entryOf, reportForm} from "./tasks.js";
import {t} from "./words.js";

const MAY_WORDS = {declare: "MAY_DECLARE", raise: "GRADE_UP", lower: "GRADE_DOWN", end: "GRADE_OVER"};

// What choosing a grade would mean now.
function gradeNote(ladder, grade) {
    const one = (section("ladders") ?? []).find(({ladder: name}) => name === ladder);
    const rank = one?.levels.find((level) => level.grade === grade)?.rank;
    if (!one?.declared || !rank)
        return "";
    if (rank === one.declared.rank)
        return t("GRADE_NOW");
    return rank > one.declared.rank ? t("GRADE_UP") : t("GRADE_DOWN");
}

// Grades that one may only raise to, lower to or end say so.
function mayNote({may}) {
    return may.includes("declare") ? "" : t("MAY_ONLY", may.map((one) => t(MAY_WORDS[one] ?? "MAY_DECLARE")).join(", "));
}

function declareForm(ladder, close) {
    const options = ladder.grades.map((level) => [level.grade, level.title || level.grade, [gradeNote(ladder.ladder, level.grade), mayNote(level)].filter(Boolean).join("; ")]);
    if (ladder.grades.some(({may}) => may.includes("end")))
        options.push(["none", t("NO_GRADE"), t("GRADE_OVER")]);
    const fields = [checksField("grade", t("GRADE"), options, {one: true}), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `declare:${ladder.ladder}`, fields, send: t("DECLARE"), label: `${t("DECLARE")}: ${ladder.title}`, done: close,
        make: ({grade, why}) => (grade ? entryAct(entryOf({declare: grade, ladder: ladder.ladder, why})) : {error: t("CHOOSE_ONE"), field: "grade"}),
    }).node;
}

function endForm(ladder, close) {
    const fields = [checksField("answer", t("ANSWER"), [["given", t("AGREE")], ["refused", t("REFUSE")]], {one: true}), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `approve-end:${ladder.ladder}`, fields, send: t("SEND_ANSWER"), label: t("APPROVE_END"), done: close,
        make: ({answer, why}) => (answer ? entryAct(entryOf({approve: "end", ladder: ladder.ladder, answer, why})) : {error: t("CHOOSE_ONE"), field: "answer"}),
    }).node;
}

function proposeButton(ladder) {
    return el("span", {class: "action"}, actButton(`propose.${ladder.ladder}`, t("PROPOSE_END"),
        () => entryAct(entryOf({propose: "end", ladder: ladder.ladder})), {label: ladder.title}));
}

// One of several things by name: form a body, stand it down, start a response.
function pickForm(verb, options, send, close) {
    const fields = [choiceField(verb, t("WHICH"), options), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: `power:${verb}`, fields, send, label: send, done: close,
        make: (values) => entryAct(entryOf({[verb]: values[verb], why: values.why})),
    }).node;
}

const group = (title, nodes) => nodes.length > 0 && el("div", {class: "power"}, el("h3", {}, title), el("div", {class: "buttons"}, nodes));

function pick(powers, verb, key, part, text) {
    const options = powers[part].map((one) => [one[key], one.title]);
    return options.length ? [foldedForm(verb, text, (close) => pickForm(verb, options, text, close))] : [];
}

// All that the plan gives this body the power to do, as buttons that open forms; built anew when it changes.
export function powerGroups(powers) {
    const grades = [
        ...powers.declare.map((ladder) => foldedForm(`declare.${ladder.ladder}`, t("DECLARE_ASK", ladder.title), (close) => declareForm(ladder, close), {class: "strong"})),
        ...powers.propose.map(proposeButton),
        ...powers.approve_end.map((ladder) => foldedForm(`approve_end.${ladder.ladder}`, t("APPROVE_END"), (close) => endForm(ladder, close), {label: ladder.title})),
    ];
    const reports = powers.reports.map((one) => foldedForm(`report.${one.report}`, one.title, (close) => reportForm({id: `power:report:${one.report}`, ...one}, close)));
    const announcements = powers.announce.map((one) => foldedForm(`announce.${one.report}`, one.title,
        (close) => announceForm({id: `power:${one.report}`, subject: one.report, title: one.title, owner: one.sender}, close)));
    const others = [...pick(powers, "form", "body", "form", t("FORM_BODY")), ...pick(powers, "stand-down", "body", "stand_down", t("STAND_DOWN")),
        ...pick(powers, "activate", "response", "activate", t("ACTIVATE"))];
    return [group(t("GRADES"), grades), group(t("REPORTS"), reports), group(t("ANNOUNCEMENTS"), announcements), group(t("OTHER_POWERS"), others)].filter(Boolean);
}

export function outsideForm() {
    return actForm({
        id: "outside", fields: [textField("text", t("OUTSIDE_TEXT"), {rows: 2, required: true})], send: t("RECORD"), label: t("OUTSIDE"),
        make: ({text}) => ({kind: "outside", body: {as: section("me").body, text}}),
    }).node;
}
