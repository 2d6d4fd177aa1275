/* small_switch.h - the small machine as a switch written by hand.
 *
 * What a programmer would write for this one plan and nothing else: a measure that
 * bench_small holds the engine to.  It keeps no duties, no times and no trace. */
#ifndef TOC_BENCH_SMALL_SWITCH_H
#define TOC_BENCH_SMALL_SWITCH_H

#include "small.h"

static inline small_state small_grade(int64_t casualties)
{
    if (casualties >= 30)
        return GRADE_I;
    if (casualties >= 10)
        return GRADE_II;
    return casualties >= 3 ? GRADE_III : GRADE_IV;
}

static inline small_state small_in_grade(small_machine *m, small_state state, small_event event)
{
    switch ((small_event_type)event.type) {
    case CREW_READY:
        m->crews += m->crews < 2;
        return state;
    case UPDATE:
        m->casualties = event.value;
        return small_grade(event.value);
    case SITREP:
        m->reports++;
        return state;
    case CONTAINED:
        return m->crews == 2 ? RECOVERY : state;
    case ALARM:
    case CONFIRM:
    case CANCEL:
    case ALL_CLEAR:
    case EVENT_TYPES:
        break;
    }
    return state;
}

static inline small_state small_close(small_machine *m)
{
    m->crews = 0;
    m->cycles++;
    return NORMAL;
}

static inline small_state small_step(small_machine *m, small_state state, small_event event)
{
    switch (state) {
    case NORMAL:
        if (event.type != ALARM)
            return state;
        m->severity = event.value;
        return VERIFYING;
    case VERIFYING:
        if (event.type == CONFIRM && m->severity >= 1)
            return small_grade(m->casualties);
        return event.type == CANCEL ? STANDDOWN : state;
    case STANDDOWN:
    case RECOVERY:
        return event.type == ALL_CLEAR ? small_close(m) : state;
    case GRADE_IV:
    case GRADE_III:
    case GRADE_II:
    case GRADE_I:
    case STATES:
        break;
    }
    return small_in_grade(m, state, event);
}

/* Not inlined, so that the loop that is measured is this one. */
__attribute__((noinline)) static void small_switch_run(small_machine *machine,
                                                       const small_event *events, size_t count)
{
    small_machine m = *machine;
    small_state state = (small_state)m.state;
    for (size_t i = 0; i < count; i++)
        state = small_step(&m, state, events[i]);
    m.state = state;
    *machine = m;
}

#endif
