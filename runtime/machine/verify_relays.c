/* verify_relays.c - relays own their rows, which stand between two of their places; what only hops or
 * only announcements have, no other report has. */
#include "machine/verify_private.h"

static bool fail(toc_check *check, uint32_t report, const char *what)
{
    return toc_check_fail(check, TOC_SECTION_reports, report, "%s", what);
}

static bool is_of_relay(const toc_m_report *report)
{
    switch ((toc_m_report_kind)report->kind) {
    case TOC_M_REPORT_HOP:
    case TOC_M_REPORT_SKIP:
    case TOC_M_REPORT_FALLBACK:
    case TOC_M_REPORT_WRITTEN:
        return true;
    case TOC_M_REPORT_INITIAL:
    case TOC_M_REPORT_PROGRESS:
    case TOC_M_REPORT_DAILY:
    case TOC_M_REPORT_FINAL:
    case TOC_M_REPORT_PLAIN:
    case TOC_M_REPORT_ANNOUNCEMENT:
        break;
    }
    return false;
}

/* One receiver, once, outside responses, between places of its relay. */
static bool check_row(toc_check *check, uint32_t id)
{
    const toc_m_report *it = &check->machine->reports[id];
    const toc_m_relay *relay = &check->machine->relays[it->relay];

    if (id < relay->rows.first || id - relay->rows.first >= relay->rows.count)
        return fail(check, id, "its relay does not own it");
    if (it->from_place >= relay->places.count || it->to_place >= relay->places.count)
        return fail(check, id, "stands at no place of its relay");
    if (it->receivers.count != 1 || it->period != 0 || it->response != TOC_NONE)
        return fail(check, id, "a relay tells one body, once");
    if (it->kind != TOC_M_REPORT_SKIP && it->condition != TOC_NONE)
        return fail(check, id, "only a skip of a relay has a condition");
    if (it->kind == TOC_M_REPORT_HOP ? it->on.count > 0 && it->from_place != relay->source
                                     : it->on.count > 0)
        return fail(check, id, "only the first hops of a relay are opened from outside");
    return true;
}

/* A fallback and a written report speak of a hop of their own relay, and nothing else does. */
static bool check_instead(toc_check *check, uint32_t id)
{
    const toc_m_report *it = &check->machine->reports[id];
    bool is_due = it->kind == TOC_M_REPORT_FALLBACK || it->kind == TOC_M_REPORT_WRITTEN;

    if ((it->instead != TOC_NONE) != is_due)
        return fail(check, id, "stands, or does not stand, for a hop");
    if (is_due && (check->machine->reports[it->instead].kind != TOC_M_REPORT_HOP ||
                   check->machine->reports[it->instead].relay != it->relay))
        return fail(check, id, "stands for something else than a hop of its relay");
    if ((it->verify > 0 && it->kind != TOC_M_REPORT_HOP) ||
        (it->wait > 0 && it->kind != TOC_M_REPORT_FALLBACK))
        return fail(check, id, "has a time that its kind does not have");
    return true;
}

static bool check_announcement(toc_check *check, uint32_t id)
{
    const toc_m_report *it = &check->machine->reports[id];
    bool is_plain = it->guard == TOC_NONE && it->declarer == TOC_NONE && it->approver == TOC_NONE &&
                    !it->is_public && it->after.count == 0;

    if (it->kind != TOC_M_REPORT_ANNOUNCEMENT && !is_plain)
        return fail(check, id, "has what only an announcement has");
    if (it->approval_deadline != TOC_NONE && it->approver == TOC_NONE)
        return fail(check, id, "time for an approval that is not needed");
    return true;
}

static bool check_report(toc_check *check, uint32_t id)
{
    const toc_m_report *it = &check->machine->reports[id];

    if (is_of_relay(it) != (it->relay != TOC_NONE))
        return fail(check, id, "belongs to a relay, or to none, against its kind");
    if (it->relay == TOC_NONE && (it->from_place != 0 || it->to_place != 0))
        return fail(check, id, "stands at a place without a relay");
    if (it->relay != TOC_NONE && !check_row(check, id))
        return false;
    return check_instead(check, id) && check_announcement(check, id);
}

static bool check_relay(toc_check *check, uint32_t id)
{
    const toc_m_relay *it = &check->machine->relays[id];

    if (it->source >= it->places.count)
        return toc_check_fail(check, TOC_SECTION_relays, id, "begins at no place of its own");
    if (it->rows.count == 0)
        return toc_check_fail(check, TOC_SECTION_relays, id, "hands nothing on");
    for (uint32_t i = 0; i < it->rows.count; i++) {
        if (check->machine->reports[it->rows.first + i].relay != id)
            return toc_check_fail(check, TOC_SECTION_relays, id, "claims a foreign report");
    }
    return true;
}

bool toc_verify_relays(toc_check *check)
{
    for (uint32_t i = 0; i < check->machine->relays_count; i++) {
        if (!check_relay(check, i))
            return false;
    }
    for (uint32_t i = 0; i < check->machine->reports_count; i++) {
        if (!check_report(check, i))
            return false;
    }
    return true;
}
