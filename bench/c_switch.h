/* c_switch.h - the small level machine of bench/level-machine.plan, as a switch written by hand.
 *
 * What a programmer would write for this one plan and nothing else: the measure that
 * bench_replay holds the engine to.  It keeps no duties, no times and no trace. */
#ifndef TOC_BENCH_C_SWITCH_H
#define TOC_BENCH_C_SWITCH_H

#include <stddef.h>
#include <stdint.h>

typedef enum small_event_type {
    ALARM,
    CONFIRM,
    CANCEL,
    CREW_READY,
    UPDATE, /* value: casualties */
    SITREP,
    CONTAINED,
    ALL_CLEAR
} small_event_type;

typedef struct small_event {
    int32_t type;
    int32_t value;
} small_event;

/* Each grade has two states, mobilising and responding. */
typedef enum small_state {
    NORMAL,
    VERIFYING,
    STANDDOWN,
    RECOVERY,
    IV_MOBILISING,
    IV_RESPONDING,
    III_MOBILISING,
    III_RESPONDING,
    II_MOBILISING,
    II_RESPONDING,
    I_MOBILISING,
    I_RESPONDING
} small_state;

typedef struct small_machine {
    small_state state;
    int32_t casualties;
    int64_t crews;
    int64_t reports;
    int64_t cycles;
} small_machine;

static inline small_state small_grade(int32_t casualties)
{
    if (casualties >= 30)
        return I_MOBILISING;
    if (casualties >= 10)
        return II_MOBILISING;
    return casualties >= 3 ? III_MOBILISING : IV_MOBILISING;
}

/* In a grade; a change of grade lets the crews mobilise again. */
static inline small_state small_in_grade(small_machine *m, small_state state, small_event event)
{
    switch (event.type) {
    case CREW_READY:
        if ((state & 1) != 0)
            return state;
        m->crews++;
        return (small_state)(state + 1);
    case UPDATE: {
        small_state next = small_grade(event.value);
        m->casualties = event.value;
        return next == (state & ~1u) ? state : next;
    }
    case SITREP:
        m->reports++;
        return state;
    case CONTAINED:
        return RECOVERY;
    default:
        return state;
    }
}

static inline small_state small_step(small_machine *m, small_state state, small_event event)
{
    switch (state) {
    case NORMAL:
        return event.type == ALARM ? VERIFYING : state;
    case VERIFYING:
        if (event.type == CONFIRM)
            return small_grade(m->casualties);
        return event.type == CANCEL ? STANDDOWN : state;
    case STANDDOWN:
        return event.type == ALL_CLEAR ? NORMAL : state;
    case RECOVERY:
        if (event.type != ALL_CLEAR)
            return state;
        m->cycles++;
        return NORMAL;
    case IV_MOBILISING:
    case IV_RESPONDING:
    case III_MOBILISING:
    case III_RESPONDING:
    case II_MOBILISING:
    case II_RESPONDING:
    case I_MOBILISING:
    case I_RESPONDING:
        break;
    }
    return small_in_grade(m, state, event);
}

/* Not inlined, so that the loop that is measured is this one. */
__attribute__((noinline)) static void small_run(small_machine *machine, const small_event *events,
                                                size_t count)
{
    small_machine m = *machine;
    for (size_t i = 0; i < count; i++)
        m.state = small_step(&m, m.state, events[i]);
    *machine = m;
}

#endif
