/* small.h - the events and states of the small machine of bench/small.plan, and its streams.
 *
 * Eight states and a count of crews that are ready; what the peers written by hand share. */
#ifndef TOC_BENCH_SMALL_H
#define TOC_BENCH_SMALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum small_event_type {
    ALARM, /* value: severity */
    CONFIRM,
    CANCEL,
    CREW_READY,
    UPDATE, /* value: casualties */
    SITREP,
    CONTAINED,
    ALL_CLEAR,
    EVENT_TYPES
} small_event_type;

typedef struct small_event {
    int32_t type;
    int32_t value;
} small_event;

typedef enum small_state {
    NORMAL,
    VERIFYING,
    STANDDOWN,
    RECOVERY,
    GRADE_IV,
    GRADE_III,
    GRADE_II,
    GRADE_I,
    STATES
} small_state;

typedef struct small_machine {
    int64_t state; /* small_state */
    int64_t severity;
    int64_t casualties;
    int64_t crews; /* ready, of two */
    int64_t reports;
    int64_t cycles; /* incidents that are over */
} small_machine;

static inline bool small_is_equal(const small_machine *a, const small_machine *b)
{
    return a->state == b->state && a->crews == b->crews && a->reports == b->reports &&
           a->cycles == b->cycles;
}

/* The ten events that repeat. */
static inline void small_cycle(small_event *events, size_t count)
{
    static const small_event cycle[] = {
        {ALARM, 2},  {CONFIRM, 0}, {CREW_READY, 0}, {UPDATE, 5},    {CREW_READY, 0},
        {SITREP, 0}, {UPDATE, 40}, {UPDATE, 7},     {CONTAINED, 0}, {ALL_CLEAR, 0}};
    for (size_t i = 0; i < count; i++)
        events[i] = cycle[i % (sizeof cycle / sizeof cycle[0])];
}

/* Incidents with casualties of any number, one in eight of them a false alarm. */
static inline void small_mixed(small_event *events, size_t count)
{
    static const small_event mistaken[] = {{ALARM, 1}, {CANCEL, 0}, {ALL_CLEAR, 0}};
    uint64_t random = UINT64_C(88172645463325252);
    for (size_t i = 0; i < count;) {
        small_event incident[10];
        size_t size = sizeof incident / sizeof incident[0];
        small_cycle(incident, size);
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        bool is_mistaken = (random >> 33) % 8 == 0;
        if (is_mistaken)
            size = sizeof mistaken / sizeof mistaken[0];
        for (size_t k = 0; k < size && i < count; k++, i++) {
            events[i] = is_mistaken ? mistaken[k] : incident[k];
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            if (events[i].type == UPDATE)
                events[i].value = (int32_t)((random >> 33) % 45);
        }
    }
}

#endif
