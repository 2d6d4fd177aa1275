// dom.js - elements, and lists that keep their nodes, their focus and what was typed.
//
// Text goes into the page as text only; nothing here reads markup.

// An element: el("button", {class: "quiet", onclick: f, "aria-label": "x"}, "text", node, ...).
// False, null and undefined attributes and children are left out; true gives an empty attribute.
export function el(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined)
            continue;
        if (typeof value === "function")
            node.addEventListener(key.slice(2), value);
        else
            node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...present(children));
    return node;
}

function present(children) {
    return children.flat(3).filter((child) => child !== null && child !== undefined &&
        child !== false && child !== "");
}

// Gives a node these children, and leaves those that are text and the same alone.
export function fill(node, ...children) {
    const wanted = present(children);
    if (wanted.length === 1 && typeof wanted[0] === "string") {
        if (node.textContent !== wanted[0] || node.childElementCount)
            node.textContent = wanted[0];
        return;
    }
    node.replaceChildren(...wanted);
}

export function setText(node, text) {
    if (node.textContent !== text)
        node.textContent = text;
}

export function setAttribute(node, name, value) {
    if (value === null || value === false || value === undefined)
        node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value))
        node.setAttribute(name, value);
}

// Makes the children of `list` those of `items`, in this order.  make(item) gives {node, update(item)};
// nodes live as long as their key does, so focus, open forms and typed text stay.
// O(items); only nodes out of place are moved.
export function keep(list, items, keyOf, make) {
    const old = list.kept ?? new Map();
    const kept = new Map();
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    for (const item of items) {
        const key = String(keyOf(item));
        const text = JSON.stringify(item);
        let row = old.get(key);
        if (!row)
            row = {...make(item), text};
        else if (row.text !== text) {
            row.update(item);
            row.text = text;
        }
        kept.set(key, row);
    }
    for (const [key, row] of old)
        if (!kept.has(key))
            row.node.remove();
    putInOrder(list, kept);
    list.kept = kept;
    giveFocusBack(list, focused);
}

function putInOrder(list, kept) {
    let place = list.firstElementChild;
    for (const {node} of kept.values()) {
        if (node === place)
            place = place.nextElementSibling;
        else
            list.insertBefore(node, place);
    }
}

// Focus goes back to where it was; where that is gone, to the heading of the part of the page.
function giveFocusBack(list, focused) {
    if (!focused || document.activeElement === focused)
        return;
    if (focused.isConnected)
        focused.focus({preventScroll: true});
    else
        list.closest("section")?.querySelector("h2")?.focus({preventScroll: true});
}

// A row that is built anew when its item changes; for rows without forms.  A button in it that has
// the focus gives it to the button of the same data-name in the new one.
export function row(name, attributes, write) {
    return (first) => {
        const node = el(name, attributes);
        const update = (item) => {
            const held = node.contains(document.activeElement) ? document.activeElement.dataset.name : null;
            node.replaceChildren(...present(write(item, node)));
            if (held)
                node.querySelector(`[data-name="${CSS.escape(held)}"]`)?.focus({preventScroll: true});
        };
        update(first);
        return {node, update};
    };
}

// A section of the page with a heading: {node, body, count(n)}.
export function panel(id, title, ...children) {
    const badge = el("span", {class: "badge", hidden: true});
    const heading = el("h2", {id: `${id}-title`, tabindex: "-1"}, title, " ", badge);
    const body = el("div", {class: "panel-body"}, ...children);
    const node = el("section", {id, class: "panel", "aria-labelledby": `${id}-title`}, heading, body);
    const count = (n) => {
        badge.hidden = !n;
        setText(badge, n ? String(n) : "");
    };
    return {id, title, node, body, heading, count, badge};
}

// A panel whose body scrolls by itself must be reached by the keyboard too.
export function scrolling(one) {
    one.body.classList.add("is-scrolling");
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-labelledby", `${one.id}-title`]])
        one.body.setAttribute(name, value);
    return one;
}

// Which panel a narrow screen shows; on wide ones all stand side by side and this is not shown.
export function panelNav(label, panels) {
    const nav = el("nav", {class: "panel-nav", "aria-label": label});
    const choose = (chosen) => {
        for (const {node, button} of entries) {
            node.classList.toggle("is-current", node === chosen.node);
            setAttribute(button, "aria-current", node === chosen.node ? "true" : null);
        }
    };
    const entries = panels.map((one) => {
        const badge = el("span", {class: "badge", hidden: true});
        const button = el("button", {type: "button", onclick: () => {
            choose(one);
            one.heading.focus({preventScroll: true});
        }}, one.title, badge);
        const copy = () => {
            badge.hidden = one.badge.hidden;
            setText(badge, one.badge.textContent);
        };
        copy();
        new MutationObserver(copy).observe(one.badge, {attributes: true, childList: true, characterData: true, subtree: true});
        nav.append(button);
        return {node: one.node, button};
    });
    choose(panels[0]);
    return nav;
}

// Panels in columns that grow each by themselves: [[panel, ...], ...].
export function columns(kind, groups) {
    return el("div", {class: `desk desk-${kind}`}, groups.map((group, place) => el("div", {class: `column column-${place + 1}`}, group.map(({node}) => node))));
}
