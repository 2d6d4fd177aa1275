// evaluator.js - whoever watches and notes: notes tied to duties and times, ratings, the list of evidence.

import {columns, el, keep, panel, panelNav, row} from "./dom.js";
import {now} from "./clock.js";
import {actForm, checksField, choiceField, foldedForm, textField} from "./forms.js";
import {logPanel} from "./log.js";
import {owedPanel} from "./owed.js";
import {empty, when} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

const RATINGS = [["P", "RATING_P"], ["S", "RATING_S"], ["M", "RATING_M"], ["U", "RATING_U"]];

// A note about now or about another time, "1:05" since the start.
function timeFrom(text) {
    const found = /^(?:T\+)?(\d+):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
    return found ? Number(found[1]) * 3600000 + Number(found[2]) * 60000 + Number(found[3] ?? 0) * 1000 : null;
}

function noteForm({id, duty, title, done}) {
    const duties = () => (section("owed") ?? []).map((one) => [one.duty, `${one.owner?.title ?? ""}: ${one.title}`]);
    const choice = duty ? null : choiceField("duty", t("ABOUT_DUTY"), duties(), {empty: t("ABOUT_NOTHING")});
    if (choice)
        watch(["owed"], () => document.activeElement !== choice.control && choice.setOptions(duties()));
    const fields = [textField("text", t("NOTE_TEXT"), {rows: 3, required: true}), choice, textField("about", t("ABOUT_TIME"), {hint: t("ABOUT_TIME_HINT")})].filter(Boolean);
    return actForm({
        id, fields, send: t("RECORD_NOTE"), label: title ? `${t("NOTE")}: ${title}` : t("NOTE"), done,
        make: (values) => {
            const about = values.about ? timeFrom(values.about) : Math.floor(now());
            const which = duty ?? (values.duty === "" ? null : Number(values.duty));
            return about === null ? {error: t("NOT_A_TIME"), field: "about"} : {kind: "note", body: {text: values.text, duty: which, about_at: about}};
        },
    }).node;
}

const noteTools = (duty) => [foldedForm("note", t("NOTE"), (close) => noteForm({id: `note:${duty.duty}`, duty: duty.duty, title: duty.title, done: close}), {label: duty.title, class: "quiet"})];

function notesPanel() {
    const notes = panel("notes", t("NOTES"), noteForm({id: "note"}));
    const list = el("ul", {class: "rows notes"});
    notes.body.append(list);
    const note = empty(list, t("NOTES_EMPTY"));
    watch(["notes"], (items) => {
        keep(list, [...items].reverse(), (item) => item.row, row("li", {class: "story-item"}, (item) => [when(item.about_at ?? item.at), el("span", {class: "story-text"},
            item.text, item.duty_title && el("span", {class: "hint"}, ` (${item.duty_title})`), item.who_name && el("span", {class: "hint"}, ` — ${item.who_name}`))]));
        note(items);
        notes.count(items.length);
    });
    return notes;
}

// My own latest rating of an objective.
function myRating(objective) {
    return objective.ratings.filter(({who}) => who === section("me").person).at(-1)?.rating ?? "";
}

const objectiveTitle = (objective) => (objective.objective === null ? t("WHOLE_EXERCISE") : objective.title);

function ratingForm(objective, close) {
    const title = objectiveTitle(objective);
    const fields = [checksField("rating", t("RATING"), RATINGS.map(([letter, word]) => [letter, letter, t(word)]), {one: true, checked: [myRating(objective)]}),
        textField("text", t("RATING_WHY"), {rows: 2})];
    return actForm({
        id: `rating:${objective.objective}`, fields, send: t("RATE"), label: `${t("RATE")}: ${title}`, done: close,
        make: ({rating, text}) => {
            if (!rating)
                return {error: t("CHOOSE_ONE"), field: "rating"};
            return {kind: "rating", body: {...(objective.objective === null ? {} : {objective: objective.objective}), rating, text}};
        },
    }).node;
}

function ratingLine({who_name: name, rating, text}) {
    const word = RATINGS.find(([letter]) => letter === rating)?.[1];
    return el("li", {}, el("span", {class: "chip chip-new"}, rating), " ", word ? t(word) : "", " ", el("span", {class: "hint"}, [text, name].filter(Boolean).join(" — ")));
}

function tallyText({open, met, late, missed}) {
    return t("STEP_TALLY", met, late + missed, open);
}

// An objective with what speaks for it: how its steps went, and the ratings so far.
function objectiveRow(first) {
    let objective = first;
    const tally = el("span", {class: "hint"});
    const ratings = el("ul", {class: "ratings"});
    const fold = foldedForm("rate", t("RATE"), (close) => ratingForm(objective, close), {label: objectiveTitle(first)});
    const node = el("li", {class: "objective"}, el("strong", {}, objectiveTitle(first)), tally, ratings, el("div", {class: "row-tools"}, fold));
    const update = (next) => {
        objective = next;
        tally.textContent = next.steps ? tallyText(next.steps) : "";
        ratings.replaceChildren(...(next.ratings.length ? next.ratings.map(ratingLine) : [el("li", {class: "hint"}, t("NOT_RATED"))]));
    };
    update(first);
    return {node, update};
}

function objectivesPanel() {
    const objectives = panel("objectives", t("OBJECTIVES"));
    const list = el("ul", {class: "rows"});
    objectives.body.append(list);
    watch(["objectives"], (all) => {
        keep(list, all, (one) => one.objective, objectiveRow);
        objectives.count(all.filter((one) => !myRating(one)).length);
    });
    return objectives;
}

const evidenceRow = row("li", {class: "evidence"}, (one) => [el("h3", {}, one.title),
    el("ul", {class: "bullets"}, one.evidence.map((item) => el("li", {}, el("strong", {}, item.title), ": ", item.evidence)))]);

function evidencePanel() {
    const evidence = panel("evidence", t("EVIDENCE"), el("p", {class: "hint"}, t("EVIDENCE_HINT")));
    const list = el("ul", {class: "rows"});
    evidence.body.append(list);
    const note = empty(list, t("EVIDENCE_EMPTY"));
    watch(["objectives"], (all) => {
        const some = all.filter(({evidence: items}) => items?.length);
        keep(list, some, (one) => one.objective, evidenceRow);
        note(some);
    });
    return evidence;
}

export function buildEvaluator(main) {
    const [notes, owed, objectives] = [notesPanel(), owedPanel({tools: noteTools, title: t("DUTIES")}), objectivesPanel()];
    const [evidence, log] = [evidencePanel(), logPanel()];
    main.append(panelNav(t("PARTS"), [notes, owed, objectives, evidence, log]), columns("evaluator", [[notes], [owed], [objectives, evidence], [log]]));
}
