// hotwash.js - after the end: what was late, missed, graded or reported wrongly, in the order in which it happened.

import {el, keep, panel, row} from "./dom.js";
import {when, empty} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

const KINDS = {
    late: "WASH_LATE", missed: "WASH_MISSED", misgraded: "WASH_MISGRADED", misreported: "WASH_MISREPORTED", irregular: "WASH_IRREGULAR",
};
const RATING_WORDS = {P: "RATING_P", S: "RATING_S", M: "RATING_M", U: "RATING_U"};
const FILES = [["/report.html", "REPORT_HTML"], ["/report.pdf", "REPORT_PDF"], ["/improvements.csv", "IMPROVEMENTS"], ["/export.yaml", "EXPORT"]];

const kindText = (kind) => (KINDS[kind] ? t(KINDS[kind]) : kind);

const itemRow = row("li", {class: "wash-item"}, (item, node) => {
    node.dataset.kind = item.kind;
    return [el("span", {class: `chip wash-${item.kind}`}, kindText(item.kind)), when(item.at),
        el("span", {class: "wash-title"}, item.title), el("span", {class: "wash-owner"}, item.owner?.title ?? ""), item.detail && item.kind !== "missed" && el("p", {class: "wash-detail"}, item.detail)];
});

function result() {
    const score = el("strong", {class: "score"});
    const rating = el("span", {class: "score-rating"});
    const counts = el("ul", {class: "counts"});
    watch(["hotwash"], (wash) => {
        if (!wash)
            return;
        score.textContent = wash.points === null ? "—" : String(wash.points);
        rating.textContent = [wash.rating, RATING_WORDS[wash.rating] && t(RATING_WORDS[wash.rating]), wash.grade].filter(Boolean).join(" · ");
        const rows = Object.keys(KINDS).map((kind) => ({kind, n: wash.items.filter((item) => item.kind === kind).length}));
        keep(counts, rows, ({kind}) => kind, row("li", {}, ({kind, n}) => [el("strong", {}, String(n)), " ", t(KINDS[kind])]));
    });
    return el("div", {class: "result"}, el("p", {}, el("span", {class: "hint"}, t("SCORE")), score, rating), counts);
}

function links() {
    const mayRead = ["controller", "evaluator"].includes(section("me").role);
    return mayRead && el("p", {class: "buttons downloads"}, FILES.map(([href, word]) => el("a", {class: "button", href: `${href}?lang=${encodeURIComponent(section("me").lang)}`, target: "_blank", rel: "noopener"}, t(word))));
}

export function buildHotwash(main) {
    const wash = panel("hotwash", t("HOTWASH"), el("p", {class: "hint"}, t("HOTWASH_HINT")), result(), links());
    const list = el("ol", {class: "rows wash"});
    wash.body.append(list);
    const note = empty(list, t("HOTWASH_NONE"));
    watch(["hotwash"], (said) => {
        const items = said?.items ?? [];
        keep(list, items.map((item, place) => ({...item, place})), (item) => item.place, itemRow);
        note(items);
    });
    main.append(wash.node);
}
