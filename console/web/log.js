// log.js - the rows of the journal in words, and how the controller takes one back.

import {el, keep, panel, scrolling} from "./dom.js";
import {timeText} from "./clock.js";
import {actForm, foldedForm, textField} from "./forms.js";
import {verbText} from "./events.js";
import {bodyTitle, empty, nameText, outcomeText, roleText, when} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

const numbers = (list) => list.map((number) => `#${number}`).join(", ");

function personName(id) {
    const found = (section("people") ?? []).find(({person}) => person === id);
    return found ? nameText(found) : id;
}

function clockText(body) {
    if (body.do === "run")
        return t("LOG_RUN", body.rate);
    if (body.do === "jump")
        return body.to === "next" ? t("LOG_JUMP_NEXT") : t("LOG_JUMP", timeText(body.to));
    return t("LOG_PAUSE");
}

function dutyTitle(number) {
    return (section("owed") ?? []).find(({duty}) => duty === number)?.title;
}

const TEXTS = {
    open: () => t("LOG_OPEN"),
    join: () => t("LOG_JOIN"),
    assign: (body) => t("LOG_ASSIGN", personName(body.person), [roleText(body.role), body.body && bodyTitle(body.body)].filter(Boolean).join(" · ")),
    leave: (body) => t("LOG_LEAVE", personName(body.person)),
    hands: (body) => t(body.by === "people" ? "LOG_PEOPLE" : "LOG_SIMULATION", bodyTitle(body.body)),
    clock: clockText,
    entries: (body) => t("LOG_ENTRIES", numbers(body.numbers ?? [])),
    skip: (body) => t("LOG_SKIP", numbers([body.number])),
    restore: (body) => t("LOG_RESTORE", numbers([body.number])),
    delay: (body) => t("LOG_DELAY", numbers([body.number]), timeText(body.to)),
    outside: (body) => [body.as && bodyTitle(body.as), body.text].filter(Boolean).join(": "),
    note: (body) => t("LOG_NOTE", [dutyTitle(body.duty), body.text].filter(Boolean).join(": ")),
    rating: (body) => t("LOG_RATING", [body.objective, body.rating, body.text].filter(Boolean).join(" · ")),
    truth: (body) => t("LOG_TRUTH", Object.entries(body.facts ?? {}).map(([field, values]) => `${field}: ${[values ?? "—"].flat().join(" / ")}`).join("; ")),
    correct: (body) => t("LOG_CORRECT", body.row),
    end: () => t("LOG_END"),
};

// The title of what an act names, where this screen knows it.
function titleOf(name) {
    const means = section("means");
    const known = [...(means?.steps ?? []).map(({step, title}) => [step, title]), ...(means?.reports ?? []).map(({report, title}) => [report, title]),
        ...(section("owed") ?? []).map(({subject, title}) => [subject, title])];
    return known.find(([key]) => key === name)?.[1] ?? name ?? "";
}

// An act: who, what, of what.
function actText(entry) {
    const receivers = (entry.to ?? []).map(bodyTitle).join(", ");
    const what = [entry.by && bodyTitle(entry.by), `${verbText(entry.verb)}: ${titleOf(entry.title)}`, entry.outcome ? outcomeText(entry.outcome) : entry.answer].filter(Boolean).join(" · ");
    return [what, receivers && `→ ${receivers}`, entry.text, entry.why && `(${entry.why})`].filter(Boolean).join(" ");
}

// An act that was corrected is no entry any more: its row still says what it was.
function correctedAct({as, entry}) {
    const [verb, title] = Object.entries(entry ?? {})[0] ?? ["", ""];
    return actText({...entry, verb, title: typeof title === "string" ? title : "", by: entry?.by ?? as, to: [entry?.to ?? []].flat(), text: entry?.text});
}

export function rowText(entry) {
    if (entry.verb)
        return actText(entry);
    const body = readBody(entry.body);
    if (entry.kind === "act")
        return correctedAct(body);
    const text = TEXTS[entry.kind]?.(body) ?? entry.kind;
    return body.why ? `${text} (${body.why})` : text;
}

function readBody(text) {
    try {
        return JSON.parse(text ?? "{}") ?? {};
    } catch {
        return {};
    }
}

function correctForm(entry, close) {
    return actForm({
        id: `correct:${entry.row}`, fields: [textField("why", t("WHY"), {required: true})], send: t("CORRECT"), label: `${t("CORRECT")}: ${rowText(entry)}`, done: close, strong: false,
        make: ({why}) => ({kind: "correct", body: {row: entry.row, why}}),
    }).node;
}

function logRow(canCorrect) {
    return (first) => {
        const text = el("div", {class: "log-line"});
        const tools = el("div", {class: "row-tools"});
        const node = el("li", {class: "log-row"}, text, tools);
        let could = null;
        const update = (entry) => {
            text.replaceChildren(when(entry.at), el("span", {class: "log-row-number"}, String(entry.row)),
                el("span", {class: "log-who"}, entry.who_name || t("BY_SERVER")), el("span", {class: "log-text"}, rowText(entry)),
                entry.corrected_by ? el("span", {class: "chip"}, t("CORRECTED", entry.corrected_by)) : "");
            node.dataset.corrected = entry.corrected_by ? "yes" : "no";
            const can = canCorrect && entry.can_correct;
            if (could !== can)
                tools.replaceChildren(...(can ? [foldedForm("correct", t("CORRECT"), (close) => correctForm(entry, close), {label: rowText(entry), class: "quiet"})] : []));
            could = can;
        };
        update(first);
        return {node, update};
    };
}

export function logPanel({canCorrect} = {}) {
    const log = scrolling(panel("log", t("LOG")));
    const list = el("ol", {class: "rows log", reversed: true});
    log.body.append(list);
    const note = empty(list, t("LOG_EMPTY"));
    watch(["log"], (rows) => {
        keep(list, [...rows].reverse(), (entry) => entry.row, logRow(canCorrect));
        note(rows);
    });
    return log;
}
