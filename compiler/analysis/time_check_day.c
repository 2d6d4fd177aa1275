/* time_check_day.c - T0417 late-in-the-day: `by time` is the next such time, be it minutes away.
 *
 * A step may get ready at any time of the day; from some time on what is left does not do. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

/* The time of day so long before another: "03:00". */
static const char *time_before(const toc_time_checks *it, int32_t minute, toc_ms length)
{
    toc_ms at = (minute * TOC_MINUTE - length) % TOC_DAY;

    if (at < 0)
        at += TOC_DAY;
    return toc_arena_printf(it->check->arena, "%02d:%02d", (int)(at / TOC_HOUR),
                            (int)(at % TOC_HOUR / TOC_MINUTE));
}

static void say(toc_time_checks *it, const toc_time_duty *duty)
{
    toc_ms best = duty->lapse[TOC_TIME_BEST].ms;
    toc_ms worst = duty->lapse[TOC_TIME_ONCE].ms;
    const char *by = time_before(it, duty->by_minute, 0);
    toc_diag *diag = toc_diag_add(
        it->sink, TOC_D_LATE_IN_THE_DAY, duty->limit_span,
        "`%s` can be late when it %s after %s: it may take %s", duty->entity->full,
        duty->is_series ? TOC_PHRASE("begins") : TOC_PHRASE("gets ready"),
        time_before(it, duty->by_minute, worst), toc_lapse_text(it->check->arena, worst));

    toc_diag_set_here(it->sink, diag, "the next %s, be it minutes away", by);
    if (best > 0 && best < worst && duty->has_best)
        toc_diag_add_note(it->sink, diag, "after %s it is late even at best",
                          time_before(it, duty->by_minute, best));
    toc_diag_add_help(it->sink, diag, "`within %s` leaves time at any hour",
                      toc_lapse_text(it->check->arena, worst));
}

void toc_time_check_day(toc_time_checks *it)
{
    for (uint32_t i = 0; i < it->times->duties.count; i++) {
        const toc_time_duty *duty = &it->times->duties.items[i];
        toc_ms worst = duty->lapse[TOC_TIME_ONCE].ms;

        if (duty->by_minute >= 0 && toc_time_node_of(duty) && !it->is_told[i] && worst > 0 &&
            worst < TOC_DAY)
            say(it, duty);
    }
}
