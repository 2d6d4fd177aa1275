// seats.js - the controller gives out roles and bodies, and says who acts for a body.

import {el, setText} from "./dom.js";
import {actButton, actForm, choiceField, foldedForm} from "./forms.js";
import {bodyPairs, nameText, roleText} from "./parts.js";
import {section} from "./store.js";
import {t} from "./words.js";

const ROLES = ["player", "evaluator", "observer", "controller", "wall"];

function assignForm(person, close) {
    const role = choiceField("role", t("ROLE"), ROLES.map((one) => [one, roleText(one)]));
    const body = choiceField("body", t("BODY"), bodyPairs(), {empty: t("NO_BODY"), hint: t("BODY_HINT")});
    role.set(person.role);
    body.set(person.body ?? "");
    return actForm({
        id: `assign:${person.person}`, fields: [role, body], send: t("ASSIGN"), label: `${t("ASSIGN")}: ${nameText(person)}`, stays: true,
        make: (values) => ({kind: "assign", body: {person: person.person, role: values.role, body: values.role === "player" ? values.body || null : null}}),
        done: close,
    }).node;
}

// A person, with the ways to give another role or body, or to send away.
export function personRow(first) {
    let person = first;
    const online = el("span");
    const name = el("strong");
    const role = el("span", {class: "chip"});
    const body = el("span");
    const fold = foldedForm("assign", t("ASSIGN"), (close) => assignForm(person, close), {label: nameText(first)});
    const [leave, problem] = actButton("remove", t("REMOVE"), () => ({kind: "leave", body: {person: person.person}}), {label: nameText(first), class: "quiet"});
    const node = el("li", {class: "person"}, online, name, role, body,
        el("span", {class: "row-tools"}, fold, person.person === section("me").person ? null : [leave, problem]));
    const update = (next) => {
        person = next;
        online.className = `online online-${next.online ? "yes" : "no"}`;
        setText(online, next.online ? t("ONLINE") : t("OFFLINE"));
        setText(name, nameText(next));
        setText(role, roleText(next.role));
        setText(body, next.body_title ?? "");
    };
    update(first);
    return {node, update};
}

// A body, and whether people or the simulation act for it.
export function bodyRow(first) {
    let body = first;
    const title = el("strong", {class: first.parent ? "is-post" : ""}, first.title);
    const hands = el("span", {class: "chip"});
    const names = el("span", {class: "body-players"});
    const other = () => (body.hands === "people" ? "simulation" : "people");
    const [button, error] = actButton("hands", "", () => ({kind: "hands", body: {body: body.body, by: other()}}), {class: "quiet"});
    const node = el("li", {class: "body-row"}, title, hands, names, el("span", {class: "row-tools"}, button, error));
    const update = (next) => {
        body = next;
        setText(title, next.title);
        setText(hands, next.hands === "people" ? t("PLAYED") : t("SIMULATED"));
        hands.dataset.hands = next.hands;
        setText(names, next.names);
        const text = next.hands === "people" ? t("TO_SIMULATION") : t("TO_PEOPLE");
        setText(button, text);
        button.setAttribute("aria-label", `${text}: ${next.title}`);
    };
    update(first);
    return {node, update};
}
