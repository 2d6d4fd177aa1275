// wall.js - what hangs on the wall: grade, clock, chart as it stands, what is late. Read from three metres.

import {el, keep, row, setText} from "./dom.js";
import {boxOf, chartPicture} from "./chart.js";
import {onTick, timeText, urgency} from "./clock.js";
import {wallInvitation} from "./invite.js";
import {clockFace, clockStateText} from "./head.js";
import {countdown, gradeChips, isOpen} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

const LATE_SHOWN = 6;
const LATE_LEAST = 3;
const STORY_SHOWN = 4;
const TURN_MS = 12000; // each part of the chart in work is shown so long
const PRESSING = ["late", "soon"];

function wallHead() {
    const grades = el("div", {class: "grades", role: "group", "aria-label": t("GRADES_IN_FORCE")});
    watch(["ladders"], (ladders) => grades.replaceChildren(...gradeChips(ladders, true)));
    return el("div", {class: "wall-head"}, clockFace(true), grades);
}

const dutyRow = row("li", {class: "wall-duty", "data-urgency": "none"}, (duty) => [
    el("span", {class: "wall-duty-title"}, duty.title), el("span", {class: "wall-duty-owner"}, duty.owner?.title ?? ""), countdown(duty.due, duty.opened)]);

// Late ones first, and those that are about to be; how many more there are is said, not hidden.
function latePart() {
    const list = el("ul", {class: "rows"});
    const heading = el("h2", {tabindex: "-1"});
    const more = el("p", {class: "wall-more"});
    // As many as leave room for what has happened last.
    const showWhatFits = (open) => {
        const side = list.closest(".wall-side");
        let shown = Math.min(open.length, LATE_SHOWN);
        keep(list, open.slice(0, shown), (duty) => duty.duty, dutyRow);
        while (shown > LATE_LEAST && side && side.scrollHeight > side.clientHeight + 1)
            keep(list, open.slice(0, --shown), (duty) => duty.duty, dutyRow);
        return shown;
    };
    const draw = () => {
        const open = (section("owed") ?? []).filter((duty) => isOpen(duty) && PRESSING.includes(urgency(duty.due, duty.opened))).sort((a, b) => a.due - b.due);
        const late = open.filter(({due, opened}) => urgency(due, opened) === "late").length;
        const shown = showWhatFits(open);
        setText(heading, late ? t("WALL_LATE", late) : t("WALL_NONE_LATE"));
        heading.dataset.late = late ? "yes" : "no";
        setText(more, open.length > shown ? t("AND_MORE", open.length - shown) : "");
    };
    onTick(draw);
    watch(["owed"], draw);
    return el("section", {class: "wall-late", "aria-label": t("OWED")}, heading, list, more);
}

function storyPart() {
    const list = el("ul", {class: "rows"});
    watch(["story"], (story) => keep(list, story.slice(-STORY_SHOWN).reverse(), (item) => item.id,
        row("li", {class: "wall-story-item"}, (item) => [el("span", {class: "when-t"}, timeText(item.at)), " ", item.text])));
    return el("section", {class: "wall-story", "aria-label": t("STORY")}, el("h2", {tabindex: "-1"}, t("STORY_SHORT")), list);
}

// Shows the whole chart, or in turn each of its parts in which something is going on: then it can be read.
function chartPart() {
    let turn = 0;
    let timer = null;
    let drawing = null;
    let still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const name = el("p", {class: "wall-part"});
    const show = () => {
        const bands = activeBands(drawing);
        if (still || !bands.length || turn % (bands.length + 1) === 0) {
            drawing.setAttribute("viewBox", drawing.dataset.whole);
            setText(name, t("WHOLE_CHART"));
        } else {
            const {nodes, title} = bands[turn % (bands.length + 1) - 1];
            drawing.setAttribute("viewBox", drawing.dataset.whole);
            const box = boxOf(drawing, nodes);
            if (box)
                drawing.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
            setText(name, title);
        }
        turn++;
    };
    const hold = el("button", {type: "button", class: "quiet", "aria-pressed": String(still), onclick: () => {
        still = !still;
        hold.setAttribute("aria-pressed", String(still));
        if (drawing)
            show();
    }}, t("WALL_HOLD"));
    const picture = chartPicture((svg) => {
        if (svg === drawing)
            return;
        drawing = svg;
        show();
        clearInterval(timer);
        timer = setInterval(() => drawing.isConnected ? show() : clearInterval(timer), TURN_MS);
    });
    return el("section", {class: "wall-chart", "aria-label": t("CHART")}, el("div", {class: "wall-part-line"}, name, hold), picture);
}

// The bands of the chart with nodes that are open, running or overdue, and those nodes with their neighbours.
function activeBands(svg) {
    const groups = new Map();
    for (const node of svg.querySelectorAll('g.node[data-sign="open"], g.node[data-sign="running"], g.node[data-sign="overdue"]')) {
        const response = /^(?:start|step|decision|approval):([^.:]+)(?:\.|$)/.exec(node.dataset.key)?.[1];
        if (response)
            groups.set(response, true);
    }
    return [...groups.keys()].map((response) => ({
        nodes: [...svg.querySelectorAll("g.node[data-key]")].filter((node) => new RegExp(`^[a-z-]+:${CSS.escape(response)}(\\.|$)`).test(node.dataset.key)),
        title: svg.querySelector(`g.node[data-key="start:${CSS.escape(response)}"] > title`)?.textContent ?? t("CHART"),
    })).filter(({nodes}) => nodes.length);
}

// After the end: the chart as it stands, beneath the hot wash.
export function buildWallAfter(main) {
    main.append(el("div", {class: "wall wall-after"}, el("section", {class: "wall-chart", "aria-label": t("CHART")}, chartPicture())));
}

export function buildWall(main) {
    const wait = el("p", {class: "wall-wait"});
    const [join, late, story] = [wallInvitation(), latePart(), storyPart()];
    watch(["clock"], (clock) => {
        wait.hidden = clock.state === "running";
        setText(wait, clock.state === "lobby" ? t("LOBBY_WAIT") : clockStateText(clock));
        join.hidden = clock.state !== "lobby";
        late.hidden = story.hidden = clock.state === "lobby";
    });
    main.append(el("div", {class: "wall"}, wallHead(), wait, chartPart(), el("div", {class: "wall-side"}, join, late, story)));
}
