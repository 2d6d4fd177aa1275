/* sound_private.h - what the parts of the writer of sound plans share. */
#ifndef TOC_BENCH_SOUND_PRIVATE_H
#define TOC_BENCH_SOUND_PRIVATE_H

#include <stdarg.h>
#include <stdbool.h>

#include "precision/sound.h"

enum { GRADES_MAX = 5, UNITS_MAX = 10, GROUPS_MAX = 4, RESOURCES_MAX = 4 };

/* The shape of one plan, drawn before anything is written. */
typedef struct sound {
    FILE *out;
    uint64_t state;
    uint64_t number;
    sound_fault fault;
    unsigned grades;
    unsigned damage[GRADES_MAX];  /* per cent, rising */
    unsigned victims[GRADES_MAX]; /* rising */
    bool counts_victims;          /* the grades ask for them too */
    unsigned groups;
    unsigned units;
    unsigned events;
    unsigned resources;
    unsigned asked[RESOURCES_MAX]; /* by all steps so far */
    bool has_headquarters;
    bool has_relay;
    bool is_seeded; /* the fault has found its place */
} sound;

/** 0 .. below-1. */
unsigned sound_draw(sound *s, unsigned below);
bool sound_chance(sound *s, unsigned per_cent);
void sound_say(sound *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Is this the fault, and not seeded yet?  Then it is from now on. */
bool sound_seeds(sound *s, sound_fault fault);

const char *sound_unit(unsigned i);
const char *sound_group(unsigned i);
const char *sound_event(unsigned i);
const char *sound_resource(unsigned i);

/** The name of the grade with @p rank, 0 the least severe. */
const char *sound_grade(const sound *s, unsigned rank);

/** Responses, steps, decisions. */
void sound_write_work(sound *s);

/** Reports, relay, announcement. */
void sound_write_telling(sound *s);

/** The fault, where it is a declaration of its own. */
void sound_write_fault(sound *s);

/** What only some plans have. */
void sound_write_more(sound *s);

#endif
