// hotwash.js - after the end: what was late, missed, graded or reported wrongly, in the order in which it happened.

import {el, keep, panel, row} from "./dom.js";
import {spanText, timeText} from "./clock.js";
import {blockedText, empty, when} from "./parts.js";
import {section, watch} from "./store.js";
import {t} from "./words.js";

const KINDS = {
    late: "WASH_LATE", missed: "WASH_MISSED", misgraded: "WASH_MISGRADED", misreported: "WASH_MISREPORTED", irregular: "WASH_IRREGULAR",
};
const RATING_WORDS = {P: "RATING_P", S: "RATING_S", M: "RATING_M", U: "RATING_U"};
const FILES = [["/report.html", "REPORT_HTML"], ["/report.pdf", "REPORT_PDF"], ["/improvements.csv", "IMPROVEMENTS"], ["/export.yaml", "EXPORT"]];

const kindText = (kind) => (KINDS[kind] ? t(KINDS[kind]) : kind);

// What was not done, in words for its kind.
const UNDONE = {
    report: "WASH_NOT_SENT", announcement: "WASH_NOT_SENT", overall: "WASH_NOT_SENT", approval: "WASH_NOT_ANSWERED", request: "WASH_NOT_ANSWERED",
    clearance: "WASH_NOT_ANSWERED", "approve-end": "WASH_NOT_ANSWERED", declare: "WASH_NOT_DECLARED", "propose-end": "WASH_NOT_PROPOSED", form: "WASH_NOT_FORMED",
};

function missedText({what, work, blocked, why}) {
    if (work === "failed")
        return why ? t("WASH_FAILED_WHY", why) : t("WASH_FAILED");
    const undone = UNDONE[what] ? t(UNDONE[what]) : work === "running" ? t("WASH_UNFINISHED") : t("WASH_NOT_BEGUN");
    return [undone, blocked && blockedText(blocked)].filter(Boolean).join(t("LIST_COMMA"));
}

function gradeText({declared, warranted, at, until, is_low: isLow}) {
    return t(isLow ? "WASH_TOO_LOW" : "WASH_TOO_HIGH", declared ?? t("NO_GRADE"), warranted ?? t("NO_GRADE"), spanText(until - at));
}

const doneText = ({due, done}) => (done !== null && due !== null && done > due ? t("WASH_DONE_LATE", timeText(done), spanText(done - due)) : "");

function details(item) {
    if (item.kind === "misgraded")
        return [gradeText(item)];
    if (item.kind === "irregular")
        return [item.detail];
    return [item.kind === "missed" ? missedText(item) : doneText(item), item.detail, item.lacks && t("WASH_LACKS", item.lacks), ...(item.faults ?? [])];
}

const itemRow = row("li", {class: "wash-item"}, (item, node) => {
    node.dataset.kind = item.kind;
    return [el("span", {class: `chip wash-${item.kind}`}, kindText(item.kind)), when(item.at),
        el("span", {class: "wash-title"}, item.title), el("span", {class: "wash-owner"}, item.owner?.title ?? "",
            item.owner && item.clause && " · ", item.clause && el("span", {class: "clause"}, t("CLAUSE", item.clause))), details(item).filter(Boolean).map((text) => el("p", {class: "wash-detail"}, text))];
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
