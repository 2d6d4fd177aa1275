/* sections.c - what the screens show, written once for all who see the same. */
#include "serve/sections.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "serve/words.h"

void toc_sections_init(toc_sections *sections, toc_view *view, const char *codes,
                       const char *exercise)
{
    memset(sections, 0, sizeof *sections);
    sections->view = view;
    sections->codes = codes;
    sections->addresses = "[]";
    sections->exercise = exercise;
}

void toc_sections_set_addresses(toc_sections *sections, const char *addresses)
{
    sections->addresses = addresses;
}

void toc_sections_deinit(toc_sections *sections)
{
    while (sections->sets) {
        toc_section_set *set = sections->sets;

        sections->sets = set->next;
        for (unsigned i = 0; i < TOC_SERVE_SECTIONS; i++)
            free(set->texts[i].json);
        free(set);
    }
}

void toc_sections_set_trouble(toc_sections *sections, const char *reason)
{
    if (sections->has_trouble == (reason != NULL) &&
        (!reason || strcmp(reason, sections->trouble) == 0))
        return;
    sections->has_trouble = reason != NULL;
    snprintf(sections->trouble, sizeof sections->trouble, "%s", reason ? reason : "");
    sections->trouble_turn++;
}

const char *toc_sections_word(unsigned section)
{
    switch (section) {
    case TOC_SERVE_CODES:
        return "codes";
    case TOC_SERVE_TROUBLE:
        return "server";
    case TOC_SERVE_ADDRESSES:
        return "addresses";
    default:
        return toc_section_word((toc_section)section);
    }
}

bool toc_sections_is_for(unsigned section, toc_role role)
{
    switch (section) {
    case TOC_SERVE_CODES:
        return role == TOC_ROLE_CONTROLLER;
    case TOC_SERVE_TROUBLE:
        return true;
    case TOC_SERVE_ADDRESSES:
        return role == TOC_ROLE_CONTROLLER || role == TOC_ROLE_WALL;
    default:
        return toc_section_is_for((toc_section)section, role);
    }
}

/* ── who sees the same ── */

static bool is_set_of(const toc_section_set *set, const toc_audience *audience, const char *person)
{
    return set->role == audience->role && set->body == audience->body &&
           strcmp(set->lang, audience->lang) == 0 && strcmp(set->person, person) == 0;
}

static toc_section_set *set_of(toc_sections *sections, const toc_audience *audience,
                               const char *person)
{
    toc_section_set *set;

    for (set = sections->sets; set; set = set->next) {
        if (is_set_of(set, audience, person))
            return set;
    }
    set = calloc(1, sizeof *set);
    if (!set)
        return NULL;
    set->role = audience->role;
    set->body = audience->body;
    snprintf(set->lang, sizeof set->lang, "%s", audience->lang);
    snprintf(set->person, sizeof set->person, "%s", person);
    set->next = sections->sets;
    sections->sets = set;
    return set;
}

/* ── writing ── */

static uint64_t stamp_of(const toc_sections *sections, unsigned section)
{
    switch (section) {
    case TOC_SERVE_CODES:
    case TOC_SERVE_ADDRESSES:
        return 1;
    case TOC_SERVE_TROUBLE:
        return sections->trouble_turn;
    default:
        return toc_view_stamp(sections->view, (toc_section)section);
    }
}

static void write_trouble(const toc_sections *sections, const char *lang, FILE *out)
{
    toc_arena arena;
    toc_json json;

    toc_arena_init(&arena, NULL);
    toc_json_init(&json, out, 0);
    toc_json_begin_object(&json);
    toc_json_key_string(&json, "exercise", sections->exercise);
    toc_json_key_string(&json, "trouble",
                        sections->has_trouble
                            ? toc_serve_text(&arena, lang, TOC_SERVE_NOT_KEPT, sections->trouble)
                            : NULL);
    toc_json_end_object(&json);
    toc_arena_deinit(&arena);
}

static bool write_section(const toc_sections *sections, const toc_audience *audience,
                          unsigned section, FILE *out)
{
    switch (section) {
    case TOC_SERVE_CODES:
        fputs(sections->codes, out);
        return true;
    case TOC_SERVE_ADDRESSES:
        fputs(sections->addresses, out);
        return true;
    case TOC_SERVE_TROUBLE:
        write_trouble(sections, audience->lang, out);
        return true;
    default:
        return toc_view_write(sections->view, audience, (toc_section)section, out) == TOC_OK;
    }
}

/* The text anew.  False: as before. */
static bool draw(toc_sections *sections, const toc_audience *audience, unsigned section,
                 toc_section_text *text)
{
    char *json = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&json, &size);
    bool is_written;

    if (!out)
        return false;
    is_written = write_section(sections, audience, section, out) && !ferror(out);
    is_written = fclose(out) == 0 && is_written;
    if (!is_written) {
        free(json);
        return false;
    }
    if (text->json && text->size == size && memcmp(text->json, json, size) == 0) {
        free(json);
        return true;
    }
    free(text->json);
    text->json = json;
    text->size = size;
    text->version = ++sections->last_version;
    return true;
}

bool toc_sections_find(toc_sections *sections, const toc_audience *audience,
                       toc_section_places *out)
{
    out->common = set_of(sections, audience, "");
    out->personal = set_of(sections, audience, audience->person);
    return out->common && out->personal;
}

const toc_section_text *toc_sections_get(toc_sections *sections, const toc_section_places *places,
                                         const toc_audience *audience, unsigned section)
{
    toc_section_set *set = section == TOC_VIEW_ME ? places->personal : places->common;
    toc_section_text *text = &set->texts[section];
    uint64_t stamp = stamp_of(sections, section);

    if (text->json && text->stamp == stamp)
        return text;
    if (!draw(sections, audience, section, text))
        return NULL;
    text->stamp = stamp;
    return text;
}
