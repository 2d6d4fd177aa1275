// store.js - what the server has said last, section by section, and who wants to know of it.

const sections = {};
const watchers = [];

export function section(name) {
    return sections[name];
}

// Calls `draw` at once if all of `names` have come, and then whenever one of them changes;
// `stays`: also after the page is built anew.
export function watch(names, draw, stays = false) {
    watchers.push({names, draw, stays});
    if (names.every((name) => name in sections))
        draw(...names.map(section));
}

// Takes what a message brought; each watcher is called once, after all of it is there.
export function take(news) {
    Object.assign(sections, news);
    for (const {names, draw} of [...watchers])
        if (names.some((name) => name in news) && names.every((name) => name in sections))
            draw(...names.map(section));
}

// Forgets who watches, before the page is built anew.
export function unwatch() {
    const left = watchers.filter(({stays}) => stays);
    watchers.splice(0, watchers.length, ...left);
}
