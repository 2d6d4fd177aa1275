// table.js - the page of everybody at the table: head, bars, and the part of the role.

import {el} from "./dom.js";
import {onWaiting, pump, resumeActs, stopActs} from "./acts.js";
import {forgetTicks, startClock} from "./clock.js";
import {buildHead} from "./head.js";
import {connect} from "./link.js";
import {say, saidIn} from "./say.js";
import {unwatch, watch} from "./store.js";
import {loadWords, t} from "./words.js";
import {buildLobby} from "./lobby.js";
import {buildHotwash} from "./hotwash.js";
import {buildController, buildControllerAfter} from "./controller.js";
import {buildPlayer, buildPlayerAfter} from "./player.js";
import {buildEvaluator} from "./evaluator.js";
import {buildObserver} from "./observer.js";
import {buildWall, buildWallAfter} from "./wall.js";

const ROLES = {
    controller: buildController,
    player: buildPlayer,
    evaluator: buildEvaluator,
    observer: buildObserver,
    wall: buildWall,
};
const AFTER = {...ROLES, controller: buildControllerAfter, player: buildPlayerAfter, wall: buildWallAfter};
const bars = document.getElementById("bars");
const main = document.getElementById("main");
let shown = null; // what of the page is built: changes with role, body, language and part of the exercise
let unsent = 0;
let isDown = false;

// ── bars across the whole page; one of each name ──

function bar(name, text, more = {}) {
    let node = bars.querySelector(`[data-bar="${name}"]`);
    if (!text) {
        node?.remove();
        return;
    }
    if (!node) {
        node = el("div", {class: `bar bar-${more.look ?? name}`, "data-bar": name, role: more.role ?? "status"}, el("span"), more.button);
        bars.append(node);
    }
    if (node.firstChild.textContent !== text)
        node.firstChild.textContent = text;
}

function showLine() {
    document.body.classList.toggle("is-cut", isDown);
    const lost = unsent ? `${t("LINE_LOST")} ${t("UNSENT", unsent)}` : t("LINE_LOST");
    bar("lost", isDown ? lost : "", {role: "alert"});
    bar("unsent", !isDown && unsent > 1 ? t("UNSENT", unsent) : "");
}

// An act from before the page was loaded anew has no form any more: what the server said stands in a bar.
function showLeft(act, {error}) {
    const name = `left-${act.key}`;
    const close = el("button", {type: "button", onclick: () => bar(name, "")}, t("CLOSE"));
    bar(name, t("LEFT_REFUSED", error), {role: "alert", look: "left", button: close});
}

function showGone() {
    stopActs();
    bars.replaceChildren();
    main.replaceChildren(el("section", {class: "panel gone", "aria-labelledby": "gone"}, el("h2", {id: "gone"}, t("GONE_TITLE")),
        el("p", {}, t("GONE_TEXT")), el("p", {}, el("a", {class: "button strong", href: "/"}, t("JOIN_AGAIN")))));
}

// The server lives, but its journal cannot be written: nothing that is done now is kept.
function showTrouble({trouble}) {
    bar("trouble", trouble ?? "", {role: "alert", look: "lost"});
}

function showProblem({problem}) {
    bar("problem", problem ? t("DRILL_STOPPED", problem) : "", {role: "alert", look: "lost"});
}

function watchLine() {
    onWaiting((count) => {
        unsent = count;
        showLine();
    });
    connect({
        up: () => {
            if (isDown)
                say(t("LINE_BACK"));
            isDown = false;
            showLine();
            pump();
        },
        down: () => {
            isDown = true;
            showLine();
        },
        gone: showGone,
    });
}

// ── the page ──

function partOf(state) {
    if (state === "ended")
        return "after";
    return state === "lobby" ? "before" : "during";
}

async function build(me, clock) {
    const part = partOf(clock.state);
    const wanted = JSON.stringify([me.role, me.body, me.lang, part]);
    if (wanted === shown)
        return;
    const isFirst = shown === null;
    shown = wanted;
    if (document.documentElement.lang !== me.lang)
        await loadWords(me.lang);
    unwatch();
    forgetTicks();
    document.body.className = `role-${me.role} part-${part}${isDown ? " is-cut" : ""}`;
    buildHead(document.getElementById("head"));
    main.replaceChildren();
    if (part === "before" && me.role !== "wall")
        buildLobby(main);
    else {
        if (part === "after")
            buildHotwash(main);
        (part === "after" ? AFTER : ROLES)[me.role](main);
    }
    if (!isFirst)
        main.focus({preventScroll: true});
}

await loadWords();
saidIn(document.body);
startClock();
watch(["me", "clock"], build, true);
watch(["server"], showTrouble, true);
watch(["clock"], showProblem, true);
watchLine();
watch(["me", "server"], (me, server) => resumeActs(`${server.exercise}/${me.role}/${me.body ?? ""}`, showLeft), true);
