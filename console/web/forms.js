// forms.js - forms that lose nothing: what is typed is kept per form, errors stand where they belong.

import {el, setAttribute, setText} from "./dom.js";
import {act} from "./acts.js";
import {tab} from "./memory.js";
import {say} from "./say.js";
import {t} from "./words.js";

let lastId = 0;

// ── fields: {node, name, value(), set(value), fail(text)} ──

function labelled(name, label, control, hint, extra = {}) {
    const id = `f${++lastId}`;
    const error = el("p", {class: "field-error", id: `${id}-error`, hidden: true});
    const help = hint && el("p", {class: "hint", id: `${id}-hint`}, hint);
    control.id = id;
    control.dataset.name ??= name;
    setAttribute(control, "aria-describedby", help ? `${id}-hint ${id}-error` : `${id}-error`);
    const node = el("div", {class: "field"}, el("label", {for: id}, label), help, control, error);
    const fail = (text) => {
        error.hidden = !text;
        setText(error, text ?? "");
        setAttribute(control, "aria-invalid", text ? "true" : null);
        if (text)
            control.focus();
    };
    return {node, name, control, fail, value: () => control.value.trim(),
        set: (value) => { control.value = value; }, ...extra};
}

export function textField(name, label, {hint, required, rows, value, list, autocomplete} = {}) {
    const control = rows ? el("textarea", {rows, required}) :
        el("input", {type: "text", required, autocomplete: autocomplete ?? "off", list});
    if (value)
        control.value = value;
    return labelled(name, label, control, hint);
}

// options: [value, title] pairs
export function choiceField(name, label, options, {hint, required, empty} = {}) {
    const control = el("select", {required});
    const field = labelled(name, label, control, hint);
    field.setOptions = (pairs) => {
        const before = control.value;
        const all = empty === undefined ? pairs : [["", empty], ...pairs];
        control.replaceChildren(...all.map(([value, title]) => el("option", {value}, title)));
        if (all.some(([value]) => value === before))
            control.value = before;
    };
    field.setOptions(options);
    return field;
}

// Several of a few: check boxes, or radio buttons where only one may be chosen.
export function checksField(name, label, options, {one, hint, checked = []} = {}) {
    const id = `f${++lastId}`;
    const error = el("p", {class: "field-error", id: `${id}-error`, hidden: true});
    const boxes = options.map(([value, title, note]) => {
        const box = el("input", {type: one ? "radio" : "checkbox", name: id, value, "data-name": `${name}.${value}`});
        box.checked = checked.includes(value);
        return [box, el("label", {class: "check"}, box, el("span", {}, title,
            note && el("span", {class: "hint"}, ` ${note}`)))];
    });
    const node = el("fieldset", {class: "field", "aria-describedby": `${id}-error`}, el("legend", {}, label),
        hint && el("p", {class: "hint"}, hint), el("div", {class: one ? "" : "checks"}, boxes.map(([, check]) => check)), error);
    const chosen = () => boxes.filter(([box]) => box.checked).map(([box]) => box.value);
    return {
        node, name, control: boxes[0]?.[0],
        value: () => (one ? chosen()[0] ?? "" : chosen()),
        set: (value) => boxes.forEach(([box]) => { box.checked = [value].flat().includes(box.value); }),
        fail: (text) => {
            error.hidden = !text;
            setText(error, text ?? "");
            if (text)
                boxes[0]?.[0].focus();
        },
    };
}

// ── forms ──

// A form that becomes an act.  options:
//   id: under which what is typed is kept;  fields;  send: text of the button
//   make(values): {kind, body}, or {error, field}, or null to do nothing
//   quiet: no announcement when it is recorded;  done(answer): after it was
//   stays: the fields keep their values afterwards
export function actForm(options) {
    const {id, fields, make, send} = options;
    const error = el("p", {class: "form-error", role: "alert", hidden: true});
    const button = el("button", {type: "submit", class: options.strong === false ? "" : "strong", "data-name": "send"}, send);
    const node = el("form", {class: `act-form ${options.class ?? ""}`, novalidate: true, "aria-label": options.label},
        fields.map((field) => field.node), error, el("div", {class: "buttons"}, button, options.beside));
    const draft = tab.read(`tocsin.draft.${id}`, {});
    for (const field of fields)
        if (field.name in draft)
            field.set(draft[field.name]);
    const store = () => tab.set(`tocsin.draft.${id}`,
        JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value()]))));
    node.addEventListener("input", store);
    node.addEventListener("change", store);
    node.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (node.getAttribute("aria-busy") === "true")
            return;
        clear(fields, error);
        const values = Object.fromEntries(fields.map((field) => [field.name, field.value()]));
        const missing = fields.find((field) => field.control?.required && !field.value());
        const what = missing ? {error: t("NEEDED"), field: missing.name} : make(values);
        if (what && !what.error)
            await submit(options, {node, button, error}, what);
        else if (what)
            showError(fields, error, what);
    });
    return {node, fields, button};
}

function clear(fields, error) {
    fields.forEach((field) => field.fail(null));
    error.hidden = true;
    error.textContent = "";
}

// At the field that the server names, else above the button; what was typed stays.
export function showError(fields, error, {error: text, field: name}) {
    const field = fields.find((one) => one.name === name);
    if (field) {
        field.fail(text);
        return;
    }
    error.hidden = false;
    error.textContent = text;
}

async function submit(options, {node, button, error}, what) {
    const rest = busy(button);
    node.setAttribute("aria-busy", "true");
    const answer = await act(what.kind, what.body);
    node.removeAttribute("aria-busy");
    rest();
    if (answer.error) {
        showError(options.fields, error, answer);
        return;
    }
    tab.remove(`tocsin.draft.${options.id}`);
    if (!options.stays)
        node.reset();
    if (!options.quiet)
        say(t("RECORDED"));
    options.done?.(answer);
}

// The button says that its act is on the way; it keeps the focus.  What it is called may change meanwhile.
function busy(button) {
    let before = null;
    const slow = setTimeout(() => {
        before = button.textContent;
        setText(button, t("SENDING"));
    }, 400);
    button.setAttribute("aria-disabled", "true");
    return () => {
        clearTimeout(slow);
        if (before !== null && button.textContent === t("SENDING"))
            setText(button, before);
        button.removeAttribute("aria-disabled");
    };
}

// A button that is an act by itself; what the server has against it stands beside it.
// make(): {kind, body}; `name` tells apart the buttons of one row.
export function actButton(name, text, make, {strong, label, class: more, done} = {}) {
    const error = el("span", {class: "form-error", role: "alert", hidden: true});
    const button = el("button", {type: "button", class: `${strong ? "strong" : ""} ${more ?? ""}`.trim(), "data-name": name,
        "aria-label": label ? `${text}: ${label}` : null,
        onclick: async () => {
            if (button.getAttribute("aria-disabled") === "true")
                return;
            error.hidden = true;
            error.textContent = "";
            const rest = busy(button);
            const {kind, body} = make();
            const answer = await act(kind, body);
            rest();
            error.hidden = !answer.error;
            error.textContent = answer.error ?? "";
            if (!answer.error) {
                say(t("RECORDED"));
                done?.();
            }
        }}, text);
    return [button, error];
}

// A form behind a button: it opens in place, takes the focus, and Escape closes it.
export function foldedForm(name, text, build, {class: more, label} = {}) {
    const inside = el("div", {class: "fold-body"});
    const summary = el("summary", {"data-name": name, class: `button ${more ?? ""}`,
        "aria-label": label ? `${text}: ${label}` : null}, text);
    const node = el("details", {class: "fold", "data-fold": name}, summary, inside);
    const close = () => {
        node.open = false;
        summary.focus({preventScroll: true});
    };
    node.addEventListener("toggle", () => {
        if (!node.open)
            return;
        if (!inside.hasChildNodes())
            inside.append(build(close));
        inside.querySelector("input, select, textarea")?.focus({preventScroll: true});
        inside.scrollIntoView({block: "nearest"});
    });
    node.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && node.open) {
            event.stopPropagation();
            close();
        }
    });
    return node;
}
