// acts.js - what people do goes to the server, each with a key of its own, once and in order.
//
// An act that cannot be sent is kept on the device, also when its window is closed, for the exercise, role and
// body that it was done in, and sent again with the same key: the server takes a key only once, so an
// answer that was lost does no harm, nor a second window that sends it too.

import {device} from "./memory.js";
import {t} from "./words.js";

const STORED = "tocsin.unsent/";
const KEPT_DAYS = 30; // of an exercise that nobody came back to
const RETRY_MS = 3000;
const GIVE_UP_MS = 15000; // for one try, not for the act
let place = null; // exercise, role and body; null: not known yet
let waiting = []; // oldest first
let isSending = false;
let isOver = false;
let timer = null;
const watchers = [];

// Says where acts belong from now on, and takes up those that were not sent there before;
// onLeft(act, problem) hears of those that are refused.
export function resumeActs(where, onLeft) {
    if (where === place)
        return;
    place = where;
    forgetOld();
    const known = new Set(waiting.map(({key}) => key));
    const left = device.keys(`${STORED}${place}/`).map((name) => ({name, ...device.read(name, {})}))
        .filter(({key, kind, body}) => key && kind && body && !known.has(key)).sort((a, b) => a.since - b.since);
    for (const act of left)
        act.done = (answer) => answer.error && onLeft(act, answer);
    waiting = [...left, ...waiting];
    tell();
    pump();
}

function forgetOld() {
    const oldest = Date.now() - KEPT_DAYS * 86400000;
    for (const name of device.keys(STORED))
        if (!(device.read(name, {}).since > oldest))
            device.remove(name);
}

// Calls with the number of acts that wait, now and whenever it changes.
export function onWaiting(call) {
    watchers.push(call);
    call(waiting.length);
}

// Answers {row, at}, or {error, field} in the server's words.
export function act(kind, body) {
    return new Promise((done) => {
        const key = newKey();
        const one = {name: `${STORED}${place}/${key}`, key, kind, body, since: Date.now() + waiting.length / 1000};
        device.set(one.name, JSON.stringify(one));
        waiting.push({...one, done});
        tell();
        pump();
    });
}

export function pump() {
    clearTimeout(timer);
    if (!isSending && !isOver && waiting.length)
        sendFirst();
}

// Who was taken off sends nothing more; what waits stays on the device.
export function stopActs() {
    isOver = true;
}

// Whoever leaves with acts that wait is asked first: they are kept, but sent only when the page is opened again.
addEventListener("beforeunload", (event) => {
    if (waiting.length && !isOver)
        event.preventDefault();
});

function newKey() { // randomUUID wants TLS
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tell() {
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
    device.remove(first.name);
    waiting = waiting.filter((one) => one !== first);
    tell();
    first.done(answer);
    pump();
}

// null: it did not arrive, or the server can take nothing just now, or does not know who we are any more.
async function post({key, kind, body}) {
    try {
        const answer = await fetch(`/act?lang=${encodeURIComponent(document.documentElement.lang)}`, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({key, kind, body}),
            signal: AbortSignal.timeout(GIVE_UP_MS),
        });
        if (answer.status >= 500 || [401, 408, 429].includes(answer.status))
            return null;
        const said = await answer.json().catch(() => ({}));
        if (answer.ok)
            return said;
        return {error: said.error ?? t("REFUSED"), field: said.field ?? ""};
    } catch {
        return null;
    }
}
