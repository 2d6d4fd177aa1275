// invite.js - where to join: addresses that devices in the room can reach, codes, and QR codes of both.
//
// The server names its addresses, the likeliest first; those that only its own computer finds come only
// where there are no others, and have no QR code.

import {el, keep, panel, row, setText} from "./dom.js";
import {choiceField} from "./forms.js";
import {bodyTitle, roleText} from "./parts.js";
import {watch} from "./store.js";
import {t} from "./words.js";

// The address without what a browser puts there by itself.
const shortOf = (address) => address.replace(/^http:\/\//, "").replace(/\/$/, "");

const sourceOf = (number, role) => `/join.svg?address=${number}${role ? `&role=${encodeURIComponent(role)}` : ""}`;

// ── the controller's codes ──

export function codesPanel() {
    const codes = panel("codes", t("CODES"));
    const hint = el("p", {class: "hint"});
    const choice = choiceField("address", t("ADDRESS"), []);
    const large = el("a", {class: "qr-link", target: "_blank", rel: "noopener"}, el("img", {class: "qr", alt: ""}));
    const caption = el("p", {class: "qr-caption"});
    const box = el("div", {class: "qr-box"}, large, caption);
    const list = el("ul", {class: "rows codes"});
    let all = [];
    let addresses = [];
    let role = "player";
    const address = () => addresses.find(({number}) => String(number) === choice.value()) ?? addresses[0];
    const drawRows = () => keep(list, all.map((one) => ({...one, link: `${address()?.address ?? `${location.origin}/`}#${encodeURIComponent(one.code)}`,
        isShown: one.role === role, hasQr: address() && !address().only_here})), (one) => one.role, row("li", {class: "code-row"}, (one) => codeRow(one, show)));
    const drawQr = () => {
        const shown = all.find((one) => one.role === role);
        box.hidden = !shown || !address() || address().only_here;
        if (box.hidden)
            return;
        large.href = sourceOf(address().number, role);
        large.setAttribute("aria-label", t("QR_LARGE", roleText(role)));
        large.firstChild.src = large.href;
        caption.replaceChildren(el("span", {class: "chip"}, roleText(role)), el("strong", {class: "qr-address", translate: "no"}, shortOf(address().address)),
            el("strong", {class: "code", translate: "no"}, shown.code));
    };
    const draw = () => {
        setText(hint, !address() || address().only_here ? t("CODES_ONLY_HERE", shortOf(address()?.address ?? location.origin)) : t("CODES_HINT", shortOf(address().address)));
        choice.node.hidden = addresses.length < 2;
        drawQr();
        drawRows();
    };
    const show = (one) => {
        role = one;
        draw();
    };
    choice.control.addEventListener("change", draw);
    codes.body.append(hint, choice.node, box, list);
    watch(["codes", "addresses", "bodies"], (theirs, places) => {
        const chosen = choice.value();
        [all, addresses] = [theirs, places];
        choice.setOptions(places.map((one) => [String(one.number), shortOf(one.address)]));
        choice.set(places.some(({number}) => String(number) === chosen) ? chosen : String(places[0]?.number ?? ""));
        draw();
    });
    return codes;
}

function codeRow(entry, show) {
    const what = `${roleText(entry.role)} ${entry.body ? bodyTitle(entry.body) : ""}`.trim();
    return [el("span", {class: "chip"}, roleText(entry.role)), el("strong", {class: "code", translate: "no"}, entry.code),
        entry.hasQr && el("button", {type: "button", class: "quiet", "data-name": `qr-${entry.role}`, "aria-pressed": String(entry.isShown),
            "aria-label": `${t("QR_SHOW")}: ${what}`, onclick: () => show(entry.role)}, t("QR_SHOW")),
        el("button", {type: "button", class: "quiet", "data-name": "copy", "aria-label": `${t("COPY_LINK")}: ${what}`,
            onclick: (event) => copy(event.currentTarget, entry.link)}, t("COPY_LINK"))];
}

// The clipboard wants TLS or this very computer; else the link is shown, to be copied by hand.
async function copy(button, link) {
    try {
        await navigator.clipboard.writeText(link);
        setText(button, t("COPIED"));
    } catch {
        button.replaceWith(el("input", {type: "text", readonly: true, value: link, class: "code-link", "aria-label": t("COPY_LINK")}));
    }
}

// ── the wall before the start ──

// Address and QR code, for all in the room to see; the codes are the controller's to give.
export function wallInvitation() {
    const picture = el("img", {class: "qr", alt: ""});
    const address = el("p", {class: "wall-address", translate: "no"});
    const others = el("p", {class: "wall-more", translate: "no"});
    const hint = el("p", {});
    const node = el("section", {class: "wall-join", "aria-labelledby": "wall-join"}, el("h2", {id: "wall-join", tabindex: "-1"}, t("JOIN_HERE")), address, picture, hint, others);
    watch(["addresses"], (all) => {
        const [first, ...rest] = all;
        picture.hidden = !first || first.only_here;
        if (!picture.hidden)
            picture.src = sourceOf(first.number);
        picture.alt = first ? t("QR_OF", shortOf(first.address)) : "";
        setText(address, first ? shortOf(first.address) : "");
        setText(others, rest.filter(({only_here: onlyHere}) => !onlyHere).slice(0, 2).map((one) => shortOf(one.address)).join(" · "));
        setText(hint, picture.hidden ? t("JOIN_ONLY_HERE") : t("JOIN_HERE_HINT"));
    });
    return node;
}
