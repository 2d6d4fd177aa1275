/* chart_nodes.c - steps and decisions: their states, the ways between them, loops. */
#include <inttypes.h>
#include <string.h>

#include "export/chart_private.h"

/* ---- ways ---- */

static void add_timer(drafter *d, uint32_t edge)
{
    const toc_m_edge *row = &d->machine->edges[edge];
    const char *off = SAY(d, "!c.t[%u]", edge);
    const char *again = SAY(d, "c.t[%u]!=c.tg[%u]", edge, edge);
    toc_chart_region *region = toc_chart_region_add(
        d, SAY(d, "X_%u", edge),
        SAY(d, "the wait from %s to %s",
            toc_machine_text(d->machine, d->machine->nodes[row->source].head.name),
            toc_machine_text(d->machine, d->machine->nodes[row->target].head.name)));
    toc_chart_state *idle = toc_chart_state_add(d, region, "idle");
    ARROW(d, idle, .guard = SAY(d, "c.t[%u]", edge), .target = "waiting");
    toc_chart_state *waiting = toc_chart_state_add(d, region, "waiting");
    waiting->enter = SAY(d, "c.tg[%u]=c.t[%u];c.ts[%u]=c.now;", edge, edge, edge);
    waiting->delay = SAY(d, "%" PRId64, row->wait);
    waiting->after = (toc_chart_arrow){
        .target = "due", .act = SAY(d, "c.now=c.ts[%u]+%" PRId64 ";c.pend=1;", edge, row->wait)};
    ARROW(d, waiting, .guard = off, .target = "idle");
    ARROW(d, waiting, .guard = again, .target = "waiting");
    toc_chart_state *due = toc_chart_state_add(d, region, "due");
    ARROW(d, due, .guard = off, .target = "idle");
    ARROW(d, due, .guard = again, .target = "waiting");
    ARROW(d, due, .guard = SAY(d, "c.go==%d", TURN_EDGE), .target = "idle",
          .act = row->is_loop ? SAY(d, "c.t[%u]=0;lib.recall(c,%u);", edge, row->target)
                              : SAY(d, "c.t[%u]=0;c.e[%u]=1;", edge, edge));
}

static void take(drafter *d, toc_pen *pen, uint32_t edge)
{
    const toc_m_edge *row = &d->machine->edges[edge];
    if (row->is_loop)
        toc_pen_add(pen, "lib.back%u(c);", row->target);
    if (row->wait > 0)
        toc_pen_add(pen, "%sif(!c.t[%u])c.t[%u]=++c.gen;",
                    row->is_loop ? SAY(d, "c.held[%u]=1;", row->target) : "", edge, edge);
    else if (row->is_loop)
        toc_pen_add(pen, "lib.recall(c,%u);", row->target);
    else
        toc_pen_add(pen, "c.e[%u]=1;", edge);
}

static const toc_m_edge *leaving(const drafter *d, const toc_m_node *row, uint32_t i, uint32_t *out)
{
    *out = d->machine->ids[row->leaving.first + i];
    return &d->machine->edges[*out];
}

/* All ways without an outcome are taken; with @p kill_others those of outcomes die. */
static void leave(drafter *d, toc_pen *pen, const toc_m_node *row, bool kill_others)
{
    for (uint32_t i = 0; i < row->leaving.count; i++) {
        uint32_t id;
        const toc_m_edge *edge = leaving(d, row, i, &id);
        if (edge->outcome == TOC_NONE)
            take(d, pen, id);
        else if (kill_others && !edge->is_loop)
            toc_pen_add(pen, "c.e[%u]=2;", id);
    }
}

static void leave_dead(drafter *d, toc_pen *pen, const toc_m_node *row)
{
    for (uint32_t i = 0; i < row->leaving.count; i++) {
        uint32_t id;
        if (!leaving(d, row, i, &id)->is_loop)
            toc_pen_add(pen, "c.e[%u]=2;", id);
    }
}

/* ---- loops ---- */

/* The steps after @p target, itself first, as a list; @p in_loop marks them. */
static uint32_t collect_after(drafter *d, uint32_t target, uint32_t *list, uint8_t *in_loop)
{
    uint32_t count = 0;
    list[count++] = target;
    in_loop[target] = 1;
    for (uint32_t done = 0; done < count; done++) {
        const toc_m_node *row = &d->machine->nodes[list[done]];
        for (uint32_t i = 0; i < row->leaving.count; i++) {
            uint32_t id;
            const toc_m_edge *edge = leaving(d, row, i, &id);
            if (edge->is_loop || in_loop[edge->target])
                continue;
            in_loop[edge->target] = 1;
            list[count++] = edge->target;
        }
    }
    return count;
}

/* [step, join any?, [edges into it from outside], [edges that leave it], [loops that leave it]] */
static void describe(drafter *d, toc_pen *pen, uint32_t node, const uint8_t *in_loop)
{
    const toc_m_node *row = &d->machine->nodes[node];
    toc_pen plain = toc_pen_new(d->arena);
    toc_pen loops = toc_pen_new(d->arena);
    toc_pen_add(pen, "[%u,%d,[", node, row->join == TOC_M_JOIN_ANY);
    for (uint32_t i = row->edges.first, n = 0; i < row->edges.first + row->edges.count; i++)
        if (!d->machine->edges[i].is_loop && !in_loop[d->machine->edges[i].source])
            toc_pen_add(pen, n++ ? ",%u" : "%u", i);
    for (uint32_t i = 0; i < row->leaving.count; i++) {
        uint32_t id;
        toc_pen *kind = leaving(d, row, i, &id)->is_loop ? &loops : &plain;
        toc_pen_add(kind, kind->size ? ",%u" : "%u", id);
    }
    toc_pen_add(pen, "],[%s],[%s]]", plain.text, loops.text);
}

static void add_back(drafter *d, uint32_t target)
{
    uint32_t *list = TOC_NEW_ARRAY(d->arena, uint32_t, d->machine->nodes_count);
    uint8_t *in_loop = TOC_NEW_ARRAY(d->arena, uint8_t, d->machine->nodes_count);
    uint32_t count = collect_after(d, target, list, in_loop);
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "lib.back(c,[");
    for (uint32_t i = 0; i < count; i++) {
        toc_pen_add(&pen, i ? "," : "");
        describe(d, &pen, list[i], in_loop);
    }
    toc_pen_add(&pen, "]);");
    toc_chart_function_add(d, SAY(d, "back%u", target), "c", pen.text);
}

static void add_loops(drafter *d)
{
    toc_chart_function_add(d, "recall", "c,i", "c.held[i]=0;if(c.n[i]==0)c.called[i]=1;");
    toc_chart_function_add(
        d, "back", "c,all",
        "var kept=all.filter(function(s){var i=s[0];if(c.n[i]==2)return false;"
        "return !(s[1]&&(c.n[i]==1||c.n[i]==7)&&s[2].some(function(e){return c.e[e]==1;}));});"
        "kept.forEach(function(s){if(s[1]&&c.n[s[0]]!=0)s[2].forEach(function(e){"
        "if(c.e[e]==1)c.e[e]=2;});});"
        "kept.forEach(function(s){var i=s[0];s[3].forEach(function(e){c.t[e]=0;c.e[e]=0;});"
        "s[4].forEach(function(e){c.t[e]=0;});if(c.n[i]==0)return;"
        "c.n[i]=0;c.b[i]=1;c.called[i]=0;c.oc[i]=0;c.late[i]=0;c.lw[i]=1;});");
    for (uint32_t i = 0; i < d->machine->nodes_count; i++) {
        toc_range edges = d->machine->nodes[i].edges;
        for (uint32_t k = edges.first; k < edges.first + edges.count; k++)
            if (d->machine->edges[k].is_loop) {
                add_back(d, i);
                break;
            }
    }
}

/* ---- joins ---- */

static const char *called_for(drafter *d, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    toc_pen any = toc_pen_new(d->arena);
    toc_pen all = toc_pen_new(d->arena);
    for (uint32_t i = row->edges.first; i < row->edges.first + row->edges.count; i++) {
        if (d->machine->edges[i].is_loop)
            continue;
        toc_pen_add(&any, any.size ? "||c.e[%u]==1" : "c.e[%u]==1", i);
        toc_pen_add(&all, "&&c.e[%u]!=0", i);
    }
    if (any.size == 0)
        return SAY(d, "!c.held[%u]&&c.called[%u]", node, node);
    return SAY(d, "!c.held[%u]&&(c.called[%u]||((%s)%s))", node, node, any.text,
               row->join == TOC_M_JOIN_ANY ? "" : all.text);
}

static const char *out_of_reach(drafter *d, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "!c.called[%u]&&!c.held[%u]", node, node);
    for (uint32_t i = row->edges.first; i < row->edges.first + row->edges.count; i++)
        if (!d->machine->edges[i].is_loop)
            toc_pen_add(&pen, "&&c.e[%u]==2", i);
    return pen.text;
}

/* ---- acts ---- */

static const char *started(drafter *d, uint32_t node)
{
    return SAY(d, "if(c.st[%u]===null){c.st[%u]=c.now;%s}", node, node,
               toc_chart_occur(d, d->machine->nodes[node].start_anchor));
}

static void activate(drafter *d, toc_pen *pen, toc_range responses)
{
    for (uint32_t i = 0; i < responses.count; i++)
        toc_pen_add(pen, "c.k[%u]++;", d->machine->ids[responses.first + i]);
}

/* The common part of done; the caller adds what is then left by. */
static void done(drafter *d, toc_pen *pen, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    toc_pen_add(pen, "c.called[%u]=0;c.n[%u]=3;c.fin[%u]=1;c.dt[%u]=c.now;%sif(c.a[%u]){", node,
                node, node, node, toc_chart_occur(d, row->done_anchor), row->response);
    activate(d, pen, row->activates);
}

static void add_finish(drafter *d, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    toc_pen pen = toc_pen_new(d->arena);
    done(d, &pen, node);
    leave(d, &pen, row, false);
    toc_pen_add(&pen, "}");
    toc_chart_function_add(d, SAY(d, "finish%u", node), "c", pen.text);
}

/* An outcome that would go round a loop too often takes no way. */
static const char *exhausted(drafter *d, const toc_m_node *row, uint32_t outcome)
{
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "false");
    for (uint32_t i = 0; i < row->leaving.count; i++) {
        uint32_t id;
        const toc_m_edge *edge = leaving(d, row, i, &id);
        uint32_t times = d->machine->nodes[edge->target].times;
        if (edge->is_loop && edge->outcome == outcome && times > 0)
            toc_pen_add(&pen, "||c.occ[%u]>=%u", edge->target, times);
    }
    return pen.text;
}

static void take_outcome(drafter *d, toc_pen *pen, const toc_m_node *row, uint32_t outcome)
{
    for (int turn = 0; turn < 3; turn++)
        for (uint32_t i = 0; i < row->leaving.count; i++) {
            uint32_t id;
            const toc_m_edge *edge = leaving(d, row, i, &id);
            bool is_taken = edge->outcome == outcome || edge->outcome == TOC_NONE;
            if (turn == 0 && !is_taken && !edge->is_loop)
                toc_pen_add(pen, "c.e[%u]=2;", id);
            else if (is_taken && turn == (edge->is_loop ? 2 : 1))
                take(d, pen, id);
        }
}

static void add_decide(drafter *d, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "var over=[");
    for (uint32_t i = 0; i < row->outcomes.count; i++)
        toc_pen_add(&pen, "%s%s", i ? "," : "", exhausted(d, row, row->outcomes.first + i));
    toc_pen_add(&pen, "][o];c.oc[%u]=o+1;", node);
    done(d, &pen, node);
    toc_pen_add(&pen, "switch(over?-1:o){");
    for (uint32_t i = 0; i < row->outcomes.count; i++) {
        toc_pen_add(&pen, "case %u:", i);
        activate(d, &pen, d->machine->outcomes[row->outcomes.first + i].responses);
        take_outcome(d, &pen, row, row->outcomes.first + i);
        toc_pen_add(&pen, "break;");
    }
    toc_pen_add(&pen, "default:");
    take_outcome(d, &pen, row, TOC_NONE);
    toc_pen_add(&pen, "}}");
    toc_chart_function_add(d, SAY(d, "decide%u", node), "c,o", pen.text);
}

/* ---- the region of one step ---- */

typedef struct place {
    toc_chart_state *state;
    const char *guard; /* of acts from outside */
    bool is_waiting;   /* an act comes before it is called for */
    bool is_begun;     /* what is done from here was started before */
} place;

static void add_acts(drafter *d, uint32_t node, place at)
{
    const toc_m_node *row = &d->machine->nodes[node];
    const char *name = d->nodes[node];
    const char *count = at.is_waiting ? SAY(d, "c.now=d.at;c.occ[%u]++;", node) : "c.now=d.at;";
    const char *begin = at.is_begun ? "" : started(d, node);
    if (row->kind == TOC_M_NODE_DECISION)
        ARROW(d, at.state, .event = SAY(d, "decide.%s", name), .guard = at.guard, .target = "done",
              .act = SAY(d, "%s%slib.decide%u(c,d.outcome);", count, begin, node), .raise = "open");
    else
        ARROW(d, at.state, .event = SAY(d, "did.%s", name), .guard = at.guard, .target = "done",
              .act = SAY(d, "%s%slib.finish%u(c);", count, begin, node), .raise = "open");
    if (strcmp(at.state->name, "running") != 0)
        ARROW(d, at.state, .event = SAY(d, "start.%s", name), .guard = at.guard,
              .target = "running", .act = SAY(d, "%s%sc.n[%u]=2;", count, started(d, node), node),
              .raise = "open");
    ARROW(d, at.state, .event = SAY(d, "fail.%s", name), .guard = at.guard, .target = "failed",
          .act = SAY(d, "%sc.n[%u]=7;", count, node));
}

/* Called for: ready, or passed over where its guard does not hold. */
static void add_calls(drafter *d, uint32_t node, toc_chart_state *state)
{
    const toc_m_node *row = &d->machine->nodes[node];
    const char *turn = SAY(d, "c.a[%u]&&!c.stop[%u]&&!c.b[%u]&&!c.x[%u]&&lib.calm(c)",
                           row->response, row->response, node, node);
    const char *called = SAY(d, "%s&&%s", turn, called_for(d, node));
    const char *begin = SAY(d, "c.called[%u]=0;c.occ[%u]++;", node, node);
    toc_pen skip = toc_pen_new(d->arena);
    toc_pen die = toc_pen_new(d->arena);
    toc_pen_add(&skip, "%sc.n[%u]=4;", begin, node);
    leave(d, &skip, row, true);
    ARROW(d, state, .guard = SAY(d, "%s&&%s", called, toc_chart_condition(d, row->guard)),
          .target = "ready", .act = SAY(d, "%sc.n[%u]=1;", begin, node));
    ARROW(d, state, .guard = called, .target = "skipped", .act = skip.text);
    if (strcmp(state->name, "dead") == 0)
        return;
    toc_pen_add(&die, "c.n[%u]=5;", node);
    leave_dead(d, &die, row);
    ARROW(d, state, .guard = SAY(d, "%s&&%s", turn, out_of_reach(d, node)), .target = "dead",
          .act = die.text);
}

static void add_region(drafter *d, uint32_t node)
{
    static const char *const names[] = {"waiting", "ready", "running",   "done",
                                        "skipped", "dead",  "cancelled", "failed"};
    const toc_m_node *row = &d->machine->nodes[node];
    const char *active = SAY(d, "c.a[%u]", row->response);
    const char *owed = SAY(d, "c.ds[%u]", node);
    toc_chart_region *region =
        toc_chart_region_add(d, SAY(d, "N_%s", d->nodes[node]),
                             SAY(d, "%s %s", row->kind == TOC_M_NODE_DECISION ? "decision" : "step",
                                 toc_machine_text(d->machine, row->head.name)));
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        toc_chart_state *state = toc_chart_state_add(d, region, names[i]);
        place at = {state, active, i == IS_WAITING, i == IS_RUNNING};
        ARROW(d, state, .guard = SAY(d, "c.b[%u]", node), .target = "waiting",
              .act = SAY(d, "c.b[%u]=0;", node));
        if (i == IS_WAITING || i == IS_READY || i == IS_FAILED)
            ARROW(d, state, .guard = SAY(d, "c.x[%u]", node), .target = "cancelled",
                  .act = SAY(d, "c.x[%u]=0;", node));
        if (i == IS_WAITING || i == IS_DEAD)
            add_calls(d, node, state);
        if (i == IS_RUNNING)
            at.guard = NULL;
        if (i == IS_CANCELLED)
            at.guard = owed;
        if (i == IS_FAILED)
            at.is_begun = false;
        if (i != IS_DONE && i != IS_SKIPPED && i != IS_DEAD)
            add_acts(d, node, at);
    }
}

void toc_chart_nodes(drafter *d)
{
    add_loops(d);
    for (uint32_t i = 0; i < d->machine->nodes_count; i++) {
        if (d->machine->nodes[i].kind == TOC_M_NODE_DECISION)
            add_decide(d, i);
        else
            add_finish(d, i);
        add_region(d, i);
    }
    for (uint32_t i = 0; i < d->machine->edges_count; i++)
        if (d->machine->edges[i].wait > 0)
            add_timer(d, i);
}
