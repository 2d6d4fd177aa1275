/* drill_fixture.h - a plan compiled from text, run act by act, and what became of it.
 *
 * A test of the engine makes one in its setup, plays a short drill with the helpers below and
 * asks for duties, states and trace lines; the teardown frees all.  Names are full names
 * ("r.look", "level.II"); times are durations ("1h30min") since the start of the drill.
 * Every helper fails the test at once when a name is not there or the engine refuses. */
#ifndef TOC_TESTS_DRILL_FIXTURE_H
#define TOC_TESTS_DRILL_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/source.h"
#include "base/vec.h"
#include "engine/engine.h"

typedef struct drill {
    toc_arena arena;
    toc_sources *sources;
    toc_diag_sink sink;
    toc_engine_options options; /* to be changed before the first act */
    const toc_machine *machine;
    uint8_t *played;
    toc_engine *engine;
    TOC_VEC(const char *) lines; /* of the trace, without line end */
    TOC_VEC(toc_duty) duties;    /* by number - 1, as they stand */
} drill;

int drill_setup(void **state);
int drill_teardown(void **state);

/* ---- the plan ---- */

/** Compiles a standing head - plan `test` in UTC; bodies crew (posts lead, second), office (post
 *  chief), city; resources pump 2, foam 100 (consumable); events call, alarm; indicators wind
 *  (number), people (count), safe (flag), delay (duration) - and @p text after it. */
void plan(drill *d, const char *text);
/** The same without the head. */
void plan_alone(drill *d, const char *text);
/** Who acts from outside: names with commas; "all"; the rest is simulated (before: nobody). */
void play(drill *d, const char *bodies);
/** Forgets engine, trace and duties; the same plan can be played again. */
void again(drill *d);

/* ---- time ---- */

toc_ms ms(const char *duration);
/** Brings the clock to @p time: all before it has fired, nothing at it. */
void at(drill *d, const char *time);
/** Fires all up to and at @p time. */
void advance(drill *d, const char *time);
void finish(drill *d, const char *time);

/* ---- acts, at the present time; @p by NULL: whoever is right ---- */

void inject(drill *d, const char *event);
void inject_to(drill *d, const char *event, const char *body);
void inject_with(drill *d, const char *event, const char *field, int64_t value);
/** Whole numbers for number, count and per cent; 0 and 1; ms for durations. */
void set(drill *d, const char *indicator, int64_t value);
void set_both(drill *d, const char *one, int64_t value, const char *other, int64_t other_value);
void start(drill *d, const char *node);
void did(drill *d, const char *node);
void did_by(drill *d, const char *node, const char *by);
void did_in(drill *d, const char *node, uint32_t activation);
void decide(drill *d, const char *node, const char *outcome);
void fail_step(drill *d, const char *node);
void approve(drill *d, const char *node, bool given);
void approve_by(drill *d, const char *node, bool given, const char *by);
/** "level.II" or "warning.red". */
void declare(drill *d, const char *level);
void declare_by(drill *d, const char *level, const char *by);
void propose(drill *d, const char *ladder);
void approve_end(drill *d, const char *ladder, bool given);
void report(drill *d, const char *name);
void report_to(drill *d, const char *name, const char *to);
void withhold(drill *d, const char *name);
void acknowledge(drill *d, const char *name, const char *by);
void form(drill *d, const char *body);
void form_by(drill *d, const char *body, const char *by);
void stand_down(drill *d, const char *body);
void activate(drill *d, const char *response);
void lose(drill *d, const char *resource, int64_t units);
void unreachable(drill *d, const char *body, const char *duration);
/** @p time as for at. */
void forecast(drill *d, const char *moment, const char *time);
void extend(drill *d, toc_duty_kind kind, const char *name, const char *by);
/** Any act; the status is for the test to look at. */
toc_status act(drill *d, const toc_act *act);

/* ---- what became of it ---- */

uint32_t node_id(drill *d, const char *name);
uint32_t body_id(drill *d, const char *name);
uint32_t level_id(drill *d, const char *name);
uint32_t ladder_id(drill *d, const char *name);
uint32_t indicator_id(drill *d, const char *name);
uint32_t event_id(drill *d, const char *name);
uint32_t response_id(drill *d, const char *name);
uint32_t report_id(drill *d, const char *name);
uint32_t resource_id(drill *d, const char *name);
uint32_t moment_id(drill *d, const char *name);

/** The n-th duty (from 1) about @p subject in order of opening, approvals and requests apart. */
const toc_duty *duty_of(drill *d, const char *subject, unsigned n);
const toc_duty *duty_of_kind(drill *d, toc_duty_kind kind, const char *subject, unsigned n);
unsigned duty_count(drill *d, const char *subject);

void assert_met(drill *d, const char *subject, unsigned n);
void assert_late(drill *d, const char *subject, unsigned n, const char *by);
void assert_missed(drill *d, const char *subject, unsigned n);
void assert_void(drill *d, const char *subject, unsigned n, toc_void_reason reason);
void assert_open(drill *d, const char *subject, unsigned n);
/** @p due NULL: undated. */
void assert_due(drill *d, const char *subject, unsigned n, const char *due);
void assert_node(drill *d, const char *node, toc_node_state state);
void assert_declared(drill *d, const char *ladder, const char *grade);
void assert_warranted(drill *d, const char *ladder, const char *grade);
void assert_active(drill *d, const char *response, bool is_active);
void assert_free(drill *d, const char *resource, int64_t units);

/** How many trace lines contain @p words, and also @p more where it is not NULL. */
unsigned lines_with(drill *d, const char *words, const char *more);
/** The time of the n-th (from 1) such line; fails where there is none. */
toc_ms when(drill *d, const char *words, const char *more, unsigned n);
/** The first line with @p first stands before the first with @p second. */
void assert_order(drill *d, const char *first, const char *second);
/** All trace lines, each with a line end; in the fixture's arena. */
const char *trace_text(drill *d);

#endif
