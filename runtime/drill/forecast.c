/* forecast.c - `forecast: {landfall: +30h}`: which moments, and when each is to come. */
#include "drill/bind_private.h"
#include "drill/scenario_private.h"

static bool is_known_form(toc_binding *b, const toc_entry *entry, const char *text, toc_ms *out)
{
    toc_ms length;
    toc_ms epoch;
    int32_t offset_min;

    if (text[0] == '+' && toc_duration_parse(text + 1, true, &length)) {
        *out = entry->at + length; /* both are at most TOC_DURATION_MAX */
        return true;
    }
    if (!toc_instant_parse(text, &epoch, &offset_min))
        return false;
    *out = epoch - b->scenario->start;
    return true;
}

static void report_form(toc_binding *b, toc_word word)
{
    toc_diag *diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_TIME, word.span,
                                  "`%s` is not a time that can be forecast", word.text);
    toc_ms length;

    if (word.text[0] != '-' && toc_duration_parse(word.text, true, &length))
        toc_diag_add_help(&b->sink, diag, "write `+%s` for so long after this entry", word.text);
    else
        toc_diag_add_help(&b->sink, diag, "write `+30h` or `2026-03-05T02:10+08:00`");
}

static bool read_time(toc_binding *b, const toc_entry *entry, toc_word word, toc_ms *out)
{
    *out = 0;
    if (!is_known_form(b, entry, word.text, out)) {
        report_form(b, word);
        return false;
    }
    if (*out < entry->at) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_TIME, word.span,
                           "the forecast `%s` lies before this entry", word.text);
        return false;
    }
    if (*out <= TOC_DURATION_MAX &&
        toc_is_in_years(b->scenario->start + *out, b->scenario->start_offset_min))
        return true;
    (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_TIME, word.span,
                       "`%s` lies after the year 2199, the last for a drill", word.text);
    return false;
}

bool toc_bind_forecast(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    toc_setting *settings = TOC_NEW_ARRAY(b->arena, toc_setting, entry->pairs.count);
    bool is_good = true;

    act->verb = TOC_VERB_FORECAST;
    act->id = 0;
    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        const toc_word_pair *pair = &entry->pairs.items[i];

        settings[i].id = toc_bind_id(b, pair->key, TOC_NAME_MOMENT);
        is_good = read_time(b, entry, pair->value, &settings[i].value) && is_good &&
                  settings[i].id != TOC_NONE;
    }
    act->settings = settings;
    act->setting_count = entry->pairs.count;
    return is_good;
}
