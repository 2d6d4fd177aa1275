// words.js - the words of the pages in the language of the browser's user.
//
// They come from the server as {"ID": "text"}; {1}, {2}, {3} in a text are filled in.

import {device} from "./memory.js";

export const LANGS = [["en", "English"], ["zh-Hans", "简体中文"], ["zh-Hant", "繁體中文"]];

let words = {};

// What was chosen before on this device; "": nothing, and then the server takes what fits browser and plan.
function langChosen() {
    const chosen = device.get("tocsin.lang");
    return LANGS.some(([lang]) => lang === chosen) ? chosen : "";
}

// The language that this page is to be in from now on.
export function langNow() {
    return langChosen() || document.documentElement.lang;
}

export function rememberLang(lang) {
    device.set("tocsin.lang", lang);
}

// Gets the words of `lang`, tells the page which it is, and fills in what stands in the page itself.
export async function loadWords(lang = langChosen()) {
    const answer = await fetch(`/words.json${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`);
    if (!answer.ok)
        throw new Error(`words: ${answer.status}`);
    words = await answer.json();
    document.documentElement.lang = words.lang;
    for (const node of document.querySelectorAll("[data-word]"))
        node.textContent = t(node.dataset.word);
}

export function t(id, ...fills) {
    const text = words[id] ?? id;
    return text.replace(/\{([1-3])\}/g, (slot, n) => String(fills[n - 1] ?? ""));
}
