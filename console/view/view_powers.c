/* view_powers.c - what a body may do of its own accord, its resources, and acts outside the plan. */
#include "view/view_private.h"

/* ── grades ── */

static unsigned powers_over(const toc_view_pen *pen, const toc_m_level *level)
{
    unsigned powers = 0;

    if (toc_view_is_own(pen, level->declarer))
        powers |= TOC_MAY_DECLARE;
    for (uint32_t i = 0; i < level->authorities.count; i++) {
        const toc_m_authority *row = &pen->machine->authorities[level->authorities.first + i];

        if (toc_view_is_own(pen, row->body))
            powers |= row->powers;
    }
    return powers;
}

static void write_grade(toc_view_pen *pen, const toc_m_level *level, unsigned powers)
{
    static const struct {
        unsigned bit;
        const char *word;
    } words[] = {{TOC_MAY_DECLARE, "declare"},
                 {TOC_MAY_RAISE, "raise"},
                 {TOC_MAY_LOWER, "lower"},
                 {TOC_MAY_END, "end"}};

    toc_json_begin_object(pen->json);
    toc_view_key_text(pen, "grade", toc_machine_text(pen->machine, level->grade));
    toc_view_key_text(pen, "title", toc_title_of_grade(&pen->pages, level->ladder, level->rank));
    toc_json_key(pen->json, "may");
    toc_json_begin_array(pen->json);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (powers & words[i].bit)
            toc_json_string(pen->json, words[i].word);
    }
    toc_json_end_array(pen->json);
    toc_json_end_object(pen->json);
}

static void write_ladder_head(toc_view_pen *pen, uint32_t ladder)
{
    toc_view_key_name(pen, "ladder", &pen->machine->ladders[ladder].head);
    toc_view_key_text(pen, "title", toc_title_of_ladder(&pen->pages, ladder));
}

static bool has_grade(const toc_view_pen *pen, toc_range levels)
{
    for (uint32_t i = 0; i < levels.count; i++) {
        if (powers_over(pen, &pen->machine->levels[levels.first + i]))
            return true;
    }
    return false;
}

static void write_declaring(toc_view_pen *pen)
{
    toc_json_key(pen->json, "declare");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->ladders_count; i++) {
        toc_range levels = pen->machine->ladders[i].levels;

        if (!has_grade(pen, levels))
            continue;
        toc_json_begin_object(pen->json);
        write_ladder_head(pen, i);
        toc_json_key(pen->json, "grades");
        toc_json_begin_array(pen->json);
        for (uint32_t k = 0; k < levels.count; k++) {
            const toc_m_level *level = &pen->machine->levels[levels.first + k];
            unsigned powers = powers_over(pen, level);

            if (powers)
                write_grade(pen, level, powers);
        }
        toc_json_end_array(pen->json);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_ending(toc_view_pen *pen, const char *key, bool is_proposing)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->ladders_count; i++) {
        const toc_m_ladder *ladder = &pen->machine->ladders[i];

        if (!toc_view_is_own(pen, is_proposing ? ladder->proposer : ladder->approver))
            continue;
        toc_json_begin_object(pen->json);
        write_ladder_head(pen, i);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── telling ── */

static void write_telling(toc_view_pen *pen, const char *key, bool is_announcing)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->reports_count; i++) {
        const toc_m_report *row = &pen->machine->reports[i];

        if (!toc_view_is_own(pen, row->sender) ||
            (row->kind == TOC_M_REPORT_ANNOUNCEMENT) != is_announcing)
            continue;
        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "report", &row->head);
        toc_view_key_text(pen, "title", toc_title_of_report(&pen->pages, i));
        toc_view_key_body(pen, "sender", row->sender);
        toc_view_contents(pen, "fields", row->content);
        toc_view_bodies(pen, "to", row->receivers);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── bodies and responses ── */

static void write_forming(toc_view_pen *pen, const char *key, bool is_there)
{
    toc_json_key(pen->json, key);
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->bodies_count; i++) {
        const toc_m_body *row = &pen->machine->bodies[i];
        bool is_active = toc_engine_body(pen->state->engine, i) == TOC_BODY_ACTIVE;

        if (!toc_view_is_own(pen, row->founder) || is_active != is_there)
            continue;
        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "body", &row->head);
        toc_view_key_text(pen, "title", toc_title_of_body(&pen->pages, i));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

static void write_activating(toc_view_pen *pen)
{
    toc_json_key(pen->json, "activate");
    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->responses_count; i++) {
        const toc_m_response *row = &pen->machine->responses[i];

        if (!toc_view_is_own(pen, row->lead))
            continue;
        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "response", &row->head);
        toc_view_key_text(pen, "title", toc_title_of(&pen->pages, &row->head));
        toc_json_key_bool(pen->json, "active",
                          toc_engine_response_is_active(pen->state->engine, i));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

void toc_view_powers(toc_view_pen *pen)
{
    toc_json_begin_object(pen->json);
    write_declaring(pen);
    write_ending(pen, "propose", true);
    write_ending(pen, "approve_end", false);
    write_telling(pen, "reports", false);
    write_telling(pen, "announce", true);
    write_forming(pen, "form", false);
    write_forming(pen, "stand_down", true);
    write_activating(pen);
    toc_json_end_object(pen->json);
}

/* ── resources ── */

void toc_view_resources(toc_view_pen *pen)
{
    bool sees_all = pen->audience->role != TOC_ROLE_PLAYER;

    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->machine->resources_count; i++) {
        const toc_m_resource *row = &pen->machine->resources[i];

        if (!sees_all && !toc_view_is_own(pen, row->owner))
            continue;
        toc_json_begin_object(pen->json);
        toc_view_key_name(pen, "resource", &row->head);
        toc_view_key_text(pen, "title", toc_title_of(&pen->pages, &row->head));
        toc_view_key_body(pen, "owner", row->owner);
        toc_view_key_text(pen, "unit", toc_machine_text(pen->machine, row->unit));
        toc_json_key_int(pen->json, "total", row->count);
        toc_json_key_int(pen->json, "free", toc_engine_resource_free(pen->state->engine, i));
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}

/* ── what the plan does not know ── */

void toc_view_outside(toc_view_pen *pen)
{
    bool sees_all = pen->audience->role != TOC_ROLE_PLAYER;

    toc_json_begin_array(pen->json);
    for (uint32_t i = 0; i < pen->state->outside_count; i++) {
        const toc_outside_act *act = &pen->state->outsides[i];

        if (!sees_all && !toc_view_is_own(pen, act->body))
            continue;
        toc_json_begin_object(pen->json);
        toc_json_key_int(pen->json, "row", (int64_t)act->row);
        toc_view_key_time(pen, "at", act->at);
        toc_view_key_body(pen, "body", act->body);
        toc_view_key_text(pen, "text", act->text);
        toc_json_end_object(pen->json);
    }
    toc_json_end_array(pen->json);
}
