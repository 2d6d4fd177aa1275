// evaluator.js - whoever watches and notes: notes tied to duties and times, ratings, the list of evidence.

import {columns, el, keep, panel, panelNav, row} from "./dom.js";
import {now, timeText} from "./clock.js";
import {logPanel, plainLogRow} from "./controller.js";
import {actForm, checksField, choiceField, foldedForm, textField} from "./forms.js";
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
    const duties = () => (section("owed") ?? []).map((one) => [one.duty, `${one.owner_title}: ${one.title}`]);
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
        const shown = items.map((item, place) => ({...item, place})).reverse();
        keep(list, shown, (item) => item.place, row("li", {class: "story-item"}, (item) => [when(item.about_at ?? item.at), el("span", {class: "story-text"},
            item.text, item.duty_title && el("span", {class: "hint"}, ` (${item.duty_title})`), item.who_name && el("span", {class: "hint"}, ` — ${item.who_name}`))]));
        note(items);
        notes.count(items.length);
    });
    return notes;
}

function ratingForm(objective, close) {
    const fields = [checksField("rating", t("RATING"), RATINGS.map(([letter, word]) => [letter, letter, t(word)]), {one: true, checked: [objective.rating ?? ""]}),
        textField("text", t("RATING_WHY"), {rows: 2})];
    return actForm({
        id: `rating:${objective.objective}`, fields, send: t("RATE"), label: `${t("RATE")}: ${objective.title}`, done: close,
        make: ({rating, text}) => (rating ? {kind: "rating", body: {objective: objective.objective, rating, text}} : {error: t("CHOOSE_ONE"), field: "rating"}),
    }).node;
}

function objectiveRow(first) {
    const title = el("strong", {}, first.title);
    const rating = el("span");
    let objective = first;
    const node = el("li", {class: "objective"}, title, rating, el("div", {class: "row-tools"}, foldedForm("rate", t("RATE"), (close) => ratingForm(objective, close), {label: first.title})));
    const update = (next) => {
        objective = next;
        const word = RATINGS.find(([letter]) => letter === next.rating)?.[1];
        rating.className = next.rating ? "chip chip-new" : "chip";
        rating.textContent = word ? `${next.rating} · ${t(word)}` : t("NOT_RATED");
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
        objectives.count(all.filter(({rating}) => !rating).length);
    });
    return objectives;
}

function evidenceText(item) {
    if (typeof item === "string")
        return [item];
    return [item.text ?? item.title ?? "", item.at !== undefined && item.at !== null ? el("span", {class: "hint"}, ` ${timeText(item.at)}`) : null];
}

function evidencePanel() {
    const evidence = panel("evidence", t("EVIDENCE"), el("p", {class: "hint"}, t("EVIDENCE_HINT")));
    const list = el("ul", {class: "rows"});
    evidence.body.append(list);
    watch(["evidence"], (all) => keep(list, all, (one) => one.objective, row("li", {class: "evidence"}, (one) => [el("h3", {}, one.title),
        el("ul", {class: "bullets"}, (one.items ?? []).map((item) => el("li", {}, evidenceText(item))))])));
    return evidence;
}

export function buildEvaluator(main) {
    const [notes, owed, objectives] = [notesPanel(), owedPanel({tools: noteTools, title: t("DUTIES")}), objectivesPanel()];
    const [evidence, log] = [evidencePanel(), logPanel(plainLogRow)];
    main.append(panelNav(t("PARTS"), [notes, owed, objectives, evidence, log]), columns("evaluator", [[notes], [owed], [objectives, evidence], [log]]));
}
