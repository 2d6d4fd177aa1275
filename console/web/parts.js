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
    met: "STATE_MET", late: "STATE_LATE", missed: "STATE_MISSED", void: "STATE_VOID", done: "STATE_DONE", failed: "STATE_FAILED",
};
const BLOCKED_WORDS = {
    absent: "BLOCKED_ABSENT", "off-duty": "BLOCKED_OFF_DUTY", unreachable: "BLOCKED_UNREACHABLE", approval: "BLOCKED_APPROVAL",
    resource: "BLOCKED_RESOURCE", busy: "BLOCKED_BUSY", mobilising: "BLOCKED_RESOURCE",
};
const MARK_WORDS = {
    premature: "MARK_PREMATURE", "wrong-body": "MARK_OTHER", "no-approval": "MARK_UNAPPROVED", "condition-false": "MARK_CONDITION",
    repeated: "MARK_REPEATED", "not-called-for": "MARK_UNCALLED", assumed: "MARK_ASSUMED", superseded: "MARK_SUPERSEDED",
    extended: "MARK_EXTENDED", exhausted: "MARK_EXHAUSTED", withheld: "MARK_WITHHELD",
};
const COLOURS = ["blue", "yellow", "orange", "red", "green", "white", "black", "grey", "purple"];

export const roleText = (role) => (ROLE_WORDS[role] ? t(ROLE_WORDS[role]) : role);
// A wall that nobody gave a name is called what it is.
export const nameText = ({name, role}) => (name === "-" ? roleText(role) : name);
export const kindText = (kind) => (KIND_WORDS[kind] ? t(KIND_WORDS[kind]) : kind);
export const stateText = (state) => (STATE_WORDS[state] ? t(STATE_WORDS[state]) : state);
export const blockedText = (why) => (BLOCKED_WORDS[why] ? t(BLOCKED_WORDS[why]) : why);
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

// An outcome by its title; those that have none, or only their name, in the page's words where it has such.
export function outcomeText(outcome, title) {
    const words = {yes: t("OUTCOME_YES"), no: t("OUTCOME_NO"), none: t("OUTCOME_NONE")};
    return title && title !== outcome ? title : words[outcome] ?? outcome;
}

// A grade's title without the grade before it: "Major" of "II Major".
export function gradeTitle({grade, title}) {
    return title?.startsWith(grade) ? title.slice(grade.length).trim() : title ?? "";
}

// The grade in force on each ladder: the grade as text, on its colour.
export function gradeChips(ladders, large) {
    return ladders.map(({title, declared}) => el("span", {class: `grade ${declared ? colourClass(declared.colour) : "grade-none"} ${large ? "grade-large" : ""}`},
        ladders.length > 1 && el("span", {class: "grade-ladder"}, title),
        declared ? [el("strong", {}, declared.grade), gradeTitle(declared) && el("span", {}, gradeTitle(declared))] :
            el("span", {}, t("NO_GRADE"))));
}

// The points of a condition from `from` on that stand at `depth` or further in, as a list with lists in it.
function pointsFrom(lines, from, depth) {
    const list = el("ul", {class: "condition"});
    let at = from;
    while (at < lines.length && lines[at].depth >= depth) {
        const item = el("li", {class: lines[at].head ? "condition-head" : ""}, lines[at].text);
        const [inner, next] = lines[at].head ? pointsFrom(lines, at + 1, lines[at].depth + 1) : [null, at + 1];
        if (inner)
            item.append(inner);
        list.append(item);
        at = next;
    }
    return [list, at];
}

// What must hold, point by point: [{depth, head, text}], a head before the points that it is about.
export function condition(lines) {
    return lines.length === 1 ? el("span", {}, lines[0].text) : pointsFrom(lines, 0, 0)[0];
}

function levelLine(level, {declared, warranted}) {
    const isDeclared = level.rank === declared?.rank;
    return el("li", {class: `level ${colourClass(level.colour)}`, "data-declared": isDeclared ? "yes" : "no"},
        el("strong", {}, level.grade), el("span", {}, gradeTitle(level)), level.when && el("div", {class: "level-when"}, condition(level.when)),
        isDeclared && el("span", {class: "chip"}, t("IN_FORCE_SINCE", bothText(declared.since))),
        level.rank === warranted && el("span", {class: "chip chip-mark"}, t("WARRANTED")));
}

export function drawLadders(list, ladders) {
    keep(list, ladders, (one) => one.ladder, row("li", {class: "ladder"}, (ladder) => [
        el("h3", {}, ladder.title), el("ol", {class: "levels"}, ladder.levels.map((level) => levelLine(level, ladder)))]));
}

// ── what is owed ──

export const isOpen = (duty) => duty.state === "open";

// Duties in the groups of who owes them.
export function byOwner(owed) {
    const groups = new Map();
    for (const duty of owed) {
        const name = duty.owner?.body ?? "";
        const group = groups.get(name) ?? {owner: name, title: duty.owner?.title ?? "", duties: []};
        group.duties.push(duty);
        groups.set(name, group);
    }
    return [...groups.values()];
}

// ── the story ──

// Latest first.
export function drawStory(list, story) {
    keep(list, [...story].reverse(), (item) => item.id, row("li", {class: "story-item"}, (item) => [when(item.at),
        el("span", {class: "story-text"}, item.text, item.who && el("span", {class: "hint"}, ` (${item.who})`))]));
}

export function empty(list, text) {
    const note = el("p", {class: "empty"}, text);
    list.after(note);
    return (items) => { note.hidden = items.length > 0; };
}
