/* chart_ladders.c - grades: warranted, declared, lowered, ended; and the duty to declare each. */
#include <inttypes.h>
#include <string.h>

#include "export/chart_private.h"

static const toc_m_level *level_at(const drafter *d, uint32_t ladder, uint32_t rank)
{
    return &d->machine->levels[d->machine->ladders[ladder].levels.first + rank - 1];
}

static uint32_t level_id(const drafter *d, uint32_t ladder, uint32_t rank)
{
    return d->machine->ladders[ladder].levels.first + rank - 1;
}

static toc_ms lower_after(const toc_m_ladder *row)
{
    return row->lower_after == TOC_MS_NONE ? 0 : row->lower_after;
}

static uint32_t least_rank(const toc_m_ladder *row)
{
    return row->end_condition == TOC_NONE ? 0 : 1;
}

/* Ranks whose levels nobody declares, as a JavaScript list: declared follows warranted. */
static const char *automatic(drafter *d, uint32_t ladder)
{
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "[0");
    for (uint32_t r = 1; r <= d->machine->ladders[ladder].levels.count; r++)
        toc_pen_add(&pen, ",%d", level_at(d, ladder, r)->declarer == TOC_NONE);
    toc_pen_add(&pen, "]");
    return pen.text;
}

/* ---- functions ---- */

static void add_worst(drafter *d, uint32_t ladder)
{
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "return Math.max(c.floor[%u],", ladder);
    for (uint32_t r = d->machine->ladders[ladder].levels.count; r > 0; r--) {
        uint32_t condition = level_at(d, ladder, r)->condition;
        if (condition != TOC_NONE)
            toc_pen_add(&pen, "%s?%u:", toc_chart_condition(d, condition), r);
    }
    toc_pen_add(&pen, "0);");
    toc_chart_function_add(d, SAY(d, "worst%u", ladder), "c", pen.text);
}

/* To which rank the declared grade may fall now; see toc_m_ladder.lower_after. */
static void add_lowered(drafter *d, uint32_t ladder)
{
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    toc_chart_function_add(d, SAY(d, "lowered%u", ladder), "c",
                           SAY(d,
                               "var r=c.D[%u];if(c.now-c.raised[%u]<%" PRId64 ")return r;"
                               "while(r>%u){var b=c.below[%u+r-1];if(b===null||c.now-b<%" PRId64
                               ")break;r--;}return r;",
                               ladder, ladder, lower_after(row), least_rank(row), row->levels.first,
                               lower_after(row)));
}

static void rises(drafter *d, toc_pen *pen, uint32_t ladder, toc_m_anchor_kind kind)
{
    toc_range anchors = d->machine->ladders[ladder].anchors;
    for (uint32_t i = 0; i < anchors.count; i++) {
        uint32_t anchor = d->machine->ids[anchors.first + i];
        const toc_m_anchor *row = &d->machine->anchors[anchor];
        if (row->kind == (uint32_t)kind)
            toc_pen_add(pen, "if(from<%u&&to>=%u){%s}", row->rank, row->rank,
                        toc_chart_occur(d, anchor));
    }
}

static void add_warranted(drafter *d, uint32_t ladder)
{
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    uint32_t first = row->levels.first;
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen,
                "var from=c.W[%u];c.W[%u]=to;var r;"
                "for(r=to+1;r<=from;r++)c.below[%u+r-1]=c.now;"
                "for(r=from+1;r<=to;r++)c.below[%u+r-1]=null;",
                ladder, ladder, first, first);
    rises(d, &pen, ladder, TOC_M_ANCHOR_WARRANTED);
    toc_pen_add(&pen, "if(to>from&&to>c.D[%u]){if(%s[to])c.to[%u]=to;else c.owe[%u+to-1]=1;}",
                ladder, automatic(d, ladder), ladder, first);
    toc_pen_add(&pen,
                "if(%s&&c.D[%u]>to&&%s[c.D[%u]]){r=lib.lowered%u(c);if(r<c.D[%u])c.to[%u]=r;}"
                "else c.rearm[%u]=1;",
                lower_after(row) == 0 ? "true" : "false", ladder, automatic(d, ladder), ladder,
                ladder, ladder, ladder, ladder);
    toc_chart_function_add(d, SAY(d, "warranted%u", ladder), "c,to", pen.text);
}

/* ---- declared ---- */

static const char *start_holds(drafter *d, const toc_m_start *start, const char *rank)
{
    if (start->kind == TOC_START_LEVEL_AT_LEAST)
        return SAY(d, "(%s>=%u)", rank, start->rank);
    if (start->kind == TOC_START_LEVEL_IS)
        return SAY(d, "(%s==%u)", rank, start->rank);
    return SAY(d, "(%s>0&&%s<%u)", rank, rank, start->rank);
}

static bool is_level_start(const toc_m_start *start)
{
    return start->kind == TOC_START_LEVEL_AT_LEAST || start->kind == TOC_START_LEVEL_IS ||
           start->kind == TOC_START_LEVEL_BELOW;
}

/* No `on level …` of the response holds any more. */
static const char *none_holds(drafter *d, uint32_t response)
{
    toc_range starts = d->machine->responses[response].starts;
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "true");
    for (uint32_t i = 0; i < starts.count; i++) {
        const toc_m_start *start = &d->machine->starts[starts.first + i];
        if (is_level_start(start))
            toc_pen_add(&pen, "&&!%s", start_holds(d, start, SAY(d, "c.D[%u]", start->id)));
    }
    return pen.text;
}

static void add_level_starts(drafter *d, toc_pen *pen, uint32_t ladder)
{
    toc_range starts = d->machine->ladders[ladder].starts;
    for (uint32_t i = 0; i < starts.count; i++) {
        uint32_t id = d->machine->ids[starts.first + i];
        const toc_m_start *start = &d->machine->starts[id];
        if (is_level_start(start)) {
            const char *was = start_holds(d, start, "from");
            const char *is = start_holds(d, start, "to");
            toc_pen_add(pen, "if(!%s&&%s)c.q[%u]=1;", was, is, id);
            toc_pen_add(pen, "else if(%s&&!%s&&c.a[%u]&&c.lv[%u]&&%s)c.stop[%u]=1;", was, is,
                        start->response, start->response, none_holds(d, start->response),
                        start->response);
        } else if (start->kind == TOC_START_LADDER_END) {
            toc_pen_add(pen, "if(to==0)c.q[%u]=1;", id);
        }
    }
}

static bool is_on_ladder(const drafter *d, uint32_t response, uint32_t ladder)
{
    toc_range starts = d->machine->responses[response].starts;
    if (ladder == d->machine->plans[0].unnamed_ladder)
        return true;
    for (uint32_t i = 0; i < starts.count; i++) {
        const toc_m_start *start = &d->machine->starts[starts.first + i];
        if (is_level_start(start) && start->id == ladder)
            return true;
    }
    return false;
}

static void add_end(drafter *d, toc_pen *pen, uint32_t ladder)
{
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    toc_pen_add(pen, "if(to==0){c.floor[%u]=0;c.es[%u]=1;", ladder, ladder);
    for (uint32_t r = 1; r <= row->levels.count; r++)
        toc_pen_add(pen, "c.wd[%u]=1;", level_id(d, ladder, r));
    toc_pen_add(pen, "%s", toc_chart_occur(d, row->end_anchor));
    for (uint32_t i = 0; i < d->machine->responses_count; i++)
        if (!d->machine->responses[i].survives_end && is_on_ladder(d, i, ladder))
            toc_pen_add(pen, "if(c.a[%u])c.stop[%u]=1;", i, i);
    toc_pen_add(pen, "}");
}

static void add_declared(drafter *d, uint32_t ladder)
{
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "var from=c.D[%u];c.D[%u]=to;c.to[%u]=-1;if(to>from)c.raised[%u]=c.now;",
                ladder, ladder, ladder, ladder);
    rises(d, &pen, ladder, TOC_M_ANCHOR_DECLARED);
    add_level_starts(d, &pen, ladder);
    add_end(d, &pen, ladder);
    toc_pen_add(&pen, "c.rearm[%u]=1;", ladder);
    toc_chart_function_add(d, SAY(d, "declared%u", ladder), "c,to", pen.text);
}

/* ---- regions ---- */

static const char *rank_name(drafter *d, uint32_t ladder, uint32_t rank)
{
    if (rank == 0)
        return "none";
    const char *grade = toc_machine_text(d->machine, level_at(d, ladder, rank)->grade);
    return SAY(d, "at_%u_%s", rank, toc_export_plain_name(d->arena, grade));
}

static void add_warranted_region(drafter *d, uint32_t ladder, const char *name)
{
    toc_chart_region *region = toc_chart_region_add(
        d, SAY(d, "W_%s", d->ladders[ladder]), SAY(d, "%s: the grade that is warranted", name));
    for (uint32_t r = 0; r <= d->machine->ladders[ladder].levels.count; r++) {
        (void)toc_chart_state_add(d, region, rank_name(d, ladder, r));
        ARROW(d, region, .guard = SAY(d, "c.W[%u]!=%u&&lib.worst%u(c)==%u", ladder, r, ladder, r),
              .target = rank_name(d, ladder, r), .act = SAY(d, "lib.warranted%u(c,%u);", ladder, r),
              .raise = "open");
    }
}

static void add_declared_region(drafter *d, uint32_t ladder, const char *name)
{
    toc_chart_region *region = toc_chart_region_add(d, SAY(d, "D_%s", d->ladders[ladder]),
                                                    SAY(d, "%s: the grade that is declared", name));
    const char *event = SAY(d, "declare.%s", d->ladders[ladder]);
    for (uint32_t r = 0; r <= d->machine->ladders[ladder].levels.count; r++) {
        (void)toc_chart_state_add(d, region, rank_name(d, ladder, r));
        ARROW(d, region, .guard = SAY(d, "c.to[%u]==%u&&c.D[%u]!=%u", ladder, r, ladder, r),
              .target = rank_name(d, ladder, r), .raise = "open",
              .act = SAY(d, "lib.declared%u(c,%u);", ladder, r));
        if (r >= least_rank(&d->machine->ladders[ladder]))
            ARROW(d, region, .event = event,
                  .guard = SAY(d, "d.rank==%u&&c.D[%u]!=%u", r, ladder, r),
                  .target = rank_name(d, ladder, r), .raise = "open",
                  .act = SAY(d, "c.now=d.at;lib.declared%u(c,%u);", ladder, r));
    }
}

static void add_lowering_region(drafter *d, uint32_t ladder, const char *name)
{
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    const char *wish = SAY(d, "c.D[%u]>%u&&c.below[%u+c.D[%u]-1]!==null", ladder, least_rank(row),
                           row->levels.first, ladder);
    const char *look = SAY(d, "c.rearm[%u]&&%s", ladder, wish);
    const char *drop = SAY(d, "c.rearm[%u]", ladder);
    const char *seen = SAY(d, "c.rearm[%u]=0;", ladder);
    toc_chart_region *region =
        toc_chart_region_add(d, SAY(d, "L_%s", d->ladders[ladder]), SAY(d, "%s: lowering", name));
    toc_chart_state *idle = toc_chart_state_add(d, region, "idle");
    ARROW(d, idle, .guard = look, .target = "armed", .act = seen);
    ARROW(d, idle, .guard = drop, .act = seen);
    toc_chart_state *armed = toc_chart_state_add(d, region, "armed");
    armed->enter =
        SAY(d, "c.lt[%u]=Math.max(c.now,Math.max(c.below[%u+c.D[%u]-1],c.raised[%u])+%" PRId64 ");",
            ladder, row->levels.first, ladder, ladder, lower_after(row));
    armed->delay = SAY(d, "c.lt[%u]-c.now", ladder);
    armed->after =
        (toc_chart_arrow){.target = "due", .act = SAY(d, "c.now=c.lt[%u];c.pend=1;", ladder)};
    ARROW(d, armed, .guard = look, .target = "armed", .act = seen);
    ARROW(d, armed, .guard = drop, .target = "idle", .act = seen);
    toc_chart_state *due = toc_chart_state_add(d, region, "due");
    ARROW(d, due, .guard = look, .target = "armed", .act = seen);
    ARROW(d, due, .guard = drop, .target = "idle", .act = seen);
    ARROW(d, due, .guard = SAY(d, "c.go==%d", TURN_LOWER), .target = "idle",
          .act = SAY(d, "var r=lib.lowered%u(c);if(r<c.D[%u]&&%s[c.D[%u]])c.to[%u]=r;", ladder,
                     ladder, automatic(d, ladder), ladder, ladder));
}

/* ---- the end ---- */

static void add_end_condition(drafter *d, uint32_t ladder, const char *name)
{
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    if (row->end_condition == TOC_NONE)
        return;
    const char *holds = toc_chart_condition(d, row->end_condition);
    toc_chart_region *region = toc_chart_region_add(d, SAY(d, "C_%s", d->ladders[ladder]),
                                                    SAY(d, "%s: what ends it", name));
    toc_chart_state *low = toc_chart_state_add(d, region, "low");
    ARROW(d, low, .guard = holds, .target = "high", .raise = "reconsider",
          .act = SAY(d, "c.er[%u]=1;", ladder));
    toc_chart_state *high = toc_chart_state_add(d, region, "high");
    ARROW(d, high, .guard = SAY(d, "!%s", holds), .target = "low", .raise = "reconsider",
          .act = SAY(d, "c.er[%u]=0;c.ef[%u]=1;", ladder, ladder));
}

/* The end's condition has risen, or an approval is to be asked: the next stage that the plan names. */
static const char *ask(drafter *d, uint32_t ladder)
{
    return d->machine->ladders[ladder].approver == TOC_NONE ? SAY(d, "c.to[%u]=0;", ladder)
                                                            : SAY(d, "c.ia[%u]=1;", ladder);
}

static void add_end_acts(drafter *d, uint32_t ladder, toc_chart_state *state)
{
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    const char *is_declared = SAY(d, "c.D[%u]>0", ladder);
    const char *asked = row->approver == TOC_NONE ? "idle" : "asked";
    if (row->proposer != TOC_NONE)
        ARROW(d, state, .event = SAY(d, "propose.%s", d->ladders[ladder]),
              .guard = SAY(d, "%s&&!c.ip[%u]", is_declared, ladder), .target = asked,
              .act = SAY(d, "c.now=d.at;c.ip[%u]=1;%s", ladder, ask(d, ladder)));
    ARROW(d, state, .event = SAY(d, "end.%s", d->ladders[ladder]),
          .guard = SAY(d, "%s&&d.given", is_declared), .target = "asked",
          .act = SAY(d, "c.now=d.at;c.ia[%u]=1;c.to[%u]=0;", ladder, ladder));
    ARROW(d, state, .event = SAY(d, "end.%s", d->ladders[ladder]), .guard = is_declared,
          .target = "asked", .act = SAY(d, "c.now=d.at;c.ia[%u]=1;", ladder));
}

static void add_end_region(drafter *d, uint32_t ladder, const char *name)
{
    static const char *const states[] = {"idle", "proposing", "asked"};
    const toc_m_ladder *row = &d->machine->ladders[ladder];
    toc_chart_region *region = toc_chart_region_add(
        d, SAY(d, "E_%s", d->ladders[ladder]), SAY(d, "%s: its end, proposed and approved", name));
    const char *reset = SAY(d, "c.es[%u]=0;c.ip[%u]=0;c.ia[%u]=0;", ladder, ladder, ladder);
    const char *begins = SAY(d, "c.er[%u]&&c.D[%u]>0", ladder, ladder);
    const char *seen = SAY(d, "c.er[%u]=0;", ladder);
    const char *fell = SAY(d, "c.ef[%u]=0;c.ip[%u]=0;c.ia[%u]=0;", ladder, ladder, ladder);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        toc_chart_state *state = toc_chart_state_add(d, region, states[i]);
        ARROW(d, state, .guard = SAY(d, "c.es[%u]", ladder), .target = "idle", .act = reset);
        ARROW(d, state, .event = "reconsider", .guard = SAY(d, "c.ef[%u]", ladder),
              .target = "idle", .act = fell, .raise = "reconsider open");
        if (row->proposer != TOC_NONE)
            ARROW(d, state, .event = "reconsider", .guard = SAY(d, "%s&&!c.ip[%u]", begins, ladder),
                  .target = "proposing", .act = seen, .raise = "open");
        ARROW(d, state, .event = "reconsider", .guard = begins,
              .target = row->approver == TOC_NONE ? "idle" : "asked",
              .act = SAY(d, "%s%s", seen, ask(d, ladder)), .raise = "open");
        ARROW(d, state, .event = "reconsider", .guard = SAY(d, "c.er[%u]", ladder), .act = seen,
              .raise = "open");
        add_end_acts(d, ladder, state);
    }
}

void toc_chart_ladders(drafter *d)
{
    for (uint32_t i = 0; i < d->machine->ladders_count; i++) {
        const char *name =
            SAY(d, "ladder %s", toc_machine_text(d->machine, d->machine->ladders[i].head.name));
        add_worst(d, i);
        add_lowered(d, i);
        add_warranted(d, i);
        add_declared(d, i);
        add_warranted_region(d, i, name);
        add_declared_region(d, i, name);
        add_lowering_region(d, i, name);
        add_end_condition(d, i, name);
        add_end_region(d, i, name);
    }
}
