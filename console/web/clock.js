// clock.js - the exercise's time, from the server's word and this device's own clock; how times are written.

import {section, watch} from "./store.js";
import {t} from "./words.js";
import {setAttribute, setText} from "./dom.js";

const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const listeners = [];
let clock = {state: "lobby", at: 0, rate: 1, wall: 0};
let server = {wall: 0, own: 0}; // the server's time of day, and this device's when it was said

// The clock section says where the clock stood at which time of the server's day, and how fast it goes.
export function startClock() {
    watch(["clock"], (said) => {
        clock = said;
        tick();
    }, true);
    setInterval(tick, 1000);
}

// Every message says what time of day it is at the server; between messages this device counts on.
// performance.now() does not jump when somebody sets the device's clock, and drift ends with each message.
export function setServerTime(wall) {
    server = {wall, own: performance.now()};
}

export function now() {
    if (clock.state !== "running")
        return clock.at;
    const wall = server.wall + performance.now() - server.own;
    return clock.at + Math.max(wall - clock.wall, 0) * clock.rate;
}

// Calls each second until the page is built anew.
export function onTick(call) {
    listeners.push(call);
    call();
}

export function forgetTicks() {
    listeners.length = 0;
}

// "soon": less than a fifth of the time given, but not more than half an hour.
export function urgency(due, opened) {
    if (due === null || due === undefined)
        return "none";
    const left = due - now();
    if (left < 0)
        return "late";
    const given = Math.max(due - (opened ?? due), 0);
    return left <= Math.min(Math.max(given / 5, 5 * MINUTE), HOUR / 2) ? "soon" : "calm";
}

// Every element with data-due counts down; the row around it says how urgent that is.
export function tick() {
    for (const node of document.querySelectorAll("[data-due]")) {
        const due = Number(node.dataset.due);
        const opened = node.dataset.opened ? Number(node.dataset.opened) : undefined;
        const how = urgency(due, opened);
        setText(node, how === "late" ? t("LATE_BY", lengthText(now() - due)) : lengthText(due - now()));
        setAttribute(node.closest("[data-urgency]") ?? node, "data-urgency", how);
    }
    for (const call of listeners)
        call();
}

const two = (n) => String(n).padStart(2, "0");

// "1:05:20", "12:04"; "2 d 03:10" from a day on.
export function lengthText(ms) {
    const seconds = Math.floor(Math.max(ms, 0) / 1000);
    const [s, m, h, d] = [seconds % 60, Math.floor(seconds / 60) % 60, Math.floor(seconds / 3600) % 24,
        Math.floor(seconds / 86400)];
    if (d)
        return t("DAYS", d, `${two(h)}:${two(m)}`);
    return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

// "1 h 5 min", "2 min 23 s": a length in a sentence.
export function spanText(ms) {
    const seconds = Math.round(Math.max(ms, 0) / 1000);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const parts = h ? [t("SPAN_H", h), m && t("SPAN_MIN", m)] : [m && t("SPAN_MIN", m), (s || !m) && t("SPAN_S", s)];
    return parts.filter(Boolean).join(" ");
}

// "T+1:05", as in the reports; seconds only where there are some.
export function timeText(at) {
    if (at === null || at === undefined)
        return "";
    const minutes = Math.floor(Math.abs(at) / MINUTE);
    const seconds = Math.floor(Math.abs(at) / 1000) % 60;
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor(minutes / 60) % 24;
    const head = days ? `${days}d${two(hours)}` : `${hours}`;
    return `T${at < 0 ? "−" : "+"}${head}:${two(minutes % 60)}${seconds ? `:${two(seconds)}` : ""}`;
}

// Time of day at the place of the exercise; with the date where it is another day than the first.
export function dayText(at) {
    const exercise = section("exercise");
    if (!exercise || at === null || at === undefined)
        return "";
    const shift = (exercise.offset_min ?? 0) * MINUTE;
    const start = Date.parse(exercise.start) + shift;
    const local = new Date(start + at);
    const text = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
    if (Math.floor((start + at) / DAY) === Math.floor(start / DAY))
        return text;
    return `${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())} ${text}`;
}

export function bothText(at) {
    return `${timeText(at)} · ${dayText(at)}`;
}

// "45", "1:30", "1h30min", "1d": a length that somebody typed, in ms; null if it is none.
export function lengthFrom(text) {
    const trimmed = text.trim();
    if (/^\d+$/.test(trimmed))
        return Number(trimmed) * MINUTE;
    const clock = /^(\d+):([0-5]\d)$/.exec(trimmed);
    if (clock)
        return Number(clock[1]) * HOUR + Number(clock[2]) * MINUTE;
    const units = /^(?:(\d+)\s*(?:d|天))?\s*(?:(\d+)\s*(?:h|小时|小時))?\s*(?:(\d+)\s*(?:min|m|分钟|分鐘))?$/.exec(trimmed);
    if (!trimmed || !units)
        return null;
    return Number(units[1] ?? 0) * DAY + Number(units[2] ?? 0) * HOUR + Number(units[3] ?? 0) * MINUTE;
}
