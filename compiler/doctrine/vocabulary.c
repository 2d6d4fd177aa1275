/* vocabulary.c - the things that rules apply to and the measures that they ask for. */
#include "doctrine/pack.h"

static const char *const plan_kinds[] = {"overall", "special", "departmental",
                                         "site",    "event",   NULL};
static const char *const org_kinds[] = {"lead",         "office",   "centre", "group",
                                        "headquarters", "field",    "expert", "unit",
                                        "superior",     "external", "public", NULL};
static const char *const report_kinds[] = {"initial", "progress", "daily", "final", NULL};
static const char *const grade_kinds[] = {"worst", NULL};
static const char *const resource_kinds[] = {"team", "people", "vehicle", "equipment", "stock",
                                             "bed",  "site",   "fund",    NULL};
static const char *const exercise_kinds[] = {"tabletop", "functional", "full-scale", "no-notice",
                                             NULL};

const char *const toc_phase_words[] = {"monitoring", "warning",     "early",    "response",
                                       "expanded",   "termination", "recovery", NULL};

static const toc_thing_row things[] = {
    [TOC_THING_ROLE] = {TOC_PHRASE("a role"), 0, NULL},
    [TOC_THING_PLAN] = {"plan", TOC_FILTER_KIND, plan_kinds},
    [TOC_THING_ORG] = {"org", TOC_FILTER_KIND, org_kinds},
    [TOC_THING_POST] = {"post", 0, NULL},
    [TOC_THING_COMMANDER] = {"commander", 0, NULL},
    [TOC_THING_ACTOR] = {"actor", 0, NULL},
    [TOC_THING_REPORT] = {"report", TOC_FILTER_FROM | TOC_FILTER_TO | TOC_FILTER_KIND,
                          report_kinds},
    [TOC_THING_CHAIN] = {"chain", TOC_FILTER_FROM | TOC_FILTER_TO, NULL},
    [TOC_THING_RELAY] = {"relay", TOC_FILTER_FROM | TOC_FILTER_TO, NULL},
    [TOC_THING_LEVELS] = {"levels", 0, NULL},
    [TOC_THING_GRADE] = {"grade", TOC_FILTER_KIND, grade_kinds},
    [TOC_THING_RESPONSE] = {"response", TOC_FILTER_PHASE, NULL},
    [TOC_THING_RESOURCE] = {"resource", TOC_FILTER_KIND, resource_kinds},
    [TOC_THING_EXERCISE] = {"exercise", TOC_FILTER_KIND, exercise_kinds},
    [TOC_THING_ANNOUNCEMENT] = {"announcement", TOC_FILTER_TO, NULL},
};

#define BODIES                                                                                     \
    (TOC_THING_BIT(ROLE) | TOC_THING_BIT(ORG) | TOC_THING_BIT(POST) | TOC_THING_BIT(COMMANDER) |   \
     TOC_THING_BIT(ACTOR))
#define WHOLE (TOC_THING_BIT(PLAN) | TOC_THING_BIT(ROLE))

static const toc_measure_row measures[] = {
    [TOC_MEASURE_TOTALS] = {"count", TOC_MEASURE_COUNT, ~(WHOLE | TOC_THING_BIT(CHAIN)),
                            TOC_PHRASE("how many of them there are")},
    [TOC_MEASURE_WITHIN] = {"within", TOC_MEASURE_TIME,
                            TOC_THING_BIT(REPORT) | TOC_THING_BIT(CHAIN) |
                                TOC_THING_BIT(ANNOUNCEMENT),
                            TOC_PHRASE("the time allowed")},
    [TOC_MEASURE_OVERALL] = {"total", TOC_MEASURE_TIME, TOC_THING_BIT(RELAY),
                             TOC_PHRASE("the time allowed end to end, `overall within`")},
    [TOC_MEASURE_CONTENT] = {"content", TOC_MEASURE_FIELDS,
                             TOC_THING_BIT(REPORT) | TOC_THING_BIT(RELAY) |
                                 TOC_THING_BIT(ANNOUNCEMENT),
                             TOC_PHRASE("what it must say")},
    [TOC_MEASURE_CONTACTS] = {"contacts", TOC_MEASURE_COUNT, BODIES,
                              TOC_PHRASE("different means of contact")},
    [TOC_MEASURE_DUTY] = {"duty", TOC_MEASURE_HOURS, BODIES, TOC_PHRASE("hours of duty, each day")},
    [TOC_MEASURE_SUCCESSORS] = {"successors", TOC_MEASURE_COUNT, BODIES,
                                TOC_PHRASE("posts that take over, `succeeds`")},
    [TOC_MEASURE_SUPERIORS] = {"superiors", TOC_MEASURE_COUNT,
                               TOC_THING_BIT(ORG) | TOC_THING_BIT(ROLE),
                               TOC_PHRASE("bodies that it stands under")},
    [TOC_MEASURE_DIRECT_REPORTS] = {"direct-reports", TOC_MEASURE_COUNT,
                                    TOC_THING_BIT(ORG) | TOC_THING_BIT(ROLE),
                                    TOC_PHRASE("bodies directly under it, where there are any")},
    [TOC_MEASURE_REVIEW] = {"review", TOC_MEASURE_CALENDAR, WHOLE, "`review every`"},
    [TOC_MEASURE_DRILL_INTERVAL] = {"drill-interval", TOC_MEASURE_CALENDAR, WHOLE,
                                    TOC_PHRASE(
                                        "the time between two drills, all exercises together")},
    [TOC_MEASURE_FILING] = {"filing", TOC_MEASURE_WORKDAYS, WHOLE,
                            TOC_PHRASE("the time from `issued` to `status filed`")},
    [TOC_MEASURE_GRADES] = {"grades", TOC_MEASURE_COUNT, TOC_THING_BIT(LEVELS),
                            TOC_PHRASE("how many grades there are")},
    [TOC_MEASURE_END_PROPOSED] = {"end-proposed", TOC_MEASURE_PRESENCE, TOC_THING_BIT(LEVELS),
                                  TOC_PHRASE("who proposes the end")},
    [TOC_MEASURE_END_APPROVED] = {"end-approved", TOC_MEASURE_PRESENCE, TOC_THING_BIT(LEVELS),
                                  TOC_PHRASE("who approves the end")},
    [TOC_MEASURE_ANNOUNCEMENTS] = {"announcements", TOC_MEASURE_COUNT, TOC_THING_BIT(GRADE),
                                   TOC_PHRASE("what the public is told at it")},
};

const toc_thing_row *toc_thing_rows(size_t *out_count)
{
    *out_count = sizeof things / sizeof things[0];
    return things;
}

const toc_measure_row *toc_measure_rows(size_t *out_count)
{
    *out_count = sizeof measures / sizeof measures[0];
    return measures;
}
