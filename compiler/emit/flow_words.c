/* flow_words.c - what stands on a picture: titles in the chosen language, lengths, conditions. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "emit/flow_private.h"

enum { ENGLISH, SIMPLIFIED, TRADITIONAL, SCRIPTS };

static const char *const words[TOC_FLOW_WORD_COUNT][SCRIPTS] = {
    [TOC_FLOW_WORD_SIGNALS] = {"What sets things off", "信号与触发", "信號與觸發"},
    [TOC_FLOW_WORD_TELLING] = {"Telling, and bodies formed", "报告、发布与组建",
                               "報告、發布與組建"},
    [TOC_FLOW_WORD_START] = {"Start", "启动", "啟動"},
    [TOC_FLOW_WORD_END] = {"End", "结束", "結束"},
    [TOC_FLOW_WORD_END_OF_INCIDENT] = {"Incident over", "应急结束", "應急結束"},
    [TOC_FLOW_WORD_PROPOSE_END] = {"Propose the end", "提出结束建议", "提出結束建議"},
    [TOC_FLOW_WORD_APPROVE_END] = {"Approve the end", "批准结束", "批准結束"},
    [TOC_FLOW_WORD_APPROVE] = {"Approve", "批准", "批准"},
    [TOC_FLOW_WORD_DECLARE] = {"Declare", "宣布", "宣布"},
    [TOC_FLOW_WORD_FORM] = {"Form", "成立", "成立"},
    [TOC_FLOW_WORD_LATE] = {"if late", "逾时", "逾時"},
    [TOC_FLOW_WORD_WHILE] = {"while", "期间", "期間"},
    [TOC_FLOW_WORD_WARRANTED] = {"warranted", "达到", "達到"},
    [TOC_FLOW_WORD_EVERY] = {"every", "每", "每"},
    [TOC_FLOW_WORD_WITH] = {"with", "协同", "協同"},
    [TOC_FLOW_WORD_PUBLIC] = {"the public", "公众", "公眾"},
    [TOC_FLOW_WORD_LEVEL] = {"level", "级", "級"},
    [TOC_FLOW_WORD_LIST] = {", ", "、", "、"},
};

static int script_index(const char *script)
{
    if (strcmp(script, "zh-Hant") == 0)
        return TRADITIONAL;
    return strcmp(script, "zh-Hans") == 0 ? SIMPLIFIED : ENGLISH;
}

const char *toc_flow_word_text(const toc_flow *flow, toc_flow_word word)
{
    return words[word][script_index(flow->lang)];
}

const char *toc_flow_script(const char *tag)
{
    static const char *const traditional[] = {"zh-Hant", "zh-TW", "zh-HK", "zh-MO"};
    for (size_t i = 0; i < sizeof traditional / sizeof traditional[0]; i++) {
        if (strncmp(tag, traditional[i], strlen(traditional[i])) == 0)
            return "zh-Hant";
    }
    return strcmp(tag, "zh") == 0 || strncmp(tag, "zh-", 3) == 0 ? "zh-Hans" : "en";
}

static bool is_chinese(const toc_flow_builder *b)
{
    return strcmp(b->flow->lang, "en") != 0;
}

/* ── titles ──────────────────────────────────────────────────────────────── */

static const char *text_lang(const toc_flow_builder *b, const toc_text *text)
{
    toc_symbol lang = text->lang.v ? text->lang : b->plan->head.language;
    return lang.v ? toc_symbol_text(b->plan->names, lang) : "";
}

/* Equal tags, or the same language in another script: `zh` finds `zh-Hant`. */
static bool is_same_language(const char *a, const char *b)
{
    size_t size = strcspn(a, "-");
    return size == strcspn(b, "-") && strncmp(a, b, size) == 0;
}

static const toc_text *find_text(const toc_flow_builder *b, const toc_text *text, const char *lang)
{
    for (const toc_text *item = text; item; item = item->next) {
        if (strcmp(text_lang(b, item), lang) == 0)
            return item;
    }
    for (const toc_text *item = text; item; item = item->next) {
        if (is_same_language(text_lang(b, item), lang))
            return item;
    }
    return text;
}

toc_flow_title toc_flow_title_from(const toc_flow_builder *b, const toc_text *text,
                                   const char *fallback)
{
    const char *lang = b->options->lang;
    const toc_text *first = lang && text ? find_text(b, text, lang) : text;
    toc_flow_title title = {first ? first->bytes : fallback, NULL};
    if (!b->options->has_two_languages)
        return title;
    for (const toc_text *item = text; item && !title.second; item = item->next) {
        if (item != first)
            title.second = item->bytes;
    }
    return title;
}

toc_flow_title toc_flow_title_of(const toc_flow_builder *b, const toc_entity *entity)
{
    const char *name = entity->name.v ? toc_symbol_text(b->plan->names, entity->name) : "";
    return toc_flow_title_from(b, entity->title, *name ? name : entity->full);
}

/* ── lengths ─────────────────────────────────────────────────────────────── */

/* "1h30min" to "1 h 30 min" */
static const char *spaced(const toc_flow_builder *b, toc_ms ms)
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
    return toc_arena_copy(b->arena, wide, size);
}

const char *toc_flow_length(const toc_flow_builder *b, toc_duration length)
{
    if (length.workdays != 0)
        return toc_arena_printf(b->arena, "%d %s", (int)length.workdays,
                                !is_chinese(b)                          ? "workdays"
                                : strcmp(b->flow->lang, "zh-Hant") == 0 ? "個工作日"
                                                                        : "个工作日");
    if (length.months != 0)
        return toc_arena_printf(b->arena, "%d mo", (int)length.months);
    return length.ms != 0 ? spaced(b, length.ms) : NULL;
}

static const char *clock_text(const toc_flow_builder *b, int32_t minutes)
{
    return toc_arena_printf(b->arena, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

static const char *by_time(const toc_flow_builder *b, int32_t minutes)
{
    const char *text = clock_text(b, minutes);
    return is_chinese(b) ? toc_arena_printf(b->arena, "%s 前", text)
                         : toc_arena_printf(b->arena, "by %s", text);
}

/* Start or end of a thing, in the order of words of the language. */
static const char *edge_of(const toc_flow_builder *b, const char *what, bool is_end)
{
    if (!is_chinese(b))
        return toc_arena_printf(b->arena, "%s of %s", is_end ? "end" : "start", what);
    toc_flow_word word = is_end ? TOC_FLOW_WORD_END : TOC_FLOW_WORD_START;
    return toc_arena_printf(b->arena, "%s%s", what, toc_flow_word_text(b->flow, word));
}

static const char *outcome_title(const toc_flow_builder *b, const toc_plan_anchor *anchor)
{
    const char *title = toc_flow_title_of(b, anchor->target).first;
    const toc_plan_node *node = (const toc_plan_node *)anchor->target;
    if (anchor->outcome < 0 || (uint32_t)anchor->outcome >= node->outcomes.count)
        return title;
    toc_symbol name = node->outcomes.items[anchor->outcome].name;
    return toc_arena_printf(b->arena, "%s: %s", title, toc_symbol_text(b->plan->names, name));
}

static const char *grade_title(const toc_flow_builder *b, const toc_plan_anchor *anchor)
{
    toc_flow_word word = anchor->kind == TOC_PLAN_ANCHOR_LEVEL_WARRANTED ? TOC_FLOW_WORD_WARRANTED
                                                                         : TOC_FLOW_WORD_DECLARE;
    const char *grade =
        anchor->level ? toc_symbol_text(b->plan->names, anchor->level->base.name) : "";
    if (word == TOC_FLOW_WORD_DECLARE && !is_chinese(b))
        return toc_arena_printf(b->arena, "declared %s", grade);
    return toc_arena_printf(b->arena, "%s %s", toc_flow_word_text(b->flow, word), grade);
}

static const char *anchor_title(const toc_flow_builder *b, const toc_plan_anchor *anchor)
{
    if (anchor->kind == TOC_PLAN_ANCHOR_NONE || anchor->is_broken || !anchor->target)
        return NULL;
    const char *title = toc_flow_title_of(b, anchor->target).first;
    switch (anchor->kind) {
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
    case TOC_PLAN_ANCHOR_LEVEL_IS:
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        return grade_title(b, anchor);
    case TOC_PLAN_ANCHOR_LADDER_END:
        return toc_flow_word_text(b->flow, TOC_FLOW_WORD_END_OF_INCIDENT);
    case TOC_PLAN_ANCHOR_RESPONSE_START:
    case TOC_PLAN_ANCHOR_NODE_START:
        return edge_of(b, title, false);
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return edge_of(b, title, true);
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return outcome_title(b, anchor);
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

static void set_before(const toc_flow_builder *b, toc_flow_node *node, const toc_deadline *deadline)
{
    const char *length = toc_flow_length(b, deadline->length);
    const toc_plan_moment *moment = deadline->moment.target;
    const char *what = moment ? toc_flow_title_of(b, &moment->base).first : "";
    node->deadline =
        is_chinese(b) ? toc_arena_printf(b->arena, "%s前 %s", what, length ? length : "0")
                      : toc_arena_printf(b->arena, "%s before %s", length ? length : "0 min", what);
}

void toc_flow_set_deadline(const toc_flow_builder *b, toc_flow_node *node,
                           const toc_deadline *deadline)
{
    switch (deadline->kind) {
    case TOC_DEADLINE_NONE:
        return;
    case TOC_DEADLINE_WITHIN: {
        const char *length = toc_flow_length(b, deadline->length);
        node->deadline = toc_arena_printf(b->arena, "≤ %s", length ? length : "0 min");
        node->since = anchor_title(b, &deadline->anchor);
        return;
    }
    case TOC_DEADLINE_BY_TIME:
        node->deadline = by_time(b, deadline->minutes);
        return;
    case TOC_DEADLINE_BEFORE:
        set_before(b, node, deadline);
        return;
    }
}

const char *toc_flow_series(const toc_flow_builder *b, const toc_series *series)
{
    if (series->every <= 0)
        return NULL;
    const char *every = toc_flow_word_text(b->flow, TOC_FLOW_WORD_EVERY);
    const char *length = spaced(b, series->every);
    if (series->minutes < 0)
        return toc_arena_printf(b->arena, "%s %s", every, length);
    return toc_arena_printf(b->arena, "%s %s, %s", every, length, by_time(b, series->minutes));
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

const char *toc_flow_source_text(const toc_flow_builder *b, toc_span span)
{
    if (!b->plan->sources || toc_span_is_none(span))
        return NULL;
    const toc_source *source = toc_sources_find(b->plan->sources, span);
    if (!source || span.end < span.begin || span.end - source->base > source->size)
        return NULL;
    return flatten(b->arena, source->text + (span.begin - source->base), span.end - span.begin);
}

const char *toc_flow_condition(const toc_flow_builder *b, const toc_cond *cond)
{
    return cond ? toc_flow_source_text(b, cond->span) : NULL;
}

const char *toc_flow_bodies(const toc_flow_builder *b, const toc_body_ref *refs, uint32_t count)
{
    const char *list = toc_flow_word_text(b->flow, TOC_FLOW_WORD_LIST);
    TOC_VEC(char) text = {NULL, 0, 0};
    for (uint32_t i = 0; i < count; i++) {
        if (!refs[i].target)
            continue;
        const char *parts[2] = {text.count > 0 ? list : "",
                                toc_flow_title_of(b, &refs[i].target->base).first};
        for (unsigned part = 0; part < 2; part++)
            for (const char *at = parts[part]; *at; at++)
                TOC_PUSH(b->arena, &text, *at);
    }
    if (text.count == 0)
        return NULL;
    TOC_PUSH(b->arena, &text, '\0');
    return text.items;
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static const char *grade_label(const toc_flow_builder *b, const char *sign,
                               const toc_plan_level *level)
{
    return level ? toc_arena_printf(b->arena, "%s %s", sign,
                                    toc_symbol_text(b->plan->names, level->base.name))
                 : NULL;
}

const char *toc_flow_anchor_label(const toc_flow_builder *b, const toc_plan_anchor *anchor)
{
    switch (anchor->kind) {
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
        return grade_label(b, "≥", anchor->level);
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
        return grade_title(b, anchor);
    case TOC_PLAN_ANCHOR_LEVEL_IS:
        return grade_label(b, "=", anchor->level);
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        return grade_label(b, "<", anchor->level);
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

static const toc_plan_level *compared_level(const toc_flow_builder *b, const toc_cond *cond)
{
    if ((cond->op != TOC_COND_GE && cond->op != TOC_COND_EQ) || cond->kid_count != 2 ||
        cond->kids[0]->op != TOC_COND_LEVEL || cond->kids[1]->op != TOC_COND_CONST)
        return NULL;
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)cond->kids[0]->entity;
    int64_t rank = cond->kids[1]->value;
    if (!ladder || !toc_flow_owns(b->plan, &ladder->base) || rank < 1 ||
        rank > ladder->levels.count)
        return NULL;
    return ladder->levels.items[rank - 1];
}

/* Depth: conditions are at most 256 deep. */
const toc_plan_level *toc_flow_cond_level(const toc_flow_builder *b, const toc_cond *cond,
                                          const char **out_label)
{
    if (!cond || cond->op == TOC_COND_NOT)
        return NULL;
    const toc_plan_level *level = compared_level(b, cond);
    if (level) {
        *out_label = grade_label(b, cond->op == TOC_COND_EQ ? "=" : "≥", level);
        return level;
    }
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        level = toc_flow_cond_level(b, cond->kids[i], out_label);
        if (level)
            return level;
    }
    return NULL;
}
