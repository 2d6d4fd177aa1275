/* msel_columns.c - what the columns of lists are called, and what they hold. */
#include <string.h>
#include <strings.h>

#include "base/phrase.h"
#include "drill/msel.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const toc_msel_column usual_columns[] = {
    {"Event Number", TOC_MSEL_NUMBER}, {"Event Time", TOC_MSEL_TIME},
    {"Inject", TOC_MSEL_INJECT},       {"Message", TOC_MSEL_MESSAGE},
    {"From", TOC_MSEL_FROM},           {"To", TOC_MSEL_TO},
    {"Method", TOC_MSEL_METHOD},       {"Expected Action", TOC_MSEL_ACTION},
    {"Objective", TOC_MSEL_OBJECTIVE}, {"Script", TOC_MSEL_SCRIPT},
};
static const toc_msel_map usual = {usual_columns, COUNT(usual_columns)};

/* For a plan in Chinese. */
static const toc_msel_column hans_columns[] = {
    {"序号", TOC_MSEL_NUMBER},  {"时间", TOC_MSEL_TIME},       {"注入", TOC_MSEL_INJECT},
    {"内容", TOC_MSEL_MESSAGE}, {"发出", TOC_MSEL_FROM},       {"接收", TOC_MSEL_TO},
    {"方式", TOC_MSEL_METHOD},  {"预期行动", TOC_MSEL_ACTION}, {"目标", TOC_MSEL_OBJECTIVE},
    {"脚本", TOC_MSEL_SCRIPT},
};
static const toc_msel_column hant_columns[] = {
    {"序號", TOC_MSEL_NUMBER},  {"時間", TOC_MSEL_TIME},       {"注入", TOC_MSEL_INJECT},
    {"內容", TOC_MSEL_MESSAGE}, {"發出", TOC_MSEL_FROM},       {"接收", TOC_MSEL_TO},
    {"方式", TOC_MSEL_METHOD},  {"預期行動", TOC_MSEL_ACTION}, {"目標", TOC_MSEL_OBJECTIVE},
    {"腳本", TOC_MSEL_SCRIPT},
};
static const toc_msel_map chinese[] = {{hans_columns, COUNT(hans_columns)},
                                       {hant_columns, COUNT(hant_columns)}};

/* Titles that are met in lists besides the usual ones. */
static const toc_msel_column others[] = {
    {"number", TOC_MSEL_NUMBER},
    {"event #", TOC_MSEL_NUMBER},
    {"event no", TOC_MSEL_NUMBER},
    {"event no.", TOC_MSEL_NUMBER},
    {"msel #", TOC_MSEL_NUMBER},
    {"no", TOC_MSEL_NUMBER},
    {"no.", TOC_MSEL_NUMBER},
    {"#", TOC_MSEL_NUMBER},
    {"编号", TOC_MSEL_NUMBER},
    {"time", TOC_MSEL_TIME},
    {"scheduled time", TOC_MSEL_TIME},
    {"event", TOC_MSEL_INJECT},
    {"事件", TOC_MSEL_INJECT},
    {"event description", TOC_MSEL_MESSAGE},
    {"description", TOC_MSEL_MESSAGE},
    {"event/inject description", TOC_MSEL_MESSAGE},
    {"text", TOC_MSEL_MESSAGE},
    {"responsible controller", TOC_MSEL_FROM},
    {"sender", TOC_MSEL_FROM},
    {"recipient", TOC_MSEL_TO},
    {"recipients", TOC_MSEL_TO},
    {"recipient player(s)", TOC_MSEL_TO},
    {"recipient players", TOC_MSEL_TO},
    {"mode", TOC_MSEL_METHOD},
    {"inject mode", TOC_MSEL_METHOD},
    {"delivery method", TOC_MSEL_METHOD},
    {"expected player action", TOC_MSEL_ACTION},
    {"expected actions", TOC_MSEL_ACTION},
    {"expected outcome", TOC_MSEL_ACTION},
    {"objectives", TOC_MSEL_OBJECTIVE},
};

static const char *const role_words[] = {"number", "time",   "inject", "message",   "from",
                                         "to",     "method", "action", "objective", "script"};

const char *toc_msel_role_word(toc_msel_role role)
{
    return role_words[role];
}

const toc_msel_map *toc_msel_usual(toc_msel_titles titles)
{
    return titles == TOC_MSEL_TITLES_EN ? &usual : &chinese[titles - TOC_MSEL_TITLES_HANS];
}

const char *toc_msel_trimmed(toc_arena *arena, const char *text, size_t size)
{
    while (size > 0 && strchr(" \t\r\n", text[size - 1]))
        size--;
    while (size > 0 && strchr(" \t\r\n", *text)) {
        text++;
        size--;
    }
    return toc_arena_copy(arena, text, size);
}

static bool find_role(const char *word, toc_msel_role *out)
{
    for (unsigned i = 0; i < TOC_MSEL_ROLE_COUNT; i++) {
        if (strcmp(word, role_words[i]) == 0) {
            *out = (toc_msel_role)i;
            return true;
        }
    }
    return false;
}

const toc_msel_column *toc_msel_column_of(const toc_msel_map *map, toc_msel_role role)
{
    for (uint32_t i = 0; map && i < map->count; i++) {
        if (map->columns[i].role == role)
            return &map->columns[i];
    }
    return NULL;
}

/* `Zeit=time`, or `=time`.  False: *out_why says what is wrong. */
static bool read_pair(toc_arena *arena, const char *part, toc_msel_column *out,
                      const char **out_why)
{
    const char *equals = strrchr(part, '=');

    if (!equals) {
        *out_why = toc_say(arena, "`%s` is not a pair such as `Time=time`", part);
        return false;
    }
    out->title = toc_msel_trimmed(arena, part, (size_t)(equals - part));
    if (find_role(toc_msel_trimmed(arena, equals + 1, strlen(equals + 1)), &out->role))
        return true;
    *out_why =
        toc_say(arena,
                "there is no `%s`; a column holds one of number, time, inject, message, from, to, "
                "method, action, objective, script",
                equals + 1);
    return false;
}

/* False: *out_why says what the column has in common with one before. */
static bool is_new(toc_arena *arena, const toc_msel_map *before, const toc_msel_column *column,
                   const char **out_why)
{
    for (uint32_t i = 0; i < before->count; i++) {
        const toc_msel_column *one = &before->columns[i];

        if (one->role == column->role) {
            *out_why = toc_say(arena, "two columns hold `%s`", toc_msel_role_word(column->role));
            return false;
        }
        if (*column->title && strcasecmp(one->title, column->title) == 0) {
            *out_why = toc_say(arena, "two columns are called `%s`: one for `%s`, one for `%s`",
                               column->title, toc_msel_role_word(one->role),
                               toc_msel_role_word(column->role));
            return false;
        }
    }
    return true;
}

const toc_msel_map *toc_msel_map_read(toc_arena *arena, const char *text, const char **out_why)
{
    TOC_VEC(toc_msel_column) columns = {0};
    toc_msel_map *map = TOC_NEW(arena, toc_msel_map);

    for (;; text++) {
        size_t size = strcspn(text, ",");
        toc_msel_column column;

        *map = (toc_msel_map){columns.items, columns.count};
        if (!read_pair(arena, toc_arena_copy(arena, text, size), &column, out_why) ||
            !is_new(arena, map, &column, out_why))
            return NULL;
        TOC_PUSH(arena, &columns, column);
        text += size;
        if (!*text)
            break;
    }
    *map = (toc_msel_map){columns.items, columns.count};
    return map;
}

const toc_msel_map *toc_msel_map_over(toc_arena *arena, const toc_msel_map *own,
                                      const toc_msel_map *usual_titles, const char **out_why)
{
    TOC_VEC(toc_msel_column) columns = {0};
    toc_msel_map *map = TOC_NEW(arena, toc_msel_map);

    for (uint32_t i = 0; i < own->count; i++) {
        if (*own->columns[i].title)
            TOC_PUSH(arena, &columns, own->columns[i]);
    }
    for (uint32_t i = 0; i < usual_titles->count; i++) {
        const toc_msel_column *column = &usual_titles->columns[i];

        *map = (toc_msel_map){columns.items, columns.count};
        if (toc_msel_column_of(own, column->role))
            continue;
        if (!is_new(arena, map, column, out_why))
            return NULL;
        TOC_PUSH(arena, &columns, *column);
    }
    *map = (toc_msel_map){columns.items, columns.count};
    if (map->count == 0)
        *out_why = TOC_PHRASE("no column is left");
    return map->count > 0 ? map : NULL;
}

static bool is_title(const toc_msel_column *columns, size_t count, const char *text,
                     toc_msel_role *out)
{
    for (size_t i = 0; *text && i < count; i++) {
        if (strcasecmp(columns[i].title, text) == 0) {
            *out = columns[i].role;
            return true;
        }
    }
    return false;
}

bool toc_msel_role_of(const toc_msel_map *map, const char *title, toc_msel_role *out)
{
    if (map)
        return is_title(map->columns, map->count, title, out);
    return is_title(usual.columns, usual.count, title, out) ||
           is_title(others, COUNT(others), title, out) ||
           is_title(chinese[0].columns, chinese[0].count, title, out) ||
           is_title(chinese[1].columns, chinese[1].count, title, out) || find_role(title, out);
}
