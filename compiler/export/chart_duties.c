/* chart_duties.c - obligations of steps, decisions and declarations: owed, overdue, met, late, missed, void. */
#include <inttypes.h>
#include <string.h>

#include "export/chart_private.h"

/* What one duty is made of, as expressions and statements. */
typedef struct duty {
    const char *id;
    const char *about;
    const char *due;    /* its variable */
    const char *open;   /* its flag */
    const char *find;   /* statements at opening, and when its anchor occurs: set the due time */
    const char *wanted; /* it is to be opened */
    const char *seen;   /* statements that take note of that */
    const char *met;
    const char *met_seen;
    const char *gone; /* a loop has sent it back in the same act: it is late no more; with `late` */
    const char *void_;
    const char *withdrawn; /* kept where it is past; or NULL */
    const char *ended;     /* missed where it is past, else void */
    const char *ended_seen;
    const char *reset; /* forgotten; or NULL */
    const char *reset_seen;
    const char *anchor;  /* the time that an undated one waits for; or NULL */
    const char *overdue; /* statements */
    const char *late;    /* variable that says so; or NULL */
    const char *asked;   /* a flag of `wanted` that an open duty answers already, */
    const char *answer;  /* and the statement that clears it */
    const char *forget;  /* statements when it is void: the same occurrence may be owed anew */
    bool has_deadline;
} duty;

static const char *and_late(drafter *d, const duty *w, bool is_late)
{
    if (!w->late)
        return SAY(d, "%s=0;", w->open);
    return SAY(d, "%s=0;%s=%s;", w->open, w->late, is_late ? SAY(d, "%s?0:1", w->gone) : "0");
}

/* From owed, due and overdue. */
static void add_closings(drafter *d, const duty *w, toc_chart_state *state, bool is_overdue)
{
    const char *past = is_overdue ? "true" : SAY(d, "(%s!==null&&%s<c.now)", w->due, w->due);
    const char *in_time = SAY(d, "(%s===null||c.now<=%s)", w->due, w->due);
    if (w->reset)
        ARROW(d, state, .guard = w->reset, .target = "none",
              .act = SAY(d, "%s%s=0;", w->reset_seen, w->open));
    ARROW(d, state, .guard = SAY(d, "%s&&%s", w->met, in_time), .target = "met",
          .act = SAY(d, "%s%s", w->met_seen, and_late(d, w, false)));
    ARROW(d, state, .guard = w->met, .target = "late",
          .act = SAY(d, "%s%s", w->met_seen, and_late(d, w, true)));
    ARROW(d, state, .guard = SAY(d, "%s&&%s", w->ended, past), .target = "missed",
          .act = SAY(d, "%s%s=0;", w->ended_seen, w->open));
    ARROW(d, state, .guard = w->ended, .target = "void",
          .act = SAY(d, "%s%s=0;", w->ended_seen, w->open));
    ARROW(d, state, .guard = w->void_, .target = "void",
          .act = SAY(d, "%s%s", and_late(d, w, false), w->forget));
    if (w->withdrawn) {
        ARROW(d, state, .guard = SAY(d, "%s&&!%s", w->withdrawn, past), .target = "void",
              .act = SAY(d, "%s=0;%s", w->withdrawn, and_late(d, w, false)));
        ARROW(d, state, .guard = w->withdrawn, .act = SAY(d, "%s=0;", w->withdrawn));
    }
    ARROW(d, state, .guard = w->asked, .act = w->answer);
}

/* Flags that concern an open duty only are cleared where there is none. */
static void add_openings(drafter *d, const duty *w, toc_chart_state *state)
{
    if (w->reset)
        ARROW(d, state, .guard = w->reset,
              .target = strcmp(state->name, "none") == 0 ? NULL : "none", .act = w->reset_seen);
    ARROW(d, state, .guard = w->ended, .act = w->ended_seen);
    if (w->withdrawn)
        ARROW(d, state, .guard = w->withdrawn, .act = SAY(d, "%s=0;", w->withdrawn));
    ARROW(d, state, .guard = w->wanted, .target = "owed",
          .act = SAY(d, "%s%s=1;%s", w->seen, w->open, w->find));
}

static void add_duty(drafter *d, const duty *w)
{
    static const char *const closed[] = {"met", "late", "missed", "void"};
    toc_chart_region *region = toc_chart_region_add(d, w->id, w->about);
    add_openings(d, w, toc_chart_state_add(d, region, "none"));
    toc_chart_state *owed = toc_chart_state_add(d, region, "owed");
    add_closings(d, w, owed, false);
    if (w->anchor) {
        toc_chart_state *dated = toc_chart_state_add(d, region, "dated");
        ARROW(d, owed, .guard = SAY(d, "%s!==null", w->due), .target = "dated");
        ARROW(d, owed, .guard = SAY(d, "%s!==null", w->anchor), .target = "dated", .act = w->find);
        owed = dated;
        add_closings(d, w, owed, false);
    }
    if (w->has_deadline) {
        owed->delay = SAY(d, "Math.max(0,%s-c.now)", w->due);
        owed->after = (toc_chart_arrow){
            .target = "due", .act = SAY(d, "c.now=Math.max(c.now,%s);c.pend=1;", w->due)};
        toc_chart_state *due = toc_chart_state_add(d, region, "due");
        add_closings(d, w, due, false);
        ARROW(d, due, .guard = SAY(d, "c.go==%d", TURN_DEADLINE), .target = "overdue",
              .act = w->overdue, .raise = "open");
        add_closings(d, w, toc_chart_state_add(d, region, "overdue"), true);
    }
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        add_openings(d, w, toc_chart_state_add(d, region, closed[i]));
}

/* ---- of steps and decisions ---- */

static void add_node(drafter *d, uint32_t node)
{
    const toc_m_node *row = &d->machine->nodes[node];
    const toc_m_deadline *deadline =
        row->deadline == TOC_NONE ? NULL : &d->machine->deadlines[row->deadline];
    const char *anchor = deadline && deadline->anchor != TOC_NONE
                             ? toc_chart_anchor_time(d, deadline->anchor, row->response)
                             : NULL;
    const char *find = SAY(d, "c.due[%u]=null;", node);
    if (anchor)
        find =
            SAY(d, "c.due[%u]=%s===null?null:%s+%" PRId64 ";", node, anchor, anchor, deadline->ms);
    else if (deadline)
        find = SAY(d, "c.due[%u]=c.now+%" PRId64 ";", node, deadline->ms);
    duty w = {
        .id = SAY(d, "O_%s", d->nodes[node]),
        .about = SAY(d, "the duty of %s", toc_machine_text(d->machine, row->head.name)),
        .due = SAY(d, "c.due[%u]", node),
        .open = SAY(d, "c.ds[%u]", node),
        .find = find,
        .wanted = SAY(d,
                      "(c.ow[%u]||(c.docc[%u]!=c.occ[%u]&&"
                      "(c.fin[%u]||c.n[%u]>0&&c.n[%u]<4||c.n[%u]==7)))",
                      node, node, node, node, node, node, node),
        .seen = SAY(d, "c.docc[%u]=c.occ[%u]+(c.n[%u]==0&&!c.fin[%u]?1:0);c.ow[%u]=0;", node, node,
                    node, node, node),
        .met = SAY(d, "c.fin[%u]", node),
        .met_seen = SAY(d, "c.fin[%u]=0;", node),
        .gone = SAY(d, "c.n[%u]==0", node),
        .void_ = SAY(d, "(c.n[%u]==4||c.n[%u]==5)", node, node),
        .withdrawn = SAY(d, "c.w[%u]", node),
        .ended = SAY(d, "c.lw[%u]", node),
        .ended_seen = SAY(d, "c.lw[%u]=0;", node),
        .reset = SAY(d, "c.dr[%u]", node),
        .reset_seen = SAY(d, "c.dr[%u]=0;", node),
        .anchor = anchor,
        .overdue = SAY(d, "c.late[%u]=1;%s", node, toc_chart_lates(d, row->late)),
        .late = SAY(d, "c.late[%u]", node),
        .asked = SAY(d, "c.ow[%u]", node),
        .answer = SAY(d, "c.ow[%u]=0;", node),
        .forget = SAY(d, "c.docc[%u]=-1;", node),
        .has_deadline = deadline != NULL,
    };
    add_duty(d, &w);
}

/* ---- of declarations ---- */

static void add_level(drafter *d, uint32_t level)
{
    const toc_m_level *row = &d->machine->levels[level];
    const toc_m_deadline *deadline =
        row->deadline == TOC_NONE ? NULL : &d->machine->deadlines[row->deadline];
    const char *anchor = deadline && deadline->anchor != TOC_NONE
                             ? toc_chart_anchor_time(d, deadline->anchor, TOC_NONE)
                             : NULL;
    const char *find = SAY(d, "c.ldue[%u]=null;", level);
    if (row->declarer == TOC_NONE)
        return;
    if (anchor) /* the later of the anchor and the opening */
        find = SAY(d, "c.ldue[%u]=%s===null?null:Math.max(c.now,%s)+%" PRId64 ";", level, anchor,
                   anchor, deadline->ms);
    else if (deadline)
        find = SAY(d, "c.ldue[%u]=c.now+%" PRId64 ";", level, deadline->ms);
    duty w = {
        .id = SAY(d, "Q_%s", d->levels[level]),
        .about = SAY(d, "the duty to declare %s", toc_machine_text(d->machine, row->head.name)),
        .due = SAY(d, "c.ldue[%u]", level),
        .open = SAY(d, "c.lds[%u]", level),
        .find = find,
        .wanted = SAY(d, "c.owe[%u]", level),
        .seen = SAY(d, "c.owe[%u]=0;", level),
        .met = SAY(d, "c.D[%u]>=%u", row->ladder, row->rank),
        .met_seen = "",
        .void_ = SAY(d, "c.W[%u]<%u", row->ladder, row->rank),
        .ended = SAY(d, "c.wd[%u]", level),
        .ended_seen = SAY(d, "c.wd[%u]=0;", level),
        .anchor = anchor,
        .overdue = toc_chart_lates(d, row->late),
        .asked = SAY(d, "c.owe[%u]", level),
        .answer = SAY(d, "c.owe[%u]=0;", level),
        .forget = "",
        .has_deadline = deadline != NULL,
    };
    add_duty(d, &w);
}

void toc_chart_duties(drafter *d)
{
    for (uint32_t i = 0; i < d->machine->levels_count; i++)
        add_level(d, i);
    for (uint32_t i = 0; i < d->machine->nodes_count; i++)
        add_node(d, i);
}
