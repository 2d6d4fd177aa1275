/* view_notes.c - what evaluators wrote, and the objectives that they rate with what speaks for them. */
#include "drill/score.h"
#include "view/view_private.h"

static void write_who(toc_view_pen *pen, const char *who)
{
    const toc_person *person = *who ? toc_exercise_person(pen->view->exercise, who) : NULL;

    toc_json_key_string(pen->json, "who", who);
    toc_view_key_text(pen, "who_name", person ? person->name : "");
}

static void write_note(toc_view_pen *pen, const toc_kept_note *note)
{
    const toc_duty *duty = note->duty > 0 && note->duty <= pen->drill->duty_count
                               ? &pen->drill->duties[note->duty - 1]
                               : NULL;

    toc_json_begin_object(pen->json);
    toc_json_key_int(pen->json, "row", (int64_t)note->row);
    toc_view_key_time(pen, "at", note->at);
    toc_view_key_time(pen, "about_at", note->about_at);
    write_who(pen, note->who);
    toc_json_key_int(pen->json, "duty", note->duty);
    toc_view_key_text(pen, "duty_title", duty ? toc_title_of_duty(&pen->pages, duty) : NULL);
    toc_view_key_text(pen, "text", note->text);
    toc_json_end_object(pen->json);
}

void toc_view_notes(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->state->note_count; i++)
        write_note(pen, &pen->state->notes[i]);
    toc_json_end_array(pen->json);
}

/* ── objectives ── */

static void write_ratings(toc_view_pen *pen, uint32_t objective)
{
    toc_json_key(pen->json, "ratings");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->state->rating_count; i++) {
        const toc_kept_rating *rating = &pen->state->ratings[i];

        if (rating->objective != objective)
            continue;
        toc_json_begin_object(pen->json);
        toc_json_key_int(pen->json, "row", (int64_t)rating->row);
        write_who(pen, rating->who);
        toc_json_key_string(pen->json, "rating", toc_rating_letter(rating->rating));
        toc_view_key_text(pen, "text", rating->text);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* Steps of the objective that say what shows that they are done. */
static void write_evidence(toc_view_pen *pen, uint32_t objective)
{
    toc_json_key(pen->json, "evidence");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->nodes_count; i++) {
        const toc_m_node *node = &pen->machine->nodes[i];
        const char *evidence = toc_machine_text(pen->machine, node->evidence);

        if (node->objective != objective || !*evidence)
            continue;
        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "step", &node->head);
        toc_view_key_text(pen, "title", toc_title_of(&pen->pages, &node->head));
        toc_view_key_text(pen, "evidence", evidence);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_tally(toc_view_pen *pen, uint32_t objective)
{
    uint32_t counts[TOC_DUTY_VOID + 1] = {0};

    for (uint32_t i = 0; i < pen->drill->duty_count; i++) {
        const toc_duty *duty = &pen->drill->duties[i];
        bool is_node = duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION;

        if (is_node && pen->machine->nodes[duty->id].objective == objective)
            counts[duty->state]++;
    }
    toc_json_key(pen->json, "steps");
    toc_json_begin_object(pen->json);
    for (unsigned state = TOC_DUTY_OPEN; state < TOC_DUTY_VOID; state++)
        toc_json_key_int(pen->json, toc_duty_state_word((toc_duty_state)state), counts[state]);
    toc_json_end_object(pen->json);
}

static void write_objective(toc_view_pen *pen, uint32_t id, const char *name, const char *title)
{
    toc_json_begin_object(pen->json);
    toc_json_key_string(pen->json, "objective", name);
    toc_view_key_text(pen, "title", title);
    write_ratings(pen, id);
    if (id != TOC_NONE) {
        write_evidence(pen, id);
        write_tally(pen, id);
    }
    toc_json_end_object(pen->json);
}

void toc_view_objectives(toc_view_pen *pen)
{
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->objectives_count; i++) {
        const toc_m_head *head = &pen->machine->objectives[i].head;

        write_objective(pen, i, toc_view_name(pen, head), toc_title_of(&pen->pages, head));
    }
    write_objective(pen, TOC_NONE, NULL, NULL); /* the exercise as a whole */
    toc_json_end_array(pen->json);
}
