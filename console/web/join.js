// join.js - the first page: a code and a name, and one is at the table.

import {el} from "./dom.js";
import {choiceField, showError, textField} from "./forms.js";
import {device} from "./memory.js";
import {LANGS, loadWords, rememberLang, t} from "./words.js";

const typed = {code: codeFromAddress(), name: device.get("tocsin.name") ?? ""};

// A QR code leads to /#CODE: what is behind # is not sent to any server.
function codeFromAddress() {
    return decodeURIComponent(location.hash.slice(1)).trim();
}

function langField() {
    const field = choiceField("lang", "Language · 语言 · 語言", LANGS);
    field.set(document.documentElement.lang);
    field.control.addEventListener("change", async () => {
        rememberLang(field.value());
        await loadWords(field.value());
        build().fields.find(({name}) => name === "lang").control.focus();
    });
    return field;
}

async function join(values) {
    let answer;
    try {
        answer = await fetch(`/join?lang=${encodeURIComponent(values.lang)}`, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify(values),
        });
    } catch {
        return {error: t("NO_ANSWER")};
    }
    const said = await answer.json().catch(() => ({}));
    return answer.ok ? null : {error: said.error ?? t("REFUSED"), field: said.field, bodies: said.bodies};
}

// Players choose a body: the server names them when the code is a player's.
function bodyField() {
    const field = choiceField("body", t("JOIN_BODY"), [], {required: true, empty: "—", hint: t("JOIN_BODY_HINT")});
    field.node.hidden = true;
    return field;
}

function offerBodies(field, bodies) {
    field.setOptions(bodies.map(({body, title}) => [body, title]));
    field.node.hidden = false;
    field.control.focus();
}

function build() {
    const code = textField("code", t("JOIN_CODE"), {required: true, value: typed.code});
    const name = textField("name", t("JOIN_NAME"), {value: typed.name, hint: t("JOIN_NAME_HINT"), autocomplete: "name"});
    const body = bodyField();
    const fields = [code, name, body, langField()];
    const error = el("p", {class: "form-error", role: "alert", hidden: true});
    const button = el("button", {type: "submit", class: "strong large"}, t("JOIN"));
    const form = el("form", {novalidate: true}, fields.map((field) => field.node), error, button);
    setCodeKeys(code.control);
    code.control.addEventListener("input", () => { // another code may be of another role
        body.node.hidden = true;
        body.setOptions([]);
    });
    form.addEventListener("input", () => {
        typed.code = code.value();
        typed.name = name.value();
    });
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (form.getAttribute("aria-busy") === "true")
            return;
        fields.forEach((field) => field.fail(null));
        error.hidden = true;
        const empty = fields.find((field) => field.control.required && !field.node.hidden && !field.value()); // a wall needs no name
        if (empty) {
            empty.fail(t("NEEDED"));
            return;
        }
        form.setAttribute("aria-busy", "true");
        const problem = await join(Object.fromEntries(fields.map((field) => [field.name, field.value()])));
        form.removeAttribute("aria-busy");
        if (problem?.bodies && body.node.hidden) {
            offerBodies(body, problem.bodies);
            return;
        }
        if (problem) {
            showError(fields, error, problem);
            return;
        }
        device.set("tocsin.name", name.value());
        location.assign("/table");
    });
    document.getElementById("join").replaceChildren(form);
    return {fields};
}

function setCodeKeys(control) {
    control.setAttribute("autocapitalize", "characters");
    control.setAttribute("spellcheck", "false");
    control.classList.add("code");
}

await loadWords();
const {fields} = build();
fields[typed.code ? 1 : 0].control.focus();
