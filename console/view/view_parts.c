/* view_parts.c - pieces that many sections are made of: names, bodies, fields, choices, marks. */
#include <string.h>

#include "drill/facts.h"
#include "view/view_private.h"

void toc_view_key_time(toc_view_pen *pen, const char *key, toc_ms at)
{
    toc_json_key(pen->json, key);
    if (at == TOC_MS_NONE)
        toc_json_null(pen->json);
    else
        toc_json_int(pen->json, at);
}

void toc_view_key_text(toc_view_pen *pen, const char *key, const char *text)
{
    toc_json_key_string(pen->json, key, text ? toc_text_clean(pen->arena, text) : NULL);
}

const char *toc_view_name(const toc_view_pen *pen, const toc_m_head *head)
{
    return toc_machine_text(pen->machine, head->name);
}

void toc_view_key_name(toc_view_pen *pen, const char *key, const toc_m_head *head)
{
    toc_json_key_string(pen->json, key, toc_view_name(pen, head));
}

void toc_view_key_body(toc_view_pen *pen, const char *key, uint32_t body)
{
    toc_json_key(pen->json, key);
    if (body == TOC_NONE) {
        toc_json_null(pen->json);
        return;
    }
    toc_json_begin_object(pen->json);
    toc_view_key_name(pen, "body", &pen->machine->bodies[body].head);
    toc_view_key_text(pen, "title", toc_title_of_body(&pen->pages, body));
    toc_json_end_object(pen->json);
}

void toc_view_bodies(toc_view_pen *pen, const char *key, toc_range bodies)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < bodies.count; i++) {
        uint32_t body = pen->machine->ids[bodies.first + i];

        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "body", &pen->machine->bodies[body].head);
        toc_view_key_text(pen, "title", toc_title_of_body(&pen->pages, body));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

void toc_view_choices(toc_view_pen *pen, const char *key, toc_range choices)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < choices.count; i++)
        toc_json_string(pen->json,
                        toc_machine_text(pen->machine, pen->machine->ids[choices.first + i]));
    toc_json_end_array(pen->json);
}

/* ── conditions ── */

/* In words of the audience's language where they are known, else as the planner wrote it. */
static toc_worded worded_of(const toc_view_pen *pen, uint32_t condition, toc_worded_line *own)
{
    const toc_view *view = pen->view;

    for (size_t i = 0; i < view->worded_count; i++) {
        const toc_worded_set *set = &view->worded[i];

        if (strcmp(set->lang, pen->audience->lang) == 0 && condition < set->count &&
            set->of[condition].text)
            return set->of[condition];
    }
    *own = (toc_worded_line){
        .text = toc_machine_text(pen->machine, pen->machine->conditions[condition].text)};
    return (toc_worded){own->text, own, 1};
}

void toc_view_condition(toc_view_pen *pen, const char *key, uint32_t condition)
{
    toc_worded_line own;

    toc_view_key_text(pen, key,
                      condition == TOC_NONE ? NULL : worded_of(pen, condition, &own).text);
}

void toc_view_condition_lines(toc_view_pen *pen, const char *key, uint32_t condition)
{
    toc_worded_line own;
    toc_worded worded;

    toc_json_key(pen->json, key);
    if (condition == TOC_NONE) {
        toc_json_null(pen->json);
        return;
    }
    worded = worded_of(pen, condition, &own);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < worded.line_count; i++) {
        toc_json_begin_object(pen->json);
        toc_json_key_int(pen->json, "depth", worded.lines[i].depth);
        toc_json_key_bool(pen->json, "head", worded.lines[i].is_head);
        toc_view_key_text(pen, "text", worded.lines[i].text);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── fields ── */

/* A field that holds a grade is filled in with one. */
static void write_grades(toc_view_pen *pen, uint32_t content)
{
    uint32_t ladder = toc_content_ladder(pen->machine, content);
    toc_range levels =
        ladder == TOC_NONE ? (toc_range){0, 0} : pen->machine->ladders[ladder].levels;

    toc_json_key(pen->json, "choices");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < levels.count; i++)
        toc_json_string(pen->json, toc_machine_text(pen->machine,
                                                    pen->machine->levels[levels.first + i].grade));
    toc_json_end_array(pen->json);
}

void toc_view_contents(toc_view_pen *pen, const char *key, toc_range contents)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < contents.count; i++) {
        uint32_t content = pen->machine->ids[contents.first + i];
        const toc_m_head *head = &pen->machine->contents[content].head;

        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "field", head);
        toc_view_key_text(pen, "title", toc_title_of(&pen->pages, head));
        write_grades(pen, content);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

void toc_view_marks(toc_view_pen *pen, uint32_t marks)
{
    toc_json_key(pen->json, "marks");
    toc_json_begin_array(pen->json);
    for (uint32_t bit = 1; bit != 0 && bit <= TOC_MARK_WITHHELD; bit <<= 1) {
        if (marks & bit)
            toc_json_string(pen->json, toc_mark_word((toc_mark)bit));
    }
    toc_json_end_array(pen->json);
}
