// link.js - the line to the server: its messages, whether it stands, and taking up again.
//
// The stream of server-sent events is read by fetch and not by EventSource, which hides the comments
// that come every 15 s: 25 s without any byte mean that the line is dead, whatever the socket says.

import {setServerTime} from "./clock.js";
import {take} from "./store.js";
import {langNow} from "./words.js";

const QUIET_MS = 25000;
const WAITS_MS = [200, 500, 1000, 2000, 4000];
const SLEPT_MS = 5000;
let lastRow = null;
let tries = 0;
let stop = null;
let quietTimer = null;
let retryTimer = null;
let isUp = false;
let calls = {};

// calls: up(), down(), gone(), of which down() comes at once when the line breaks.
export function connect(handlers) {
    calls = handlers;
    addEventListener("online", () => again(0));
    addEventListener("offline", () => stop?.abort());
    watchSleep();
    open();
}

export function isConnected() {
    return isUp;
}

// Leaves the line and takes it up anew from the beginning: all sections come again.
export function reopen() {
    lastRow = null;
    again(0);
}

async function open() {
    clearTimeout(retryTimer);
    const mine = new AbortController();
    stop = mine;
    awaitByte(mine);
    try {
        const headers = {Accept: "text/event-stream"};
        if (lastRow !== null)
            headers["Last-Event-ID"] = lastRow;
        const answer = await fetch(`/events?lang=${encodeURIComponent(langNow())}`, {headers, cache: "no-store", signal: mine.signal});
        if (answer.status === 401 || answer.status === 403) {
            finish();
            return;
        }
        if (!answer.ok || !answer.body)
            throw new Error(String(answer.status));
        await read(answer.body.getReader(), mine);
        throw new Error("ended");
    } catch {
        if (stop === mine)
            lost();
    }
}

async function read(reader, mine) {
    const decoder = new TextDecoder();
    let rest = "";
    let message = {event: "message", data: [], id: null};
    for (;;) {
        const {value, done} = await reader.read();
        if (done || stop !== mine)
            return;
        awaitByte(mine);
        rest += decoder.decode(value, {stream: true});
        const lines = rest.split("\n");
        rest = lines.pop();
        for (const line of lines)
            message = takeLine(line.replace(/\r$/, ""), message);
        if (!isUp && stop === mine)
            restored();
    }
}

function takeLine(line, message) {
    if (line === "") {
        takeMessage(message);
        return {event: "message", data: [], id: null};
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data")
        message.data.push(value);
    else if (field === "event")
        message.event = value;
    else if (field === "id")
        message.id = value;
    return message;
}

function takeMessage({event, data, id}) {
    if (event === "gone") {
        finish();
        return;
    }
    if (data.length && event === "sections") {
        const message = JSON.parse(data.join("\n"));
        setServerTime(message.wall);
        take(message.sections);
    }
    if (id !== null)
        lastRow = id; // only now: what failed to be taken comes again
}

function awaitByte(mine) {
    clearTimeout(quietTimer);
    quietTimer = setTimeout(() => mine.abort(), QUIET_MS);
}

function restored() {
    isUp = true;
    tries = 0;
    calls.up();
}

function lost() {
    stop = null;
    clearTimeout(quietTimer);
    isUp = false;
    calls.down();
    again(WAITS_MS[Math.min(tries++, WAITS_MS.length - 1)]);
}

function again(wait) {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => {
        const before = stop;
        stop = null;
        before?.abort();
        open();
    }, wait);
}

function finish() {
    const before = stop;
    stop = null;
    before?.abort();
    clearTimeout(quietTimer);
    clearTimeout(retryTimer);
    isUp = false;
    calls.gone();
}

// A device that slept has lost time that performance.now() may not have counted.
function watchSleep() {
    let wall = Date.now();
    let own = performance.now();
    setInterval(() => {
        const slept = Math.abs((Date.now() - wall) - (performance.now() - own));
        wall = Date.now();
        own = performance.now();
        if (slept > SLEPT_MS && isUp)
            reopen();
    }, 2000);
}
