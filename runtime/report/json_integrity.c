/* json_integrity.c - reporting integrity in the JSON report: outcome, what was known, said and so. */
#include "report/json_private.h"

const char *toc_json_outcome_word(toc_report_outcome outcome)
{
    static const char *const words[] = {"on time", "late",  "omitted",    "concealed",
                                        "void",    "false", "understated"};

    return words[outcome];
}

void toc_json_outcomes(toc_json *json, const uint32_t outcomes[TOC_OUTCOME_COUNT])
{
    uint32_t total = 0;

    for (unsigned i = 0; i < TOC_OUTCOME_COUNT; i++)
        total += outcomes[i];
    if (total == 0)
        return;
    toc_json_key(json, "reports");
    toc_json_begin_object(json);
    for (unsigned i = 0; i < TOC_OUTCOME_COUNT; i++)
        toc_json_key_int(json, toc_json_outcome_word((toc_report_outcome)i), outcomes[i]);
    toc_json_end_object(json);
}

static const char *told_word(toc_told_kind kind)
{
    static const char *const words[] = {"inject", "event",   "indicator",    "step",    "report",
                                        "notice", "own act", "announcement", "forecast"};

    return words[kind];
}

static void write_told(toc_json *json, const toc_told *told)
{
    toc_json_key(json, "told");
    if (told->at == TOC_MS_NONE) {
        toc_json_null(json);
        return;
    }
    toc_json_begin_object(json);
    toc_json_key_int(json, "at_ms", told->at);
    toc_json_key_int(json, "given_ms", told->given);
    toc_json_key_string(json, "by", told_word(told->kind));
    toc_json_key_entry(json, "entry", told->entry);
    toc_json_end_object(json);
}

static const char *verdict_word(toc_fact_verdict verdict)
{
    static const char *const words[] = {"right", "old",     "too low", "too high",
                                        "wrong", "unknown", "missing", "withheld"};

    return words[verdict];
}

static void write_fact(const toc_pages *p, toc_json *json, const toc_fact *fact)
{
    const toc_m_head *head = &p->machine->contents[fact->content].head;

    toc_json_begin_object(json);
    toc_json_key_string(json, "field", toc_machine_text(p->machine, head->name));
    toc_json_key_string(json, "title", toc_title_of(p, head));
    toc_json_key_bool(json, "owed", fact->is_owed);
    toc_json_key_string(json, "verdict", verdict_word(fact->verdict));
    toc_json_key_string(json, "said", fact->said);
    toc_json_key_string(json, "truth", fact->truth);
    toc_json_key_ms(json, "truth_since_ms", fact->since);
    if (!toc_span_is_none(fact->place))
        toc_json_key_int(json, "truth_line",
                         toc_sources_locate(p->sources, fact->place.begin).line);
    toc_json_end_object(json);
}

static void write_sending(const toc_pages *p, toc_json *json, const toc_sending *sending)
{
    toc_json_begin_object(json);
    toc_json_key_int(json, "at_ms", sending->at);
    toc_json_key_entry(json, "entry", sending->entry);
    toc_json_key_body(p, json, "by", sending->by);
    toc_json_key_bool(json, "judged", sending->is_judged);
    toc_json_key_bool(json, "right", sending->is_right);
    toc_json_end_object(json);
}

void toc_json_integrity(const toc_pages *p, toc_json *json, const toc_scored *scored)
{
    toc_json_key_body(p, json, "receiver", scored->duty.other);
    toc_json_key_string(json, "outcome", toc_json_outcome_word(scored->outcome));
    toc_json_key_ms(json, "sent_ms", scored->sent);
    toc_json_key_entry(json, "sent_entry", scored->sent_entry);
    toc_json_key_int(json, "fields_owed", scored->fields_owed);
    toc_json_key_int(json, "fields_missing", scored->fields_missing);
    if (scored->withheld_entry != TOC_NONE)
        toc_json_key_int(json, "withheld_entry", scored->withheld_entry);
    write_told(json, &scored->told);
    toc_json_key(json, "facts");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < scored->fact_count; i++)
        write_fact(p, json, &scored->facts[i]);
    toc_json_end_array(json);
    toc_json_key(json, "versions");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < scored->sending_count; i++)
        write_sending(p, json, &scored->sendings[i]);
    toc_json_end_array(json);
}
