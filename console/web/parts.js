// parts.js - what several roles show: titles, grades, lists of duties, the story, rows of the log.

import {el, keep, row} from "./dom.js";
import {bothText, dayText, timeText} from "./clock.js";
import {section} from "./store.js";
import {t} from "./words.js";

const ROLE_WORDS = {
    controller: "ROLE_CONTROLLER", player: "ROLE_PLAYER", evaluator: "ROLE_EVALUATOR", observer: "ROLE_OBSERVER", wall: "ROLE_WALL",
};
const KIND_WORDS = {
    step: "KIND_STEP", decision: "KIND_DECISION", approval: "KIND_APPROVAL", request: "KIND_REQUEST", report: "KIND_REPORT",
    announcement: "KIND_ANNOUNCEMENT", clearance: "KIND_CLEARANCE", form: "KIND_FORM", declare: "KIND_DECLARE",
    "propose-end": "KIND_PROPOSE_END", "approve-end": "KIND_APPROVE_END", overall: "KIND_OVERALL",
};
const STATE_WORDS = {
    open: "STATE_OPEN", ready: "STATE_READY", blocked: "STATE_BLOCKED", running: "STATE_RUNNING", waiting: "STATE_WAITING",
    met: "STATE_MET", late: "STATE_LATE", missed: "STATE_MISSED", void: "STATE_VOID", done: "STATE_MET",
};
const MARK_WORDS = {
    extended: "MARK_EXTENDED", premature: "MARK_PREMATURE", "by another": "MARK_OTHER", "other body": "MARK_OTHER",
    unapproved: "MARK_UNAPPROVED", repeated: "MARK_REPEATED", "not called for": "MARK_UNCALLED", failed: "MARK_FAILED",
    incomplete: "MARK_INCOMPLETE", concealed: "MARK_CONCEALED",
};
const COLOURS = ["blue", "yellow", "orange", "red", "green", "white", "black", "grey", "purple"];

export const roleText = (role) => (ROLE_WORDS[role] ? t(ROLE_WORDS[role]) : role);
export const kindText = (kind) => (KIND_WORDS[kind] ? t(KIND_WORDS[kind]) : kind);
export const stateText = (state) => (STATE_WORDS[state] ? t(STATE_WORDS[state]) : state);
export const markText = (mark) => (MARK_WORDS[mark] ? t(MARK_WORDS[mark]) : mark);

// ── bodies ──

export function bodyTitle(name) {
    const found = (section("bodies") ?? []).find(({body}) => body === name);
    return found ? found.title : name ?? "";
}

// [value, title] of all bodies, for a choice; posts stand behind their org with a dash.
export function bodyPairs() {
    return (section("bodies") ?? []).map(({body, title, parent}) => [body, parent ? `— ${title}` : title]);
}

// ── times ──

// When something was: both times, the exercise's on top.
export function when(at) {
    return el("span", {class: "when", title: bothText(at)}, el("span", {class: "when-t"}, timeText(at)), " ",
        el("span", {class: "when-day"}, dayText(at)));
}

// A countdown; the row around it, with data-urgency, takes colour and mark from it.
export function countdown(due, opened) {
    if (due === null || due === undefined)
        return el("span", {class: "count"}, t("NO_DEADLINE"));
    return el("span", {class: "count", "data-due": due, "data-opened": opened ?? null});
}

// ── grades ──

export function colourClass(colour) {
    return COLOURS.includes(colour) ? `grade-${colour}` : "grade-none";
}

// The grade in force on each ladder: the grade as text, on its colour.
export function gradeChips(ladders, large) {
    return ladders.map(({title, declared}) => el("span", {class: `grade ${declared ? colourClass(declared.colour) : "grade-none"} ${large ? "grade-large" : ""}`},
        ladders.length > 1 && el("span", {class: "grade-ladder"}, title),
        declared ? [el("strong", {}, declared.grade), declared.title && declared.title !== declared.grade && el("span", {}, declared.title)] :
            el("span", {}, t("NO_GRADE"))));
}

export function drawLadders(list, ladders) {
    keep(list, ladders, (one) => one.ladder, row("li", {class: "ladder"}, (ladder) => [
        el("h3", {}, ladder.title),
        el("ol", {class: "levels"}, ladder.levels.map((level) => el("li", {
            class: `level ${colourClass(level.colour)}`,
            "data-declared": level.rank === ladder.declared?.rank ? "yes" : "no",
        }, el("strong", {}, level.grade), el("span", {}, level.title), el("span", {class: "level-when"}, level.when),
        level.rank === ladder.declared?.rank && el("span", {class: "chip"}, t("IN_FORCE_SINCE", bothText(ladder.declared.since)))))),
    ]));
}

// ── what is owed ──

export const isOpen = (duty) => !["met", "late", "missed", "void", "done"].includes(duty.state);

export function dutyLine(duty) {
    return [
        el("span", {class: "duty-title"}, duty.title),
        el("span", {class: "duty-facts"}, el("span", {class: "chip chip-kind"}, kindText(duty.kind)),
            !isOpen(duty) && el("span", {class: `chip state-${duty.state}`}, stateText(duty.state)),
            (duty.marks ?? []).map((mark) => el("span", {class: "chip chip-mark"}, markText(mark)))),
        el("span", {class: "duty-due"}, isOpen(duty) ? countdown(duty.due, duty.opened) : "",
            duty.due !== null && el("span", {class: "when-day"}, t("DUE_AT", bothText(duty.due)))),
    ];
}

// Duties in the groups of who owes them.
export function byOwner(owed) {
    const groups = new Map();
    for (const duty of owed) {
        const group = groups.get(duty.owner) ?? {owner: duty.owner, title: duty.owner_title, duties: []};
        group.duties.push(duty);
        groups.set(duty.owner, group);
    }
    return [...groups.values()];
}

// ── the story and the inbox ──

// Latest first; what came in the last minute of real time is marked as new.
export function drawStory(list, story) {
    const items = story.map((item, place) => ({...item, place})).reverse();
    keep(list, items, (item) => item.place, row("li", {class: "story-item"}, (item) => [when(item.at), el("span", {class: "story-text"}, item.text)]));
}

export function empty(list, text) {
    const note = el("p", {class: "empty"}, text);
    list.after(note);
    return (items) => { note.hidden = items.length > 0; };
}

// ── rows of the journal ──

export function logText(entry) {
    return [when(entry.at), el("span", {class: "log-who"}, entry.who_name || t("BY_SERVER")),
        el("span", {class: "log-text"}, entry.text), entry.is_corrected && el("span", {class: "chip"}, t("CORRECTED"))];
}

