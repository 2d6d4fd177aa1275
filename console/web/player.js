// player.js - a body at the table: what it has been told, what it has to do, what it may do.

import {columns, el, keep, panel, panelNav, row} from "./dom.js";
import {onTick} from "./clock.js";
import {actButton} from "./forms.js";
import {drawLadders, empty, markText, stateText, when} from "./parts.js";
import {outsideForm, powerGroups} from "./powers.js";
import {say} from "./say.js";
import {section, watch} from "./store.js";
import {drawTasks, entryAct, watchUrgency} from "./tasks.js";
import {t} from "./words.js";

const INBOX_WORDS = {
    inject: "INBOX_INJECT", event: "INBOX_EVENT", message: "INBOX_MESSAGE", value: "INBOX_VALUE", step: "INBOX_STEP", report: "INBOX_REPORT", notice: "INBOX_NOTICE",
    announcement: "INBOX_ANNOUNCEMENT", answer: "INBOX_ANSWER",
};
const NEW_MS = 60000; // of real time

const inboxKind = (kind) => (INBOX_WORDS[kind] ? t(INBOX_WORDS[kind]) : kind);

// ── inbox ──

function fromText(item) {
    const from = item.from || item.from_body?.title;
    if (from && item.via)
        return t("FROM_VIA", from, item.via);
    return from ? t("FROM", from) : item.via ? t("VIA", item.via) : "";
}

const confirmed = new Set();

// That a report has come is confirmed once; the button stays where it was, and says so.
function acknowledgeButton(item) {
    if (confirmed.has(item.id))
        return el("span", {class: "chip"}, t("ACKNOWLEDGED"));
    return el("span", {class: "action"}, actButton(`acknowledge.${item.id}`, t("ACKNOWLEDGE"), () => entryAct({acknowledge: item.report}),
        {label: item.title, class: "quiet", done: () => confirmed.add(item.id)}));
}

const inboxRow = row("li", {class: "message"}, (item, node) => {
    node.dataset.kind = item.kind;
    return [
        el("div", {class: "message-head"}, el("span", {class: "chip chip-kind"}, inboxKind(item.kind)),
            item.isNew && el("span", {class: "chip chip-new"}, t("NEW")), when(item.at)),
        item.title && item.title !== inboxKind(item.kind) && el("h3", {class: "message-title"}, item.title),
        item.text && item.text !== item.title && el("p", {class: "message-text"}, item.text),
        (item.fields ?? []).length > 0 && el("dl", {class: "contents"}, item.fields.map(({title, value}) => [el("dt", {}, title), el("dd", {}, value || t("NOT_STATED"))])),
        fromText(item) && el("p", {class: "message-from"}, fromText(item)),
        item.can_acknowledge && acknowledgeButton(item),
    ];
});

function inboxPanel() {
    const inbox = panel("inbox", t("INBOX"));
    const list = el("ul", {class: "rows messages"});
    const arrived = new Map();
    inbox.body.append(list);
    const note = empty(list, t("INBOX_EMPTY"));
    let isFirst = true;
    const earlier = el("p", {class: "hint"});
    list.after(earlier);
    const draw = (said) => {
        const items = said?.items ?? [];
        earlier.textContent = said?.earlier ? t("EARLIER", said.earlier) : "";
        for (const item of items) {
            if (!arrived.has(item.id) && !isFirst)
                say(t("ARRIVED", inboxKind(item.kind), item.title ?? item.text ?? ""));
            if (!arrived.has(item.id))
                arrived.set(item.id, isFirst ? -NEW_MS : performance.now());
        }
        isFirst = false;
        const isNew = (item) => performance.now() - arrived.get(item.id) < NEW_MS;
        const shown = items.map((item) => ({...item, isNew: isNew(item)})).reverse();
        keep(list, shown, (item) => item.id, inboxRow);
        note(items);
        inbox.count(shown.filter((item) => item.isNew).length);
    };
    watch(["inbox"], draw);
    onTick(() => draw(section("inbox")));
    return inbox;
}

// ── tasks ──

function tasksPanel() {
    const tasks = panel("tasks", t("TASKS"));
    const list = el("ol", {class: "rows tasks"});
    tasks.body.append(list);
    const note = empty(list, t("TASKS_EMPTY"));
    watch(["tasks"], (items) => {
        drawTasks(list, items);
        note(items);
        tasks.count(items.filter((task) => task.state !== "blocked").length);
    });
    onTick(() => watchUrgency(section("tasks") ?? []));
    return tasks;
}

function donePanel() {
    const done = panel("done", t("DONE"));
    const list = el("ul", {class: "rows"});
    done.body.append(list);
    const note = empty(list, t("DONE_EMPTY"));
    watch(["done"], (items) => {
        keep(list, items, (item) => item.id, row("li", {class: "done-row"}, (item) => [when(item.closed), el("span", {class: "story-text"}, item.title),
            el("span", {class: `chip state-${item.state}`}, stateText(item.state)), (item.marks ?? []).map((mark) => el("span", {class: "chip chip-mark"}, markText(mark)))]));
        note(items);
    });
    return done;
}

// ── powers, means, card ──

function outsidePart() {
    const list = el("ul", {class: "rows"});
    watch(["outside"], (items) => keep(list, [...items].reverse(), (item) => item.row,
        row("li", {class: "story-item"}, (item) => [when(item.at), el("span", {class: "story-text"}, item.text)])));
    return [el("p", {class: "hint"}, t("OUTSIDE_HINT")), outsideForm(), list];
}

const outsidePanel = () => panel("outside", t("OUTSIDE"), outsidePart());

function powersPanel() {
    const powers = panel("powers", t("POWERS"));
    const groups = el("div", {class: "powers"});
    let drawn = null;
    watch(["powers"], (all) => {
        const wanted = JSON.stringify(all);
        if (wanted === drawn)
            return;
        const open = groups.querySelector("details[open]")?.dataset.fold;
        drawn = wanted;
        groups.replaceChildren(...powerGroups(all));
        if (open) // what was typed comes back by itself
            groups.querySelector(`details[data-fold="${CSS.escape(open)}"]`)?.setAttribute("open", "");
    });
    powers.body.append(groups, el("div", {class: "power"}, el("h3", {}, t("OUTSIDE")), outsidePart()));
    return powers;
}

const resourceRow = row("li", {class: "resource"}, (one) => [el("span", {}, one.title),
    el("meter", {min: 0, max: one.total, value: one.free, "aria-label": one.title}), el("span", {class: "figure"}, t("FREE_OF", one.free, one.total), one.unit ? ` ${one.unit}` : "")]);

function meansPanel() {
    const means = panel("means", t("MEANS"));
    const ladders = el("ul", {class: "rows ladders"});
    const resources = el("ul", {class: "rows"});
    const card = el("div", {class: "card"});
    means.body.append(ladders, el("h3", {}, t("MEANS_RESOURCES")), resources, card);
    const note = empty(resources, t("RESOURCES_EMPTY"));
    watch(["ladders"], (all) => drawLadders(ladders, all));
    watch(["resources"], (all) => {
        keep(resources, all, (one) => one.resource, resourceRow);
        note(all);
    });
    watch(["me"], (me) => {
        const source = `/card.svg?lang=${encodeURIComponent(me.lang)}`;
        if (me.body && card.dataset.source !== source)
            card.replaceChildren(el("h3", {}, t("CARD")), el("a", {href: source, target: "_blank", rel: "noopener", class: "card-link"},
                el("img", {src: source, alt: t("CARD_OF", me.body_title), loading: "lazy"}), el("span", {}, t("CARD_OPEN"))));
        card.dataset.source = source;
    });
    return means;
}

// After the end: what was done, what had come, and what was done outside the plan.
export function buildPlayerAfter(main) {
    const [done, inbox, outside] = [donePanel(), inboxPanel(), outsidePanel()];
    main.append(panelNav(t("PARTS"), [done, inbox, outside]), columns("after", [[done], [inbox], [outside]]));
}

export function buildPlayer(main) {
    const [tasks, inbox, powers, done, means] = [tasksPanel(), inboxPanel(), powersPanel(), donePanel(), meansPanel()];
    main.append(panelNav(t("PARTS"), [tasks, inbox, powers, done, means]), columns("player", [[tasks, done], [inbox], [powers, means]]));
}
