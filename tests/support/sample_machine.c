/* sample_machine.c - the machine of sample_machine.h, row by row. */
#include "tests/support/sample_machine.h"

#include <string.h>

#include "machine/verify.h"

enum { CHIEF_ORG, CHIEF_POST, FIELD, OFFICE, OFFICE_POST }; /* bodies */
enum { RAIN, CALM, SCALE };                                 /* indicators, by name below */
enum {
    COND_CALM,
    COND_RISES,
    COND_END,
    COND_FIELD,
    COND_UNTIL,
    COND_WHILE,
    COND_GUARD,
    COND_STOP,
    COND_HELD
}; /* conditions */
enum { SIGNAL_CALM, SIGNAL_INNER, SIGNAL_LEVEL, SIGNAL_RAIN };
enum { ANCHOR_EVENT, ANCHOR_DECLARED, ANCHOR_MOMENT };
enum { DEADLINE_DECLARE, DEADLINE_STEP, DEADLINE_SERIES, DEADLINE_REPORT, DEADLINE_BEFORE };

static toc_m_head head(toc_builder *b, const char *name, uint32_t line)
{
    toc_m_text title = {toc_builder_string(b, "en"), toc_builder_string(b, name)};
    uint32_t id = toc_builder_add_texts(b, &title);

    return (toc_m_head){.name = toc_builder_string(b, name),
                        .titles = {id, 1},
                        .clause = toc_builder_string(b, "3.1"),
                        .file = toc_builder_string(b, "sample.plan"),
                        .line = line};
}

static toc_range one(toc_builder *b, uint32_t id)
{
    return toc_builder_ids(b, &id, 1);
}

static toc_range two(toc_builder *b, uint32_t first, uint32_t second)
{
    uint32_t ids[] = {first, second};

    return toc_builder_ids(b, ids, 2);
}

static toc_range three(toc_builder *b, uint32_t first, uint32_t second, uint32_t third)
{
    uint32_t ids[] = {first, second, third};

    return toc_builder_ids(b, ids, 3);
}

static void add_calendar(toc_builder *b)
{
    toc_m_plan plan = {.head = head(b, "sample", 1),
                       .version = toc_builder_string(b, "1"),
                       .language = toc_builder_string(b, "en"),
                       .timezone = toc_builder_string(b, "Asia/Shanghai"),
                       .unnamed_ladder = 0};
    toc_m_zone zones[] = {{.from_ms = INT64_MIN, .offset_s = 29143},
                          {.from_ms = INT64_C(-2177481943000), .offset_s = 28800}};
    toc_m_span spans[] = {{.from = 16861, .to = 16877, .kind = TOC_SPAN_YEARLY},
                          {.from = 1200, .to = 300, .kind = TOC_SPAN_WEEKLY, .days = 3}};
    toc_m_period period = {.head = head(b, "sensitive", 2), .spans = {0, 2}, .signal = TOC_NONE};

    toc_builder_add_plans(b, &plan);
    for (size_t i = 0; i < 2; i++) {
        toc_builder_add_zones(b, &zones[i]);
        toc_builder_add_spans(b, &spans[i]);
    }
    toc_builder_add_periods(b, &period);
}

static void add_body(toc_builder *b, const char *name, uint32_t parent, uint32_t superior)
{
    toc_m_body body = {.head = head(b, name, 3),
                       .parent = parent,
                       .superior = superior,
                       .founder = TOC_NONE,
                       .condition = TOC_NONE,
                       .deadline = TOC_NONE,
                       .objective = TOC_NONE,
                       .weight = 10,
                       .signal = TOC_NONE,
                       .succeeds = TOC_NONE,
                       .grace = TOC_MS_NONE};

    toc_builder_add_bodies(b, &body);
}

static void add_who(toc_builder *b)
{
    toc_m_shift shift = {480, 1200, 0x1f};
    toc_m_category fire = {.head = head(b, "fire", 4), .parent = 1};
    toc_m_category hazard = {.head = head(b, "hazard", 4), .parent = TOC_NONE};
    toc_m_resource pump = {.head = head(b, "pump", 5),
                           .owner = CHIEF_ORG,
                           .count = 3,
                           .unit = toc_builder_string(b, "sets"),
                           .signal = TOC_NONE,
                           .ready = 30 * TOC_MINUTE};
    toc_m_objective rescue = {
        .head = head(b, "rescue", 6), .weight = 20, .thresholds = {9000, 7000, 5000}};

    add_body(b, "chief", TOC_NONE, TOC_NONE);
    add_body(b, "chief.deputy", CHIEF_ORG, TOC_NONE);
    add_body(b, "field", TOC_NONE, OFFICE);
    add_body(b, "office", TOC_NONE, CHIEF_ORG);
    add_body(b, "office.head", OFFICE, TOC_NONE);
    toc_builder_at_bodies(b, OFFICE)->posts = one(b, OFFICE_POST);
    toc_builder_at_bodies(b, OFFICE_POST)->succeeds = CHIEF_POST;
    toc_builder_at_bodies(b, CHIEF_ORG)->posts = one(b, CHIEF_POST);
    toc_builder_at_bodies(b, OFFICE)->shifts = (toc_range){toc_builder_add_shifts(b, &shift), 1};
    toc_builder_at_bodies(b, FIELD)->founder = CHIEF_ORG;
    toc_builder_at_bodies(b, FIELD)->condition = COND_FIELD;
    toc_builder_add_categories(b, &fire);
    toc_builder_add_categories(b, &hazard);
    toc_builder_add_resources(b, &pump);
    toc_builder_add_objectives(b, &rescue);
}

static void add_seen(toc_builder *b)
{
    toc_m_indicator rain = {.head = head(b, "a-rain", 7),
                            .type = TOC_M_TYPE_NUMBER,
                            .unit = toc_builder_string(b, "mm"),
                            .least = 0,
                            .most = 500 * TOC_MICRO,
                            .source = OFFICE,
                            .signal = SIGNAL_RAIN,
                            .history = 1,
                            .days = 1};
    toc_m_indicator calm = {.head = head(b, "calm", 8),
                            .type = TOC_M_TYPE_FLAG,
                            .least = INT64_MIN,
                            .most = INT64_MAX,
                            .source = TOC_NONE,
                            .signal = SIGNAL_CALM};
    toc_m_indicator scale = {
        .head = head(b, "scale", 9),
        .type = TOC_M_TYPE_ORDERED,
        .least = INT64_MIN,
        .most = INT64_MAX,
        .choices = two(b, toc_builder_string(b, "small"), toc_builder_string(b, "large")),
        .source = TOC_NONE,
        .signal = TOC_NONE};
    toc_m_event flood = {.head = head(b, "flood", 10),
                         .category = 1,
                         .fields = {0, 1},
                         .seen_by = one(b, OFFICE),
                         .signal = TOC_NONE,
                         .anchor = ANCHOR_EVENT,
                         .triggers = one(b, 0),
                         .responses = one(b, 1)};
    toc_m_moment landfall = {.head = head(b, "landfall", 11),
                             .source = OFFICE,
                             .signal = TOC_NONE,
                             .anchor = ANCHOR_MOMENT};
    toc_m_field where = {.name = toc_builder_string(b, "where"), .type = TOC_M_TYPE_TEXT};

    toc_builder_add_indicators(b, &rain);
    toc_builder_add_indicators(b, &calm);
    toc_builder_add_indicators(b, &scale);
    toc_builder_add_events(b, &flood);
    toc_builder_add_fields(b, &where);
    toc_builder_add_moments(b, &landfall);
}

/* ── conditions ────────────────────────────────────────────────────────────── */

static void add_condition(toc_builder *b, const toc_m_code *codes, uint32_t count,
                          toc_m_owner owner, uint32_t owner_id, uint32_t signal)
{
    toc_m_condition condition = {.owner = owner,
                                 .owner_id = owner_id,
                                 .owner_part = 0,
                                 .signal = signal,
                                 .text = toc_builder_string(b, "as written")};

    for (uint32_t i = 0; i < count; i++) {
        uint32_t id = toc_builder_add_codes(b, &codes[i]);

        if (condition.code.count++ == 0)
            condition.code.first = id;
    }
    toc_builder_add_conditions(b, &condition);
}

static void add_conditions(toc_builder *b)
{
    toc_m_code calm = {.op = TOC_OP_INDICATOR, .a = CALM};
    toc_m_code rises[] = {{.op = TOC_OP_RISE, .a = RAIN, .value = TOC_HOUR},
                          {.op = TOC_OP_CONST, .value = 20 * TOC_MICRO},
                          {.op = TOC_OP_GE}};
    toc_m_code level[] = {
        {.op = TOC_OP_LEVEL, .a = 0}, {.op = TOC_OP_CONST, .value = 2}, {.op = TOC_OP_GE}};
    toc_m_code heavy[] = {{.op = TOC_OP_INDICATOR, .a = RAIN},
                          {.op = TOC_OP_CONST, .value = 50 * TOC_MICRO},
                          {.op = TOC_OP_GT},
                          {.op = TOC_OP_INDICATOR, .a = CALM},
                          {.op = TOC_OP_NOT},
                          {.op = TOC_OP_AND}};
    toc_m_code outbreak = {.op = TOC_OP_OUTBREAK, .a = RAIN, .b = 2};
    toc_m_code near = {.op = TOC_OP_TIME_TO, .a = 0, .b = TOC_OP_LE, .value = 3 * TOC_HOUR};
    toc_m_code held = {.op = TOC_OP_HELD, .a = COND_CALM, .value = TOC_HOUR};

    add_condition(b, &calm, 1, TOC_OWNER_HELD, COND_HELD, SIGNAL_INNER);
    add_condition(b, rises, 3, TOC_OWNER_LEVEL, 0, TOC_NONE);
    add_condition(b, heavy, 6, TOC_OWNER_LEVEL, 1, TOC_NONE);
    add_condition(b, level, 3, TOC_OWNER_BODY, FIELD, TOC_NONE);
    add_condition(b, &calm, 1, TOC_OWNER_NODE, 4, TOC_NONE);
    add_condition(b, level, 3, TOC_OWNER_REPORT, 0, TOC_NONE);
    add_condition(b, &outbreak, 1, TOC_OWNER_NONE, TOC_NONE, TOC_NONE);
    add_condition(b, &near, 1, TOC_OWNER_NONE, TOC_NONE, TOC_NONE);
    add_condition(b, &held, 1, TOC_OWNER_LADDER, 0, TOC_NONE);
}

static void add_signals(toc_builder *b)
{
    toc_m_signal calm = {three(b, COND_CALM, COND_END, COND_UNTIL)};
    toc_m_signal inner = {one(b, COND_HELD)};
    toc_m_signal level = {two(b, COND_FIELD, COND_WHILE)};
    toc_m_signal rain = {two(b, COND_RISES, COND_END)};

    toc_builder_add_signals(b, &calm);
    toc_builder_add_signals(b, &inner);
    toc_builder_add_signals(b, &level);
    toc_builder_add_signals(b, &rain);
}

/* ── levels, anchors, deadlines ────────────────────────────────────────────── */

static void add_deadlines(toc_builder *b)
{
    toc_m_deadline rows[] = {
        [DEADLINE_DECLARE] = {.ms = 2 * TOC_HOUR, .anchor = ANCHOR_EVENT},
        [DEADLINE_STEP] = {.ms = 30 * TOC_MINUTE, .anchor = ANCHOR_DECLARED},
        [DEADLINE_SERIES] = {.ms = TOC_HOUR, .anchor = TOC_NONE},
        [DEADLINE_REPORT] = {.kind = TOC_M_DEADLINE_BY_TIME, .anchor = TOC_NONE, .minute = 480},
        [DEADLINE_BEFORE] = {
            .ms = 6 * TOC_HOUR, .kind = TOC_M_DEADLINE_BEFORE, .anchor = ANCHOR_MOMENT}};
    toc_m_anchor event = {.kind = TOC_M_ANCHOR_EVENT,
                          .id = 0,
                          .signal = TOC_NONE,
                          .levels = two(b, 0, 1),
                          .text = toc_builder_string(b, "flood")};
    toc_m_anchor declared = {.kind = TOC_M_ANCHOR_DECLARED,
                             .id = 0,
                             .rank = 2,
                             .signal = TOC_NONE,
                             .nodes = one(b, 0),
                             .text = toc_builder_string(b, "declared I")};

    toc_m_anchor moment = {.kind = TOC_M_ANCHOR_MOMENT,
                           .id = 0,
                           .signal = TOC_NONE,
                           .nodes = one(b, 1),
                           .text = toc_builder_string(b, "landfall")};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        toc_builder_add_deadlines(b, &rows[i]);
    toc_builder_add_anchors(b, &event);
    toc_builder_add_anchors(b, &declared);
    toc_builder_add_anchors(b, &moment);
}

static void add_level(toc_builder *b, const char *name, uint32_t rank, uint32_t condition)
{
    toc_m_authority authority = {OFFICE, TOC_MAY_DECLARE | TOC_MAY_END};
    toc_m_late late = {TOC_M_LATE_NOTIFY, CHIEF_ORG};
    toc_m_level level = {.head = head(b, name, 20 + rank),
                         .ladder = 0,
                         .rank = rank,
                         .grade = toc_builder_string(b, strchr(name, '.') + 1),
                         .colour = toc_builder_string(b, "red"),
                         .condition = condition,
                         .declarer = CHIEF_ORG,
                         .deadline = DEADLINE_DECLARE,
                         .objective = 0,
                         .weight = 10,
                         .grace = TOC_MS_NONE};

    level.authorities = (toc_range){toc_builder_add_authorities(b, &authority), 1};
    level.late = (toc_range){toc_builder_add_lates(b, &late), 1};
    toc_builder_add_levels(b, &level);
}

static void add_ladder(toc_builder *b)
{
    toc_m_ladder ladder = {.head = head(b, "level", 20),
                           .levels = {0, 2},
                           .end_condition = COND_HELD,
                           .proposer = OFFICE,
                           .approver = CHIEF_ORG,
                           .propose_deadline = TOC_NONE,
                           .approve_deadline = TOC_NONE,
                           .signal = SIGNAL_LEVEL,
                           .lower_after = 2 * TOC_HOUR,
                           .starts = one(b, 0),
                           .anchors = one(b, ANCHOR_DECLARED),
                           .end_anchor = TOC_NONE,
                           .objective = TOC_NONE,
                           .weight = 10,
                           .grace = TOC_MS_NONE};

    toc_builder_add_ladders(b, &ladder);
    add_level(b, "level.II", 1, COND_RISES);
    add_level(b, "level.I", 2, COND_END);
}

/* ── procedures ────────────────────────────────────────────────────────────── */

static toc_m_response response(toc_builder *b, const char *name, toc_range starts, toc_range nodes)
{
    return (toc_m_response){.head = head(b, name, 30),
                            .starts = starts,
                            .guard = TOC_NONE,
                            .lead = CHIEF_ORG,
                            .ladder = TOC_NONE,
                            .phase = toc_builder_string(b, "response"),
                            .nodes = nodes,
                            .start_anchor = TOC_NONE,
                            .end_anchor = TOC_NONE,
                            .signal = TOC_NONE};
}

static void add_responses(toc_builder *b)
{
    toc_m_trigger incident = {.head = head(b, "incident", 29),
                              .events = one(b, 0),
                              .condition = TOC_NONE,
                              .anchor = TOC_NONE,
                              .starts = one(b, 2),
                              .signal = TOC_NONE};
    toc_m_start starts[] = {{0, TOC_START_LEVEL_AT_LEAST, 0, 1},
                            {1, TOC_START_EVENT, 0, 0},
                            {1, TOC_START_TRIGGER, 0, 0}};
    toc_m_response a = response(b, "a", (toc_range){0, 1}, (toc_range){2, 3});
    toc_m_response a_b = response(b, "a-b", (toc_range){1, 2}, (toc_range){0, 2});

    a.ladder = 0;
    a.reports = one(b, 0);
    a_b.guard = COND_GUARD;
    a_b.categories = two(b, 0, 1);
    toc_builder_add_triggers(b, &incident);
    for (size_t i = 0; i < 3; i++)
        toc_builder_add_starts(b, &starts[i]);
    toc_builder_add_responses(b, &a);
    toc_builder_add_responses(b, &a_b);
}

static toc_m_node node(toc_builder *b, const char *name, uint32_t of)
{
    return (toc_m_node){.head = head(b, name, 40),
                        .kind = TOC_M_NODE_STEP,
                        .response = of,
                        .performer = OFFICE,
                        .join = TOC_M_JOIN_ALL,
                        .guard = TOC_NONE,
                        .deadline = TOC_NONE,
                        .takes = {TOC_MS_NONE, TOC_MS_NONE, TOC_MS_NONE},
                        .approver = TOC_NONE,
                        .approval_deadline = TOC_NONE,
                        .until = TOC_NONE,
                        .objective = 0,
                        .weight = 10,
                        .grace = TOC_MS_NONE,
                        .start_anchor = TOC_NONE,
                        .done_anchor = TOC_NONE,
                        .signal = TOC_NONE};
}

static void add_edges(toc_builder *b)
{
    toc_m_edge edges[] = {{.source = 0, .target = 1, .outcome = TOC_NONE},
                          {.source = 3, .target = 2, .outcome = 1, .is_loop = 1, .wait = TOC_HOUR},
                          {.source = 2, .target = 3, .outcome = TOC_NONE},
                          {.source = 3, .target = 4, .outcome = 0}};
    toc_m_outcome yes = {.name = toc_builder_string(b, "yes"),
                         .condition = COND_STOP,
                         .chance = 600000,
                         .responses = one(b, 1),
                         .node = 3};
    toc_m_outcome no = {
        .name = toc_builder_string(b, "no"), .condition = TOC_NONE, .chance = -1, .node = 3};

    for (size_t i = 0; i < 4; i++)
        toc_builder_add_edges(b, &edges[i]);
    toc_builder_add_outcomes(b, &yes);
    toc_builder_add_outcomes(b, &no);
}

static void add_nodes(toc_builder *b)
{
    toc_m_demand demand = {.resource = 0, .kind = TOC_DEMAND_USE, .count = 2, .from = TOC_NONE};
    toc_m_node first = node(b, "a-b.x", 1);
    toc_m_node second = node(b, "a-b.y", 1);
    toc_m_node work = node(b, "a.work", 0);
    toc_m_node check = node(b, "a.work-done", 0);
    toc_m_node watch = node(b, "a.zz", 0);

    first.deadline = DEADLINE_STEP;
    first.leaving = one(b, 0);
    first.demands = (toc_range){toc_builder_add_demands(b, &demand), 1};
    first.takes[0] = first.takes[1] = 5 * TOC_MINUTE;
    first.takes[2] = 20 * TOC_MINUTE;
    second.edges = (toc_range){0, 1};
    second.approver = CHIEF_POST;
    second.deadline = DEADLINE_BEFORE;
    work.edges = (toc_range){1, 1};
    work.leaving = one(b, 2);
    work.times = 3;
    check.kind = TOC_M_NODE_DECISION;
    check.edges = (toc_range){2, 1};
    check.leaving = two(b, 1, 3);
    check.outcomes = (toc_range){0, 2};
    watch.edges = (toc_range){3, 1};
    watch.period = TOC_HOUR;
    watch.deadline = DEADLINE_SERIES;
    watch.until = COND_UNTIL;
    watch.upstream = 1;
    toc_builder_add_nodes(b, &first);
    toc_builder_add_nodes(b, &second);
    toc_builder_add_nodes(b, &work);
    toc_builder_add_nodes(b, &check);
    toc_builder_add_nodes(b, &watch);
    add_edges(b);
}

static void add_report(toc_builder *b)
{
    toc_m_content source = {head(b, "source", 50)};
    toc_m_report report = {.head = head(b, "a.daily", 51),
                           .kind = TOC_M_REPORT_DAILY,
                           .sender = OFFICE,
                           .receivers = two(b, CHIEF_ORG, FIELD),
                           .content = one(b, 0),
                           .condition = COND_WHILE,
                           .filter = TOC_NONE,
                           .deadline = DEADLINE_REPORT,
                           .relay = TOC_NONE,
                           .period = TOC_DAY,
                           .until = TOC_NONE,
                           .response = 0,
                           .objective = TOC_NONE,
                           .weight = 10,
                           .grace = TOC_MS_NONE,
                           .sent_anchor = TOC_NONE,
                           .signal = TOC_NONE,
                           .instead = TOC_NONE,
                           .guard = TOC_NONE,
                           .declarer = TOC_NONE,
                           .approver = TOC_NONE,
                           .approval_deadline = TOC_NONE};

    toc_builder_add_contents(b, &source);
    toc_builder_add_reports(b, &report);
}

/* A row of the relay `line`: the office tells the field, and the field the chief. */
static toc_m_report relay_row(toc_builder *b, const char *name, toc_m_report_kind kind)
{
    return (toc_m_report){.head = head(b, name, 61),
                          .kind = kind,
                          .sender = OFFICE,
                          .receivers = one(b, FIELD),
                          .condition = TOC_NONE,
                          .filter = TOC_NONE,
                          .deadline = TOC_NONE,
                          .until = TOC_NONE,
                          .response = TOC_NONE,
                          .objective = TOC_NONE,
                          .weight = 10,
                          .grace = TOC_MS_NONE,
                          .sent_anchor = TOC_NONE,
                          .signal = TOC_NONE,
                          .from_place = 2,
                          .to_place = 1,
                          .instead = TOC_NONE,
                          .guard = TOC_NONE,
                          .declarer = TOC_NONE,
                          .approver = TOC_NONE,
                          .approval_deadline = TOC_NONE};
}

static void add_relay(toc_builder *b)
{
    toc_m_report hop = relay_row(b, "line.chief", TOC_M_REPORT_HOP);
    toc_m_report first = relay_row(b, "line.field", TOC_M_REPORT_HOP);
    toc_m_report written = relay_row(b, "line.written", TOC_M_REPORT_WRITTEN);
    toc_m_relay relay = {.head = head(b, "line", 60),
                         .rows = {1, 3},
                         .places = three(b, CHIEF_ORG, FIELD, OFFICE),
                         .source = 2,
                         .owner = OFFICE,
                         .overall = DEADLINE_SERIES,
                         .objective = TOC_NONE,
                         .weight = 10,
                         .grace = TOC_MS_NONE};

    hop.sender = FIELD;
    hop.receivers = one(b, CHIEF_ORG);
    hop.from_place = 1;
    hop.to_place = 0;
    hop.verify = 30 * TOC_MINUTE;
    written.instead = 2;
    toc_builder_add_reports(b, &hop);
    toc_builder_add_reports(b, &first);
    toc_builder_add_reports(b, &written);
    toc_builder_add_relays(b, &relay);
}

static void add_announcement(toc_builder *b)
{
    toc_m_report notice = relay_row(b, "notice", TOC_M_REPORT_ANNOUNCEMENT);

    notice.receivers = (toc_range){0, 0};
    notice.is_public = 1;
    notice.relay = TOC_NONE;
    notice.from_place = notice.to_place = 0;
    notice.declarer = 0;
    notice.approver = CHIEF_POST;
    notice.approval_deadline = DEADLINE_SERIES;
    toc_builder_add_reports(b, &notice);
}

toc_builder *sample_builder(toc_arena *arena)
{
    toc_builder *b = toc_builder_new(arena);

    add_calendar(b);
    add_who(b);
    add_seen(b);
    add_conditions(b);
    add_signals(b);
    add_deadlines(b);
    add_ladder(b);
    add_responses(b);
    add_nodes(b);
    add_report(b);
    add_relay(b);
    add_announcement(b);
    return b;
}

const toc_machine *sample_machine(toc_arena *arena)
{
    return toc_builder_seal(sample_builder(arena));
}

void sample_fix_checksum(void *image, size_t size)
{
    uint64_t checksum = toc_machine_compute_checksum(image, size);

    if (size >= sizeof(toc_machine_header))
        memcpy((char *)image + offsetof(toc_machine_header, checksum), &checksum, sizeof checksum);
}
