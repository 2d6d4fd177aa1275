/* chart_responses.c - events come in; responses open and close. */
#include <inttypes.h>
#include <string.h>

#include "export/chart_private.h"

/* ---- events ---- */

static const char *injected(drafter *d, uint32_t event)
{
    const toc_m_event *row = &d->machine->events[event];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "c.now=d.at;var f=d.fields||{};");
    for (uint32_t i = 0; i < row->fields.count; i++) {
        const toc_m_field *field = &d->machine->fields[row->fields.first + i];
        const char *name = d->fields[row->fields.first + i];
        toc_pen_add(&pen, "c.f[%u]=f.%s===undefined?null:f.%s;", field->slot, name, name);
    }
    toc_pen_add(&pen, "%s", toc_chart_occur(d, row->anchor));
    for (uint32_t i = 0; i < row->triggers.count; i++)
        toc_pen_add(&pen, "c.on[%u]=%u;", d->machine->ids[row->triggers.first + i], event + 1);
    for (uint32_t i = 0; i < row->responses.count; i++)
        toc_pen_add(&pen, "c.q[%u]=1;", d->machine->ids[row->responses.first + i]);
    return pen.text;
}

static const char *all_set(drafter *d)
{
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "c.now=d.at;var v=d.values;");
    for (uint32_t i = 0; i < d->machine->indicators_count; i++)
        toc_pen_add(&pen, "if(v.%s!==undefined)c.v[%u]=v.%s;", d->indicators[i], i,
                    d->indicators[i]);
    return pen.text;
}

static void add_inputs(drafter *d)
{
    toc_chart_region *region = toc_chart_region_add(d, "inputs", "what comes in");
    toc_chart_state *state = toc_chart_state_add(d, region, "listening");
    ARROW(d, state, .event = "set", .act = all_set(d));
    for (uint32_t i = 0; i < d->machine->events_count; i++)
        ARROW(d, state, .event = SAY(d, "inject.%s", d->events[i]), .act = injected(d, i),
              .raise = "open");
    for (uint32_t i = 0; i < d->machine->responses_count; i++)
        ARROW(d, state, .event = SAY(d, "activate.%s", d->responses[i]),
              .act = SAY(d, "c.now=d.at;c.k[%u]++;", i), .raise = "open");
}

/* ---- the timers of one instant ---- */

/* First all of them fire, then they have their turn in the order of the exact rules. */
static void add_instant(drafter *d)
{
    toc_chart_region *region =
        toc_chart_region_add(d, "instant", "timers of one instant take turns, deadlines last");
    toc_chart_state *idle = toc_chart_state_add(d, region, "idle");
    ARROW(d, idle, .guard = "c.pend", .target = "gathering");
    toc_chart_state *gathering = toc_chart_state_add(d, region, "gathering");
    gathering->delay = "0";
    gathering->after =
        (toc_chart_arrow){.target = "turns", .act = "c.pend=0;c.go=1;", .raise = "turn"};
    toc_chart_state *turns = toc_chart_state_add(d, region, "turns");
    ARROW(d, turns, .event = "turn", .guard = "!lib.calm(c)", .raise = "turn");
    ARROW(d, turns, .event = "turn", .guard = SAY(d, "c.go<%d", TURN_DEADLINE), .act = "c.go++;",
          .raise = "turn");
    ARROW(d, turns, .event = "turn", .target = "idle", .act = "c.go=0;");
}

/* ---- opening ---- */

static bool is_below(const toc_machine *machine, uint32_t category, uint32_t ancestor)
{
    for (uint32_t depth = 0; category != TOC_NONE && depth <= machine->categories_count; depth++) {
        if (category == ancestor)
            return true;
        category = machine->categories[category].parent;
    }
    return false;
}

static bool event_fits(const toc_machine *machine, const toc_m_response *row, uint32_t event)
{
    uint32_t category = machine->events[event].category;
    if (row->categories.count == 0 || category == TOC_NONE)
        return true;
    for (uint32_t i = 0; i < row->categories.count; i++)
        if (is_below(machine, category, machine->ids[row->categories.first + i]))
            return true;
    return false;
}

/* The event behind a trigger's firing must be of a category that the response is for. */
static const char *trigger_fits(drafter *d, const toc_m_start *start)
{
    const toc_m_response *row = &d->machine->responses[start->response];
    toc_pen pen = toc_pen_new(d->arena);
    bool is_any_misfit = false;
    toc_pen_add(&pen, "![-2");
    for (uint32_t i = 0; i < d->machine->events_count; i++)
        if (!event_fits(d->machine, row, i)) {
            toc_pen_add(&pen, ",%u", i);
            is_any_misfit = true;
        }
    toc_pen_add(&pen, "].includes(c.te[%u])", start->id);
    return is_any_misfit ? pen.text : "true";
}

static const char *start_fits(drafter *d, const toc_m_start *start)
{
    switch ((toc_m_start_kind)start->kind) {
    case TOC_START_EVENT:
        return event_fits(d->machine, &d->machine->responses[start->response], start->id) ? "true"
                                                                                          : "false";
    case TOC_START_TRIGGER:
        return trigger_fits(d, start);
    case TOC_START_LEVEL_AT_LEAST:
        return SAY(d, "c.D[%u]>=%u", start->id, start->rank);
    case TOC_START_LEVEL_IS:
        return SAY(d, "c.D[%u]==%u", start->id, start->rank);
    case TOC_START_LEVEL_BELOW:
        return SAY(d, "c.D[%u]>0&&c.D[%u]<%u", start->id, start->id, start->rank);
    case TOC_START_LADDER_END:
    case TOC_START_RESPONSE_END:
    case TOC_START_ANCHOR:
    case TOC_START_COUNT:
        break;
    }
    return "true";
}

static void set_up_node(drafter *d, toc_pen *pen, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    uint32_t size = 0;
    for (uint32_t i = 0; i < row->edges.count; i++) {
        toc_pen_add(pen, "c.e[%u]=0;c.t[%u]=0;", row->edges.first + i, row->edges.first + i);
        size += !d->machine->edges[row->edges.first + i].is_loop;
    }
    toc_pen_add(pen,
                "if(c.n[%u])c.b[%u]=1;c.n[%u]=0;c.x[%u]=0;c.occ[%u]=0;c.called[%u]=%d;"
                "c.held[%u]=0;c.st[%u]=null;c.dt[%u]=null;c.oc[%u]=0;c.late[%u]=0;c.dr[%u]=1;"
                "c.ow[%u]=0;c.lw[%u]=0;c.w[%u]=0;c.fin[%u]=0;",
                node, node, node, node, node, node, size == 0, node, node, node, node, node, node,
                node, node, node, node);
}

/* The duty of a step opens with its activation where its anchor has occurred before. */
static void open_duty(drafter *d, toc_pen *pen, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    if (row->deadline == TOC_NONE || d->machine->deadlines[row->deadline].anchor == TOC_NONE)
        return;
    toc_pen_add(
        pen, "if(%s!==null)c.ow[%u]=1;",
        toc_chart_anchor_time(d, d->machine->deadlines[row->deadline].anchor, row->response), node);
}

static void add_set_up(drafter *d, uint32_t response)
{
    const toc_m_response *row = &d->machine->responses[response];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(
        &pen,
        "lib.forget(c,%u);c.a[%u]=1;c.stop[%u]=0;c.rs[%u]=c.now;c.ca[%u]=cause;c.cat[%u]=c.now;"
        "c.lv[%u]=level;",
        response, response, response, response, response, response, response);
    for (uint32_t i = 0; i < row->nodes.count; i++)
        set_up_node(d, &pen, row->nodes.first + i);
    for (uint32_t i = 0; i < row->nodes.count; i++)
        open_duty(d, &pen, row->nodes.first + i);
    toc_pen_add(&pen, "%s", toc_chart_occur(d, row->start_anchor));
    toc_chart_function_add(d, SAY(d, "set_up%u", response), "c,cause,level", pen.text);
}

/* ---- closing ---- */

static const char *complete(drafter *d, uint32_t response)
{
    toc_range nodes = d->machine->responses[response].nodes;
    return SAY(d, "lib.over(c,%u,%u)", nodes.first, nodes.first + nodes.count);
}

static void add_close(drafter *d, uint32_t response)
{
    const toc_m_response *row = &d->machine->responses[response];
    toc_pen pen = toc_pen_new(d->arena);
    toc_pen_add(&pen, "c.a[%u]=0;c.stop[%u]=0;", response, response);
    for (uint32_t i = 0; i < row->nodes.count; i++) {
        uint32_t node = row->nodes.first + i;
        toc_range edges = d->machine->nodes[node].edges;
        for (uint32_t k = 0; k < edges.count; k++)
            toc_pen_add(&pen, "c.t[%u]=0;", edges.first + k);
        toc_pen_add(&pen, "lib.cancel(c,%u);", node);
    }
    toc_pen_add(&pen, "%s", toc_chart_occur(d, row->end_anchor));
    for (uint32_t i = 0; i < row->end_starts.count; i++)
        toc_pen_add(&pen, "c.q[%u]=1;", d->machine->ids[row->end_starts.first + i]);
    toc_chart_function_add(d, SAY(d, "close%u", response), "c", pen.text);
}

/* ---- regions ---- */

static void add_opening(drafter *d, toc_chart_state *inactive, uint32_t response)
{
    const toc_m_response *row = &d->machine->responses[response];
    const char *guard = toc_chart_condition(d, row->guard);
    for (uint32_t i = row->starts.first; i < row->starts.first + row->starts.count; i++) {
        const toc_m_start *start = &d->machine->starts[i];
        uint32_t cause = toc_machine_start_anchor(d->machine, start);
        bool is_level = start->kind == TOC_START_LEVEL_AT_LEAST ||
                        start->kind == TOC_START_LEVEL_IS || start->kind == TOC_START_LEVEL_BELOW;
        ARROW(d, inactive, .event = "open",
              .guard = SAY(d, "lib.next(c)==%u&&c.q[%u]&&%s&&%s", response, i, start_fits(d, start),
                           guard),
              .target = "active", .raise = "open",
              .act = SAY(d, "lib.set_up%u(c,%s,%d);", response,
                         cause == TOC_NONE ? "-1" : SAY(d, "%u", cause), is_level));
    }
    ARROW(d, inactive, .event = "open",
          .guard = SAY(d, "lib.next(c)==%u&&c.k[%u]>0&&%s", response, response, guard),
          .target = "active", .raise = "open", .act = SAY(d, "lib.set_up%u(c,-1,0);", response));
}

static void add_region(drafter *d, uint32_t response)
{
    const toc_m_response *row = &d->machine->responses[response];
    const char *is_mine = SAY(d, "lib.next(c)==%u", response);
    const char *pass = SAY(d, "lib.forget(c,%u);", response);
    toc_chart_region *region =
        toc_chart_region_add(d, SAY(d, "R_%s", d->responses[response]),
                             SAY(d, "response %s", toc_machine_text(d->machine, row->head.name)));
    toc_chart_state *inactive = toc_chart_state_add(d, region, "inactive");
    add_opening(d, inactive, response);
    ARROW(d, inactive, .event = "open", .guard = is_mine, .act = pass, .raise = "open");
    toc_chart_state *active = toc_chart_state_add(d, region, "active");
    ARROW(d, active, .guard = SAY(d, "c.stop[%u]||%s", response, complete(d, response)),
          .target = "inactive", .act = SAY(d, "lib.close%u(c);", response), .raise = "open");
    ARROW(d, active, .event = "open", .guard = is_mine, .act = pass, .raise = "open");
}

/* Which response is to be looked at next: the first by name among those that something has fired. */
static void add_queue(drafter *d)
{
    toc_pen starts = toc_pen_new(d->arena);
    toc_pen_add(&starts, "[");
    for (uint32_t i = 0; i < d->machine->starts_count; i++)
        toc_pen_add(&starts, i ? ",%u" : "%u", d->machine->starts[i].response);
    toc_pen_add(&starts, "]");
    toc_chart_function_add(
        d, "next", "c",
        SAY(d,
            "if(c.er.includes(1)||c.ef.includes(1))return -1;var s=c.q.indexOf(1),r=s<0?-1:%s[s];"
            "var k=c.k.findIndex(function(x){return x>0;});return k>=0&&(r<0||k<r)?k:r;",
            starts.text));
    toc_chart_function_add(d, "calm", "c",
                           "return !c.q.includes(1)&&!c.k.some(function(x){return x>0;})&&"
                           "!c.er.includes(1)&&!c.ef.includes(1);");
    toc_pen forget = toc_pen_new(d->arena);
    toc_pen_add(&forget, "c.k[r]=0;%s.forEach(function(x,i){if(x==r)c.q[i]=0;});", starts.text);
    toc_chart_function_add(d, "forget", "c,r", forget.text);
}

void toc_chart_responses(drafter *d)
{
    add_queue(d);
    toc_chart_function_add(
        d, "over", "c,from,to",
        "for(var i=from;i<to;i++)if(c.n[i]<3||c.n[i]>5)return false;return true;");
    toc_chart_function_add(
        d, "cancel", "c,i",
        "if(c.n[i]==2)return;c.w[i]=1;if(c.n[i]<3||c.n[i]>5){c.n[i]=6;c.x[i]=1;}");
    add_inputs(d);
    add_instant(d);
    for (uint32_t i = 0; i < d->machine->responses_count; i++) {
        add_set_up(d, i);
        add_close(d, i);
        add_region(d, i);
    }
}
