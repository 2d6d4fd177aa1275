// tools.js - what the controller puts in beside the list: events, messages, values, disturbances, truth, acts for others.

import {el, keep, panel, row} from "./dom.js";
import {lengthFrom} from "./clock.js";
import {actForm, checksField, choiceField, textField} from "./forms.js";
import {bodyPairs, outcomeText, when} from "./parts.js";
import {minutesText} from "./owed.js";
import {entryOf} from "./tasks.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";
import {verbText} from "./events.js";

const acted = (entry, as) => ({kind: "act", body: as ? {as, entry} : {entry}});
const bodyChecks = () => checksField("to", t("TO"), bodyPairs());
const fromFields = () => [textField("from", t("FROM_WHOM")), textField("via", t("VIA_OPTIONAL"))];

// What the plan wants to know of an event: the fields of all of them, of which those of the chosen one show.
function eventFields(means) {
    return means.events.flatMap(({event, fields}) => fields.map(({field, choices}) => {
        const name = `fields.${event}.${field}`;
        const made = choices.length ? choiceField(name, field, choices.map((one) => [one, one]), {empty: "—"}) : textField(name, field);
        return {...made, event, key: field};
    }));
}

function injectForm(means) {
    const event = choiceField("inject", t("EVENT"), means.events.map((one) => [one.event, one.title]));
    const details = eventFields(means);
    const form = actForm({
        id: "inject", fields: [event, ...details, bodyChecks(), textField("text", t("TEXT"), {rows: 2}), ...fromFields()], send: t("INJECT"), label: t("TOOL_INJECT"),
        make: ({inject, to, text, from, via, ...values}) => {
            const said = entryOf(Object.fromEntries(details.filter((one) => one.event === inject).map(({name, key}) => [key, values[name]])));
            return acted(entryOf({inject, to, text, from, via, fields: Object.keys(said).length ? said : null}));
        },
        done: () => adapt(),
    });
    const adapt = () => details.forEach((one) => { one.node.hidden = one.event !== event.value(); });
    event.control.addEventListener("change", adapt);
    adapt();
    return form.node;
}

function noteForm() {
    const fields = [bodyChecks(), textField("note", t("TEXT"), {rows: 2, required: true}), ...fromFields()];
    return actForm({
        id: "message", fields, send: t("SEND"), label: t("TOOL_MESSAGE"),
        make: (values) => (values.to.length ? acted(entryOf(values)) : {error: t("CHOOSE_ONE"), field: "to"}),
    }).node;
}

// An indicator's present value stands beside its name; left empty it stays what it is.
function indicatorField(one) {
    const options = (one.choices ?? []).map((choice) => (typeof choice === "string" ? [choice, choice] : [choice.choice, choice.title]));
    const label = `${one.title} (${t("NOW_IS", one.value ?? "—")})`;
    if (options.length)
        return choiceField(`set.${one.indicator}`, label, options, {empty: t("UNCHANGED")});
    return textField(`set.${one.indicator}`, label, {hint: one.expected});
}

function setForm(means) {
    const fields = [...means.indicators.map(indicatorField), textField("from", t("FROM_WHOM"))];
    return actForm({
        id: "set", fields, send: t("SET"), label: t("TOOL_SET"),
        make: (values) => {
            const changed = Object.entries(values).filter(([name, value]) => name.startsWith("set.") && value !== "").map(([name, value]) => [name.slice(4), value]);
            return changed.length ? acted(entryOf({set: Object.fromEntries(changed), from: values.from})) : {error: t("NOTHING_CHANGED"), field: ""};
        },
    }).node;
}

function forecastForm(means) {
    const fields = [choiceField("moment", t("MOMENT"), means.moments.map((one) => [one.moment, one.title])), textField("in", t("FORECAST_IN"), {required: true, hint: t("LENGTH_HINT")}),
        textField("from", t("FROM_WHOM"))];
    return actForm({
        id: "forecast", fields, send: t("FORECAST"), label: t("FORECAST"),
        make: (values) => {
            const length = lengthFrom(values.in);
            return length === null ? {error: t("NOT_A_LENGTH"), field: "in"} :
                acted(entryOf({forecast: {[values.moment]: `+${minutesText(length)}`}, from: values.from}));
        },
    }).node;
}

function loseForm(means) {
    const fields = [choiceField("lose", t("RESOURCE"), means.resources.map((one) => [one.resource, one.title])), textField("amount", t("AMOUNT"), {required: true, value: "1"}),
        textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: "lose", fields, send: t("LOSE"), label: t("TOOL_LOSE"),
        make: (values) => (/^\d+$/.test(values.amount) ? acted(entryOf({...values, amount: Number(values.amount)})) : {error: t("NOT_A_NUMBER"), field: "amount"}),
    }).node;
}

function unreachableForm() {
    const fields = [choiceField("unreachable", t("BODY"), bodyPairs()), textField("for", t("FOR_HOW_LONG"), {hint: t("FOR_HINT")}), textField("why", t("WHY_OPTIONAL"))];
    return actForm({
        id: "unreachable", fields, send: t("UNREACHABLE"), label: t("TOOL_UNREACHABLE"),
        make: (values) => {
            const length = values.for ? lengthFrom(values.for) : 0;
            if (length === null)
                return {error: t("NOT_A_LENGTH"), field: "for"};
            return acted(entryOf({...values, for: length ? minutesText(length) : ""}));
        },
    }).node;
}

// ── acts for others: somebody telephones what was done, or a body has no screen ──

const ACT_VERBS = ["did", "start", "fail", "decide", "approve", "report", "acknowledge", "withhold", "declare", "propose", "announce", "form", "stand-down", "activate"];
const named = (items, key) => (items ?? []).map((one) => (typeof one === "string" ? [one, one] : [one[key] ?? one.name, one.title ?? one[key]]));

function subjectsOf(verb, means) {
    const grades = (section("ladders") ?? []).flatMap(({levels}) => levels.map(({grade, title}) => [grade, title]));
    const bodies = bodyPairs();
    const kind = verb === "decide" ? "decision" : verb === "did" || verb === "start" ? "step" : null;
    const steps = named(means.steps.filter((one) => !kind || one.kind === kind), "step");
    const reports = named(means.reports.filter((one) => !one.is_announcement), "report");
    const end = ["end", t("END_OF_INCIDENT")];
    return {
        declare: [...grades, ["none", t("NO_GRADE")]], propose: [end], approve: [...steps, end], report: reports,
        acknowledge: reports, withhold: reports, announce: named(means.reports.filter((one) => one.is_announcement), "report"),
        form: bodies, "stand-down": bodies, activate: named(means.responses, "response"),
    }[verb] ?? steps;
}

function forOthersForm(means) {
    const as = choiceField("as", t("FOR_BODY"), bodyPairs());
    const verb = choiceField("verb", t("ACT"), ACT_VERBS.filter((one) => subjectsOf(one, means).length).map((one) => [one, verbText(one)]));
    const subject = choiceField("subject", t("WHICH"), []);
    const outcome = choiceField("outcome", t("OUTCOME"), []);
    const answer = choiceField("answer", t("ANSWER"), [["given", t("AGREE")], ["refused", t("REFUSE")]]);
    const text = textField("text", t("CONTENT"), {rows: 2, hint: t("CONTENT_HINT")});
    const why = textField("why", t("WHY_OPTIONAL"));
    const adaptOutcome = () => {
        const names = means.steps.find(({step}) => step === subject.value())?.outcomes ?? [];
        outcome.setOptions([...names, "none"].map((name) => [name, outcomeText(name)]));
    };
    const adapt = () => {
        const chosen = verb.value();
        subject.setOptions(subjectsOf(chosen, means));
        adaptOutcome();
        outcome.node.hidden = chosen !== "decide";
        answer.node.hidden = chosen !== "approve";
        text.node.hidden = chosen !== "report";
    };
    verb.control.addEventListener("change", adapt);
    subject.control.addEventListener("change", adaptOutcome);
    const form = actForm({
        id: "for-others", fields: [as, verb, subject, outcome, answer, text, why], send: t("RECORD_ACT"), label: t("TOOL_FOR_OTHERS"),
        make: (values) => makeAct(values), done: adapt,
    });
    adapt();
    return form.node;
}

function makeAct({as, verb, subject, outcome, answer, text, why}) {
    const entry = {[verb]: subject};
    if (verb === "decide")
        entry.outcome = outcome || "none";
    if (verb === "approve")
        entry.answer = answer;
    if (verb === "report" && text)
        entry.content = contentOf(text);
    if (why)
        entry.why = why;
    return acted(entry, as);
}

// Lines "field: value"; a field is named by its name in the plan or by its title.
function contentOf(text) {
    const known = section("truth") ?? [];
    return Object.fromEntries(text.split("\n").map((line) => /^\s*([^:：]+)[:：]\s*(.*?)\s*$/.exec(line)).filter(Boolean).map(([, name, value]) => {
        const field = known.find((one) => one.field === name.trim() || one.title === name.trim());
        return [field?.field ?? name.trim(), value];
    }));
}

// What people did that the plan does not know, told to the controller.
function outsideTool() {
    const fields = [choiceField("as", t("FOR_BODY"), bodyPairs(), {empty: "—"}), textField("text", t("OUTSIDE_TEXT"), {rows: 2, required: true})];
    return actForm({
        id: "outside-tool", fields, send: t("RECORD"), label: t("OUTSIDE"),
        make: ({as, text}) => ({kind: "outside", body: as ? {as, text} : {text}}),
    }).node;
}

// ── truth ──

const truthRow = row("tr", {}, (one) => [el("th", {scope: "row"}, one.title), el("td", {}, (one.values ?? []).join(" / ") || t("NOT_STATED")), el("td", {}, one.since === null ? "" : when(one.since))]);

function truthForm() {
    const fields = [choiceField("field", t("FACT"), section("truth").map((one) => [one.field, one.title])), textField("values", t("VALUES"), {rows: 2, hint: t("VALUES_HINT")})];
    return actForm({
        id: "truth", fields, send: t("STATE_TRUTH"), label: t("TRUTH"),
        make: ({field, values}) => ({kind: "truth", body: {facts: {[field]: values.split("\n").map((line) => line.trim()).filter(Boolean)}}}),
    }).node;
}

export function truthPanel() {
    const truth = panel("truth", t("TRUTH"), el("p", {class: "hint"}, t("TRUTH_HINT")));
    const rows = el("tbody");
    const form = el("div");
    truth.body.append(el("div", {class: "table-box", tabindex: "0", role: "group", "aria-label": t("TRUTH")}, el("table", {}, el("thead", {}, el("tr", {}, [t("FACT"), t("VALUES_NOW"), t("SINCE")].map((head) => el("th", {scope: "col"}, head)))), rows)), form);
    watch(["truth"], (facts) => keep(rows, facts, (one) => one.field, truthRow));
    whenMeans(form, truthForm);
    return truth;
}

// ── the panel ──

// Builds a form of the plan's things once they are known, and anew when they are others (another language).
function whenMeans(place, build) {
    let drawn = null;
    watch(["means", "bodies", "truth"], (means, bodies) => {
        const names = JSON.stringify([means, bodies.map(({body, title}) => [body, title])]);
        if (names === drawn || place.contains(document.activeElement))
            return;
        drawn = names;
        place.replaceChildren(build(means));
    });
}

export function toolsPanel() {
    const tools = panel("tools", t("TOOLS"));
    const all = [["TOOL_INJECT", injectForm], ["TOOL_MESSAGE", noteForm], ["TOOL_SET", setForm], ["TOOL_LOSE", loseForm], ["TOOL_UNREACHABLE", unreachableForm],
        ["TOOL_FOR_OTHERS", forOthersForm], ["OUTSIDE", outsideTool], ["FORECAST", forecastForm]];
    tools.body.append(...all.map(([word, build]) => {
        const place = el("div", {class: "fold-body"});
        whenMeans(place, build);
        return el("details", {class: "tool", name: "tool"}, el("summary", {"data-name": word}, t(word)), place);
    }));
    watch(["means"], ({moments}) => { tools.body.lastElementChild.hidden = moments.length === 0; });
    return tools;
}

