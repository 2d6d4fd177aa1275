/* json_review.c - what was amiss and what to do about it, in the JSON report. */
#include "report/json_private.h"

static void write_clause(const toc_pages *p, toc_json *json, const toc_m_head *head)
{
    toc_json_key_string(json, "about", head ? toc_machine_text(p->machine, head->name) : NULL);
    toc_json_key_string(json, "clause",
                        head && head->clause ? toc_machine_text(p->machine, head->clause) : NULL);
    toc_json_key_string(json, "file",
                        head && head->file ? toc_machine_text(p->machine, head->file) : NULL);
    toc_json_key(json, "line");
    if (head && head->line)
        toc_json_int(json, head->line);
    else
        toc_json_null(json);
}

static const char *objective_name(const toc_pages *p, uint32_t id)
{
    if (id == TOC_NONE)
        return NULL;
    if (id == TOC_OBJECTIVE_OTHER)
        return "other";
    return toc_machine_text(p->machine, p->machine->objectives[id].head.name);
}

static void write_issue(const toc_pages *p, toc_json *json, const toc_issue *issue)
{
    toc_json_begin_object(json);
    toc_json_key_int(json, "number", issue->number);
    toc_json_key_string(json, "kind", toc_issue_kind_word(issue->kind));
    toc_json_key_string(json, "cause", toc_cause_word(issue->cause));
    toc_json_key_string(json, "priority", toc_priority_word(issue->priority));
    toc_json_key_string(json, "what", issue->what);
    toc_json_key_string(json, "why", *issue->why ? issue->why : NULL);
    toc_json_key_string(json, "proposal", issue->proposal);
    write_clause(p, json, issue->head);
    toc_json_key_string(json, "objective", objective_name(p, issue->objective));
    toc_json_key_body(p, json, "body", issue->body);
    toc_json_key(json, "duties");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < issue->duty_count; i++)
        toc_json_int(json, issue->duties[i]);
    toc_json_end_array(json);
    toc_json_key_entry(json, "entry", issue->entry);
    toc_json_key_ms(json, "limit_ms", issue->limit);
    toc_json_key_ms(json, "needed_ms", issue->needed);
    toc_json_key_string(json, "owner", NULL); /* for people to fill in */
    toc_json_key_string(json, "due_date", NULL);
    toc_json_end_object(json);
}

void toc_json_extras(const toc_pages *p, toc_json *json, const toc_report_extras *extras)
{
    toc_json_key(json, "improvements");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < extras->review->issues.count; i++)
        write_issue(p, json, &extras->review->issues.items[i]);
    toc_json_end_array(json);
    toc_json_key_string(json, "patch", extras->patch && *extras->patch ? extras->patch : NULL);
}
