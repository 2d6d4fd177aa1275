// say.js - what a screen reader is told: one quiet region, filled at most every two seconds.
//
// Countdowns are never said; what arrives, is recorded or runs late is.

import {el} from "./dom.js";

const WAIT_MS = 2000;
const AT_ONCE_MAX = 3; // sentences; a screen reader that talks on and on is switched off
const region = el("div", {class: "unseen", role: "status", "aria-live": "polite"});
let waiting = [];
let timer = null;

export function saidIn(parent) {
    parent.append(region);
}

export function say(text) {
    waiting.push(text);
    timer ??= setTimeout(speak, waiting.length > 1 ? WAIT_MS : 50);
}

function speak() {
    const more = waiting.length - AT_ONCE_MAX;
    region.textContent = waiting.slice(-AT_ONCE_MAX).join(". ") + (more > 0 ? ` (+${more})` : "");
    waiting = [];
    timer = setTimeout(() => {
        timer = null;
        if (waiting.length)
            speak();
    }, WAIT_MS);
}
