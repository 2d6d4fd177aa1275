// lobby.js - before the start: who is there, which bodies are played, and the codes to join by.

import {el, keep, panel, row} from "./dom.js";
import {actButton} from "./forms.js";
import {nameText, roleText} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";
import {codesPanel} from "./invite.js";
import {bodyRow, personRow} from "./seats.js";

export function buildLobby(main) {
    const isController = section("me").role === "controller";
    const intro = panel("start", isController ? t("LOBBY_LEAD") : t("LOBBY_WAIT"), isController ? leadIntro() : waitIntro());
    const people = panel("people", t("PEOPLE"));
    const bodies = panel("bodies", t("BODIES"));
    const list = el("ul", {class: "rows people"});
    const table = el("ul", {class: "rows bodies"});
    people.body.append(list);
    bodies.body.append(table);
    watch(["people", "bodies"], (all, those) => {
        people.count(all.length);
        keep(list, all.map((person) => ({...person, choices: isController ? those.length : 0})), (one) => one.person,
            isController ? personRow : row("li", {class: "person"}, personText));
        keep(table, withNames(those, all), (one) => one.body, isController ? bodyRow : row("li", {class: "body-row"}, bodyText));
    });
    const parts = [isController ? [intro, codesPanel()] : [intro], [people], [bodies]];
    main.append(el("div", {class: "lobby"}, parts.map((group) => el("div", {class: "column"}, group.map(({node}) => node)))));
}

// Bodies with the names of who plays them.
export function withNames(bodies, people) {
    const nameOf = (id) => people.find(({person}) => person === id)?.name ?? id; // a player has one
    return bodies.map((body) => ({...body, names: (body.players ?? []).map(nameOf).join(", ")}));
}

function leadIntro() {
    const [button, error] = actButton("start", t("START"), () => ({kind: "clock", body: {do: "run", rate: 1}}), {strong: true, class: "large"});
    return [el("p", {}, t("LOBBY_LEAD_TEXT")), el("div", {class: "buttons"}, button, error)];
}

function waitIntro() {
    const mine = el("p", {class: "my-body"});
    watch(["me"], (me) => {
        const text = me.body ? t("YOU_PLAY", me.body_title) : t("YOU_ARE", roleText(me.role));
        mine.textContent = text;
    });
    return [mine, el("p", {}, t("LOBBY_WAIT_TEXT"))];
}

export function personText(person) {
    return [el("span", {class: `online online-${person.online ? "yes" : "no"}`}, person.online ? t("ONLINE") : t("OFFLINE")),
        el("strong", {}, nameText(person)), el("span", {class: "chip"}, roleText(person.role)), person.body_title && el("span", {}, person.body_title)];
}

export function bodyText(body) {
    return [el("strong", {class: body.parent ? "is-post" : ""}, body.title),
        el("span", {class: "chip"}, body.hands === "people" ? t("PLAYED") : t("SIMULATED")), el("span", {}, body.names)];
}
