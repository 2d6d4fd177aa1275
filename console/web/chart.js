// chart.js - the plan's flow chart in the page, with a sign at each node that says how it stands.
//
// The chart is drawn by the server's program; here only elements and attributes of a drawing are
// taken from it, and signs are put at its nodes (the same signs as on printed charts of a drill).

import {el} from "./dom.js";
import {watch} from "./store.js";
import {t} from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "g", "rect", "text", "tspan", "polyline", "polygon", "path", "circle", "ellipse", "line", "title", "desc", "defs", "use", "clipPath"]);
const TRIES = 60; // a second apart
const PLATE = 5.4; // mm, as on paper

// Strokes of the signs on a field of 10 by 10.
const SIGNS = {
    open: ["M5 3 7 5 5 7 3 5z"],
    running: ["M2 0 9 5 2 10z"],
    done: ["M0 5 4 9 10 1"],
    "done-late": ["M0 3 4 7 10 0", "M0 10h10"],
    overdue: ["M5 0V6", "M5 9v1"],
    missed: ["M0 0 10 10", "M10 0 0 10"],
    skipped: ["M0 0 5 5 0 10", "M5 0 10 5 5 10"],
    dead: ["M0 5H10"],
    waiting: [],
};
const LEGEND = [["open", "NODE_OPEN"], ["running", "NODE_RUNNING"], ["done", "NODE_DONE"], ["done-late", "NODE_DONE_LATE"], ["overdue", "NODE_OVERDUE"], ["missed", "NODE_MISSED"],
    ["skipped", "NODE_SKIPPED"], ["dead", "NODE_DEAD"]];

// The sign of a node; what has failed is told as what was missed is.
function signOf({state}) {
    return state === "failed" ? "missed" : SIGNS[state] ? state : "waiting";
}

function drawSign(sign, size) {
    const node = document.createElementNS(SVG, "g");
    node.setAttribute("class", `sign sign-${sign}`);
    const plate = document.createElementNS(SVG, "rect");
    for (const [name, value] of [["width", size], ["height", size], ["rx", size / 5], ["class", "sign-plate"]])
        plate.setAttribute(name, value);
    node.append(plate);
    const inner = document.createElementNS(SVG, "g");
    inner.setAttribute("transform", `translate(${size * 0.24} ${size * 0.24}) scale(${size * 0.052})`);
    for (const d of SIGNS[sign]) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", d);
        path.setAttribute("class", "sign-stroke");
        inner.append(path);
    }
    node.append(inner);
    return node;
}

// Only what belongs to a drawing comes over: no scripts, no styles, no other documents;
// what a link holds stays without it.
function cleaned(node) {
    for (const child of [...node.children]) {
        if (child.namespaceURI !== SVG || !(DRAWN.has(child.localName) || child.localName === "a")) {
            child.remove();
            continue;
        }
        cleaned(child);
        if (child.localName === "a")
            child.replaceWith(...child.childNodes);
    }
    for (const {name, value} of [...node.attributes])
        if (/^on|^style$/i.test(name) || (/href$/i.test(name) && !value.startsWith("#")))
            node.removeAttribute(name);
    return node;
}

const got = new Map(); // language → the drawing's text, fetched once

// The server draws it once, which may take some seconds: until then it says so with 503.
async function fetchDrawing(address) {
    for (let tries = 0; ; tries++) {
        const answer = await fetch(address);
        if (answer.ok)
            return answer.text();
        if (answer.status !== 503 || tries >= TRIES)
            throw new Error(String(answer.status));
        await new Promise((done) => setTimeout(done, 1000));
    }
}

async function drawing(lang) {
    if (!got.has(lang)) {
        got.set(lang, await fetchDrawing(`/chart.svg?lang=${encodeURIComponent(lang)}`));
    }
    const parsed = new DOMParser().parseFromString(got.get(lang), "image/svg+xml").documentElement;
    if (parsed.localName !== "svg")
        throw new Error("not a drawing");
    const svg = document.importNode(cleaned(parsed), true);
    const box = svg.getAttribute("viewBox");
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.dataset.whole = box;
    return svg;
}

// Puts the signs at the nodes; a sign that is right is left alone.
function mark(svg, nodes) {
    const states = new Map(nodes.map((node) => [node.key, signOf(node)]));
    for (const node of svg.querySelectorAll("g.node[data-key]")) {
        const sign = states.get(node.dataset.key) ?? "waiting";
        if (node.dataset.sign === sign)
            continue;
        node.dataset.sign = sign;
        node.querySelector(":scope > .sign")?.remove();
        if (sign === "waiting")
            continue;
        const drawn = drawSign(sign, PLATE);
        const {x, y} = node.getBBox();
        drawn.setAttribute("transform", `translate(${x - PLATE * 0.6} ${y - PLATE * 0.6})`);
        node.append(drawn);
    }
}

// The place of some nodes in the coordinates of the whole drawing, with a margin; null if there are none.
export function boxOf(svg, nodes) {
    const whole = svg.getScreenCTM()?.inverse();
    if (!whole || !nodes.length)
        return null;
    const corners = nodes.flatMap((node) => {
        const box = node.getBoundingClientRect();
        return [[box.left, box.top], [box.right, box.bottom]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(whole));
    });
    const [xs, ys] = [corners.map(({x}) => x), corners.map(({y}) => y)];
    const [left, top] = [Math.min(...xs) - 8, Math.min(...ys) - 8];
    return [left, top, Math.max(...xs) + 8 - left, Math.max(...ys) + 8 - top];
}

export function legend() {
    return el("ul", {class: "legend", "aria-label": t("LEGEND")}, LEGEND.map(([sign, word]) => {
        const picture = document.createElementNS(SVG, "svg");
        picture.setAttribute("viewBox", "-0.5 -0.5 6.4 6.4");
        picture.setAttribute("aria-hidden", "true");
        picture.append(drawSign(sign, PLATE));
        return el("li", {}, picture, t(word));
    }));
}

// A box with the chart in it; onDrawn(svg) is called whenever its signs have been put anew.
export function chartPicture(onDrawn) {
    const box = el("div", {class: "chart-box", tabindex: "0", role: "group", "aria-label": t("CHART")});
    const note = el("p", {class: "empty"}, t("LOADING"));
    let svg = null;
    box.append(note);
    const redraw = (nodes) => {
        if (!svg)
            return;
        mark(svg, nodes);
        onDrawn?.(svg);
    };
    let latest = [];
    watch(["nodes"], (nodes) => {
        latest = nodes;
        redraw(nodes);
    });
    drawing(document.documentElement.lang).then((drawn) => {
        svg = drawn;
        box.replaceChildren(svg);
        redraw(latest);
    }, () => note.replaceChildren(t("CHART_FAILED")));
    return el("div", {class: "chart"}, box, legend());
}
