/* wording.c - what stands on a picture: titles in the chosen language, lengths, conditions. */
#include <stdlib.h>
#include <string.h>

#include "base/catalogue.h"
#include "base/utf8.h"
#include "emit/wording.h"
#include "machine/machine.h"

static const char *const keys[TOC_WORD_COUNT] = {
#define TOC_WORD(name, english) TOC_CATALOGUE_KEY("chart." #name, english),
#include "emit/words.def"
#undef TOC_WORD
};

const char *toc_wording_word(const toc_wording *w, toc_word word)
{
    return toc_catalogue_text(w->lang, keys[word]);
}

const char *toc_wording_script(const char *tag)
{
    static const char *const traditional[] = {"zh-Hant", "zh-TW", "zh-HK", "zh-MO"};
    for (size_t i = 0; i < sizeof traditional / sizeof traditional[0]; i++) {
        if (strncmp(tag, traditional[i], strlen(traditional[i])) == 0)
            return "zh-Hant";
    }
    return strcmp(tag, "zh") == 0 || strncmp(tag, "zh-", 3) == 0 ? "zh-Hans" : "en";
}

static const char *plan_lang(const toc_plan *plan)
{
    return plan->head.language.v ? toc_symbol_text(plan->names, plan->head.language) : "en";
}

toc_wording toc_wording_of(toc_arena *arena, const toc_plan *plan, const char *tag,
                           bool has_two_languages)
{
    return (toc_wording){.arena = arena,
                         .plan = plan,
                         .tag = tag,
                         .lang = toc_wording_script(tag ? tag : plan_lang(plan)),
                         .plan_script = toc_wording_script(plan_lang(plan)),
                         .has_two_languages = has_two_languages};
}

static bool is_chinese(const toc_wording *w)
{
    return strcmp(w->lang, "en") != 0;
}

/* ── titles ──────────────────────────────────────────────────────────────── */

static const char *text_lang(const toc_wording *w, const toc_text *text)
{
    toc_symbol lang = text->lang.v ? text->lang : w->plan->head.language;
    return lang.v ? toc_symbol_text(w->plan->names, lang) : "";
}

/* Equal tags, or the same language in another script: `zh` finds `zh-Hant`. */
static bool is_same_language(const char *a, const char *b)
{
    size_t size = strcspn(a, "-");
    return size == strcspn(b, "-") && strncmp(a, b, size) == 0;
}

static const toc_text *find_text(const toc_wording *w, const toc_text *text, const char *lang)
{
    for (const toc_text *item = text; item; item = item->next) {
        if (strcmp(text_lang(w, item), lang) == 0)
            return item;
    }
    for (const toc_text *item = text; item; item = item->next) {
        if (is_same_language(text_lang(w, item), lang))
            return item;
    }
    return text;
}

toc_title toc_wording_text(const toc_wording *w, const toc_text *text, const char *fallback)
{
    const char *lang = w->tag;
    const toc_text *first = lang && text ? find_text(w, text, lang) : text;
    toc_title title = {first ? first->bytes : fallback, NULL};
    if (!w->has_two_languages)
        return title;
    for (const toc_text *item = text; item && !title.second; item = item->next) {
        if (item != first)
            title.second = item->bytes;
    }
    return title;
}

toc_title toc_wording_title(const toc_wording *w, const toc_entity *entity)
{
    const char *name = entity->name.v ? toc_symbol_text(w->plan->names, entity->name) : "";
    return toc_wording_text(w, entity->title, *name ? name : entity->full);
}

const char *toc_wording_outcome(const toc_wording *w, const toc_plan_outcome *outcome)
{
    const char *name = toc_symbol_text(w->plan->names, outcome->name);

    if (strcmp(name, "yes") == 0 || strcmp(name, "是") == 0)
        return toc_wording_word(w, TOC_WORD_COND_YES);
    if (strcmp(name, "no") == 0 || strcmp(name, "否") == 0)
        return toc_wording_word(w, TOC_WORD_COND_NO);
    return name;
}

/* ── lengths ─────────────────────────────────────────────────────────────── */

/* "1h30min" to "1 h 30 min" */
static const char *spaced(const toc_wording *w, toc_ms ms)
{
    char text[TOC_DURATION_TEXT_MAX];
    char wide[3 * TOC_DURATION_TEXT_MAX];
    size_t size = 0;
    toc_duration_format(ms, text);
    for (size_t i = 0; text[i]; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        bool was_digit = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
        if (i > 0 && is_digit != was_digit)
            wide[size++] = ' ';
        wide[size++] = text[i];
    }
    return toc_arena_copy(w->arena, wide, size);
}

const char *toc_wording_length(const toc_wording *w, toc_duration length)
{
    if (length.workdays != 0)
        return toc_arena_printf(w->arena, "%d %s", (int)length.workdays,
                                !is_chinese(w)                    ? "workdays"
                                : strcmp(w->lang, "zh-Hant") == 0 ? "個工作日"
                                                                  : "个工作日");
    if (length.months != 0)
        return toc_arena_printf(w->arena, "%d mo", (int)length.months);
    return length.ms != 0 ? spaced(w, length.ms) : NULL;
}

static const char *clock_text(const toc_wording *w, int32_t minutes)
{
    return toc_arena_printf(w->arena, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

static const char *by_time(const toc_wording *w, int32_t minutes)
{
    const char *text = clock_text(w, minutes);
    return is_chinese(w) ? toc_arena_printf(w->arena, "%s 前", text)
                         : toc_arena_printf(w->arena, "by %s", text);
}

/* Start or end of a thing, in the order of words of the language. */
static const char *edge_of(const toc_wording *w, const char *what, bool is_end)
{
    if (!is_chinese(w))
        return toc_arena_printf(w->arena, "%s of %s", is_end ? "end" : "start", what);
    toc_word word = is_end ? TOC_WORD_END : TOC_WORD_START;
    return toc_arena_printf(w->arena, "%s%s", what, toc_wording_word(w, word));
}

static const char *outcome_title(const toc_wording *w, const toc_plan_anchor *anchor)
{
    const char *title = toc_wording_title(w, anchor->target).first;
    const toc_plan_node *node = (const toc_plan_node *)anchor->target;
    if (anchor->outcome < 0 || (uint32_t)anchor->outcome >= node->outcomes.count)
        return title;
    return toc_arena_printf(w->arena, "%s: %s", title,
                            toc_wording_outcome(w, &node->outcomes.items[anchor->outcome]));
}

/* `site-area` is what the plan calls it by, `Site-area emergency` what people do; `III` is both. */
const char *toc_wording_grade(const toc_wording *w, const toc_plan_level *level)
{
    const char *name = toc_symbol_text(w->plan->names, level->base.name);

    return toc_grade_is_called(name) ? toc_wording_title(w, &level->base).first : name;
}

static const char *grade_title(const toc_wording *w, const toc_plan_anchor *anchor)
{
    toc_word word =
        anchor->kind == TOC_PLAN_ANCHOR_LEVEL_WARRANTED ? TOC_WORD_WARRANTED : TOC_WORD_DECLARE;
    const char *grade = anchor->level ? toc_wording_grade(w, anchor->level) : "";
    if (word == TOC_WORD_DECLARE && !is_chinese(w))
        return toc_arena_printf(w->arena, "declared %s", grade);
    return toc_arena_printf(w->arena, "%s %s", toc_wording_word(w, word), grade);
}

static const char *anchor_title(const toc_wording *w, const toc_plan_anchor *anchor)
{
    if (anchor->kind == TOC_PLAN_ANCHOR_NONE || anchor->is_broken || !anchor->target)
        return NULL;
    const char *title = toc_wording_title(w, anchor->target).first;
    switch (anchor->kind) {
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
    case TOC_PLAN_ANCHOR_LEVEL_IS:
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        return grade_title(w, anchor);
    case TOC_PLAN_ANCHOR_LADDER_END:
        return toc_wording_word(w, TOC_WORD_END_OF_INCIDENT);
    case TOC_PLAN_ANCHOR_RESPONSE_START:
    case TOC_PLAN_ANCHOR_NODE_START:
        return edge_of(w, title, false);
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return edge_of(w, title, true);
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return outcome_title(w, anchor);
    case TOC_PLAN_ANCHOR_NONE:
    case TOC_PLAN_ANCHOR_EVENT:
    case TOC_PLAN_ANCHOR_TRIGGER:
    case TOC_PLAN_ANCHOR_MOMENT:
    case TOC_PLAN_ANCHOR_REPORT_SENT:
    case TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT:
    case TOC_PLAN_ANCHOR_BODY_ACTIVE:
    case TOC_PLAN_ANCHOR_RELAY_RECEIVED:
        break;
    }
    return title;
}

static const char *before(const toc_wording *w, const toc_deadline *deadline)
{
    const char *length = toc_wording_length(w, deadline->length);
    const toc_plan_moment *moment = deadline->moment.target;
    const char *what = moment ? toc_wording_title(w, &moment->base).first : "";

    return is_chinese(w)
               ? toc_arena_printf(w->arena, "%s前 %s", what, length ? length : "0")
               : toc_arena_printf(w->arena, "%s before %s", length ? length : "0 min", what);
}

toc_worded_deadline toc_wording_deadline(const toc_wording *w, const toc_deadline *deadline)
{
    toc_worded_deadline result = {NULL, NULL};

    switch (deadline->kind) {
    case TOC_DEADLINE_NONE:
        break;
    case TOC_DEADLINE_WITHIN: {
        const char *length = toc_wording_length(w, deadline->length);
        result.text = toc_arena_printf(w->arena, "≤ %s", length ? length : "0 min");
        result.since = anchor_title(w, &deadline->anchor);
        break;
    }
    case TOC_DEADLINE_BY_TIME:
        result.text = by_time(w, deadline->minutes);
        break;
    case TOC_DEADLINE_BEFORE:
        result.text = before(w, deadline);
        break;
    }
    return result;
}

const char *toc_wording_series(const toc_wording *w, const toc_series *series)
{
    if (series->every <= 0)
        return NULL;
    const char *every = toc_wording_word(w, TOC_WORD_EVERY);
    const char *length = spaced(w, series->every);
    if (series->minutes < 0)
        return toc_arena_printf(w->arena, "%s %s", every, length);
    return toc_arena_printf(w->arena, "%s %s, %s", every, length, by_time(w, series->minutes));
}

/* ── the planner's own words ─────────────────────────────────────────────── */

/* One line: runs of white space become one space, comments go. */
static const char *flatten(toc_arena *arena, const char *text, size_t size)
{
    char *out = toc_arena_alloc(arena, size + 1);
    size_t used = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' && !(is_quoted && text[i - 1] == '\\'))
            is_quoted = !is_quoted;
        while (!is_quoted && i < size && text[i] == '#')
            while (i < size && text[i] != '\n')
                i++;
        if (i == size)
            break;
        bool is_space = strchr(" \t\r\n", text[i]) != NULL;
        if (is_space && (used == 0 || out[used - 1] == ' '))
            continue;
        out[used++] = text[i];
        if (is_space)
            out[used - 1] = ' ';
    }
    while (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
    return out;
}

const char *toc_wording_source(const toc_wording *w, toc_span span)
{
    if (!w->plan->sources || toc_span_is_none(span))
        return NULL;
    const toc_source *source = toc_sources_find(w->plan->sources, span);
    if (!source || span.end < span.begin || span.end - source->base > source->size)
        return NULL;
    return flatten(w->arena, source->text + (span.begin - source->base), span.end - span.begin);
}

const char *toc_wording_bodies(const toc_wording *w, const toc_body_ref *refs, uint32_t count)
{
    const char *list = toc_wording_word(w, TOC_WORD_LIST);
    TOC_VEC(char) text = {NULL, 0, 0};
    for (uint32_t i = 0; i < count; i++) {
        if (!refs[i].target)
            continue;
        const char *parts[2] = {text.count > 0 ? list : "",
                                toc_wording_title(w, &refs[i].target->base).first};
        for (unsigned part = 0; part < 2; part++)
            for (const char *at = parts[part]; *at; at++)
                TOC_PUSH(w->arena, &text, *at);
    }
    if (text.count == 0)
        return NULL;
    TOC_PUSH(w->arena, &text, '\0');
    return text.items;
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static const char *grade_label(const toc_wording *w, const char *sign, const toc_plan_level *level)
{
    return level ? toc_arena_printf(w->arena, "%s %s", sign, toc_wording_grade(w, level)) : NULL;
}

const char *toc_wording_anchor(const toc_wording *w, const toc_plan_anchor *anchor)
{
    switch (anchor->kind) {
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
        return grade_label(w, "≥", anchor->level);
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
        return grade_title(w, anchor);
    case TOC_PLAN_ANCHOR_LEVEL_IS:
        return grade_label(w, "=", anchor->level);
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        return grade_label(w, "<", anchor->level);
    case TOC_PLAN_ANCHOR_NONE:
    case TOC_PLAN_ANCHOR_EVENT:
    case TOC_PLAN_ANCHOR_TRIGGER:
    case TOC_PLAN_ANCHOR_MOMENT:
    case TOC_PLAN_ANCHOR_LADDER_END:
    case TOC_PLAN_ANCHOR_RESPONSE_START:
    case TOC_PLAN_ANCHOR_RESPONSE_END:
    case TOC_PLAN_ANCHOR_NODE_START:
    case TOC_PLAN_ANCHOR_NODE_DONE:
    case TOC_PLAN_ANCHOR_REPORT_SENT:
    case TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT:
    case TOC_PLAN_ANCHOR_BODY_ACTIVE:
    case TOC_PLAN_ANCHOR_RELAY_RECEIVED:
        break;
    }
    return NULL;
}

/* A ladder of a parent plan has other grades. */
static bool owns(const toc_plan *plan, const toc_plan_ladder *ladder)
{
    uint32_t id = ladder->base.id;
    return id < plan->ladders.count && plan->ladders.items[id] == ladder;
}

static const toc_plan_level *compared_level(const toc_wording *w, const toc_cond *cond)
{
    if ((cond->op != TOC_COND_GE && cond->op != TOC_COND_EQ) || cond->kid_count != 2 ||
        cond->kids[0]->op != TOC_COND_LEVEL || cond->kids[1]->op != TOC_COND_CONST)
        return NULL;
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)cond->kids[0]->entity;
    int64_t rank = cond->kids[1]->value;
    if (!ladder || !owns(w->plan, ladder) || rank < 1 || rank > ladder->levels.count)
        return NULL;
    return ladder->levels.items[rank - 1];
}

/* Depth: conditions are at most 256 deep. */
const toc_plan_level *toc_wording_cond_level(const toc_wording *w, const toc_cond *cond,
                                             const char **out_label)
{
    if (!cond || cond->op == TOC_COND_NOT)
        return NULL;
    const toc_plan_level *level = compared_level(w, cond);
    if (level) {
        *out_label = grade_label(w, cond->op == TOC_COND_EQ ? "=" : "≥", level);
        return level;
    }
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        level = toc_wording_cond_level(w, cond->kids[i], out_label);
        if (level)
            return level;
    }
    return NULL;
}
