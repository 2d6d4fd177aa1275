// acts.js - what people do goes to the server, each with a key of its own, once and in order.
//
// An act that cannot be sent is kept, also over a reload of the page, and sent again with the same key:
// the server takes a key only once, so an answer that was lost does no harm.

import {tab} from "./memory.js";
import {t} from "./words.js";

const STORED = "tocsin.unsent";
const RETRY_MS = 3000;
const GIVE_UP_MS = 15000; // for one try, not for the act
let waiting = [];
let isSending = false;
let timer = null;
const watchers = [];

// Takes up what was not sent before the page was loaded; onLeft(act, problem) hears of those refused.
export function resumeActs(onLeft) {
    waiting = tab.read(STORED, []);
    for (const act of waiting)
        act.done = (answer) => answer.error && onLeft(act, answer);
    tell();
    pump();
}

// Calls with the number of acts that wait, now and whenever it changes.
export function onWaiting(call) {
    watchers.push(call);
    call(waiting.length);
}

// Answers {row, at}, or {error, field} in the server's words.
export function act(kind, body) {
    return new Promise((done) => {
        waiting.push({key: newKey(), kind, body, done});
        tell();
        pump();
    });
}

export function pump() {
    clearTimeout(timer);
    if (!isSending && waiting.length)
        sendFirst();
}

function newKey() { // randomUUID wants TLS
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tell() {
    const kept = waiting.map(({key, kind, body}) => ({key, kind, body}));
    tab.set(STORED, JSON.stringify(kept));
    for (const call of watchers)
        call(waiting.length);
}

async function sendFirst() {
    isSending = true;
    const first = waiting[0];
    const answer = await post(first);
    isSending = false;
    if (answer === null) {
        timer = setTimeout(pump, RETRY_MS);
        return;
    }
    waiting.shift();
    tell();
    first.done(answer);
    pump();
}

// null: it did not arrive, or the server can take nothing just now.
async function post({key, kind, body}) {
    try {
        const answer = await fetch(`/act?lang=${encodeURIComponent(document.documentElement.lang)}`, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({key, kind, body}),
            signal: AbortSignal.timeout(GIVE_UP_MS),
        });
        if (answer.status >= 500 || answer.status === 408 || answer.status === 429)
            return null;
        const said = await answer.json().catch(() => ({}));
        if (answer.ok)
            return said;
        return {error: said.error ?? t("REFUSED"), field: said.field ?? ""};
    } catch {
        return null;
    }
}
