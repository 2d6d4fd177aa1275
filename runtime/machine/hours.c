/* hours.c - duty hours: shifts of the local day as stretches of instants. */
#include "machine/hours.h"

#include "base/time.h"

#define MINUTES_OF_DAY INT64_C(1440)

typedef struct stretch {
    toc_ms from; /* half open */
    toc_ms to;
} stretch;

static int64_t day_of(const toc_machine *machine, toc_ms epoch)
{
    toc_ms local = epoch + toc_machine_offset(machine, epoch) * TOC_SECOND;

    return local / TOC_DAY - (local % TOC_DAY < 0);
}

/* The shift that begins on local @p day; empty where none does.  Both ends are instants: in the hour
 * that comes twice a shift neither ends early nor begins a second time. */
static stretch stretch_of(const toc_machine *machine, const toc_m_shift *shift, int64_t day)
{
    int64_t end = shift->to_minute <= shift->from_minute ? shift->to_minute + MINUTES_OF_DAY
                                                         : shift->to_minute;

    if (!(shift->days >> toc_weekday(day) & 1u))
        return (stretch){0, 0};
    return (stretch){
        toc_zone_instant(machine->zones, machine->zones_count,
                         day * TOC_DAY + shift->from_minute * TOC_MINUTE),
        toc_zone_instant(machine->zones, machine->zones_count, day * TOC_DAY + end * TOC_MINUTE)};
}

bool toc_hours_hold(const toc_machine *machine, toc_range shifts, toc_ms epoch)
{
    int64_t today;

    if (shifts.count == 0)
        return true;
    today = day_of(machine, epoch);
    for (uint32_t i = 0; i < shifts.count; i++) {
        for (int64_t day = today - 1; day <= today + 1; day++) {
            stretch found = stretch_of(machine, &machine->shifts[shifts.first + i], day);

            if (epoch >= found.from && epoch < found.to)
                return true;
        }
    }
    return false;
}

toc_ms toc_hours_begin(const toc_machine *machine, toc_range shifts, toc_ms epoch)
{
    int64_t today = day_of(machine, epoch);
    toc_ms best = TOC_MS_NONE;

    for (uint32_t i = 0; i < shifts.count; i++) {
        for (int64_t day = today; day <= today + 8; day++) {
            stretch found = stretch_of(machine, &machine->shifts[shifts.first + i], day);

            if (found.from < found.to && found.from > epoch &&
                (best == TOC_MS_NONE || found.from < best))
                best = found.from;
        }
    }
    return best;
}

toc_range toc_hours_of(const toc_machine *machine, uint32_t body)
{
    const toc_m_body *row = &machine->bodies[body];

    return row->shifts.count > 0 || row->parent == TOC_NONE ? row->shifts
                                                            : machine->bodies[row->parent].shifts;
}
