// words.js - the words of the pages in the language of the browser's user.
//
// They come from the server as {"ID": "text"}; {1}, {2}, {3} in a text are filled in.

import {device} from "./memory.js";

export const LANGS = [["en", "English"], ["zh-Hans", "简体中文"], ["zh-Hant", "繁體中文"]];

let words = {};

// The language to begin with: what was chosen before on this device, else what the browser prefers.
export function langAtFirst() {
    const chosen = device.get("tocsin.lang");
    if (LANGS.some(([lang]) => lang === chosen))
        return chosen;
    for (const wish of navigator.languages ?? []) {
        if (/^zh-(Hant|TW|HK|MO)/i.test(wish))
            return "zh-Hant";
        if (/^zh/i.test(wish))
            return "zh-Hans";
        if (/^en/i.test(wish))
            return "en";
    }
    return "en";
}

export function rememberLang(lang) {
    device.set("tocsin.lang", lang);
}

// Gets the words of `lang`, tells the page which it is, and fills in what stands in the page itself.
export async function loadWords(lang) {
    const answer = await fetch(`/words.json?lang=${encodeURIComponent(lang)}`);
    if (!answer.ok)
        throw new Error(`words: ${answer.status}`);
    words = await answer.json();
    document.documentElement.lang = lang;
    for (const node of document.querySelectorAll("[data-word]"))
        node.textContent = t(node.dataset.word);
}

export function t(id, ...fills) {
    const text = words[id] ?? id;
    return text.replace(/\{([1-3])\}/g, (slot, n) => String(fills[n - 1] ?? ""));
}
