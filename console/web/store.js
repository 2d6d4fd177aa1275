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

// A list after what has changed in it: items before `from` are gone, others take the place of those with
// their key or come behind the last; an `order` names all that are left.
function changed(list, {key, from, order, items}) {
    const first = list.findIndex((item) => item[key] === from);
    const left = new Map((first < 0 ? [] : list.slice(first)).map((item) => [item[key], item]));
    if (order) // then nothing can be told from the beginning
        for (const item of list)
            left.set(item[key], item);
    for (const item of items)
        left.set(item[key], item);
    return order ? order.map((one) => left.get(one)) : [...left.values()];
}

function changedSection(name, change) {
    const list = change.in ? sections[name][change.in] : sections[name];
    const items = changed(list, change);
    return change.in ? {...change.rest, [change.in]: items} : items;
}

// Takes what a message brought, whole sections and changes of lists; each watcher is called once, after all of it
// is there.
export function take(whole, changes) {
    const news = {...whole};
    for (const [name, change] of Object.entries(changes ?? {}))
        news[name] = changedSection(name, change);
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
