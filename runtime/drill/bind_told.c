/* bind_told.c - which report, hop or announcement an entry means.
 *
 * A hop is named as in the plan, by its relay and whom it tells (`upward.county`); or by the relay
 * alone, and then `by` and `to` say between whom the word passes. */
#include <assert.h>
#include <string.h>

#include "drill/bind_private.h"

typedef struct choice {
    toc_binding *b;
    const toc_entry *entry;
    const toc_act *act;
    const toc_m_relay *relay;
    const char *prefix; /* only rows so named; NULL: all */
    TOC_VEC(uint32_t) rows;
} choice;

static uint32_t office_of(const toc_machine *machine, uint32_t body)
{
    uint32_t parent = machine->bodies[body].parent;

    return parent == TOC_NONE ? body : parent;
}

static bool is_same_office(const choice *c, uint32_t a, uint32_t b)
{
    return office_of(c->b->machine, a) == office_of(c->b->machine, b);
}

static const toc_m_report *row_at(const choice *c, uint32_t index)
{
    return &c->b->machine->reports[c->relay->rows.first + index];
}

static uint32_t receiver_of(const choice *c, const toc_m_report *row)
{
    return c->b->machine->ids[row->receivers.first];
}

/* The relay's own name means its hops, and where whom is said, its skips and fallbacks. */
static bool is_named(const choice *c, const toc_m_report *row, bool is_to_somebody)
{
    const char *name = toc_machine_text(c->b->machine, row->head.name);
    size_t size;

    if (!c->prefix)
        return row->kind == TOC_M_REPORT_HOP ||
               (is_to_somebody && row->kind != TOC_M_REPORT_WRITTEN);
    size = strlen(c->prefix);
    return strncmp(name, c->prefix, size) == 0 && name[size] == '.';
}

static void add_row(choice *c, uint32_t index)
{
    uint32_t id = c->relay->rows.first + index;

    for (uint32_t i = 0; i < c->rows.count; i++) {
        if (c->rows.items[i] == id)
            return;
    }
    TOC_PUSH(c->b->arena, &c->rows, id);
}

/* All rows of the sender, TOC_NONE: of anybody.  Returns how many. */
static uint32_t add_all_by(choice *c, uint32_t sender)
{
    for (uint32_t i = 0; i < c->relay->rows.count; i++) {
        if (is_named(c, row_at(c, i), false) &&
            (sender == TOC_NONE || is_same_office(c, row_at(c, i)->sender, sender)))
            add_row(c, i);
    }
    return c->rows.count;
}

/* The row that tells @p to: a hop before a skip, a skip before a fallback.  False: there is none. */
static bool add_one_to(choice *c, uint32_t sender, uint32_t to)
{
    uint32_t best = TOC_NONE;

    for (uint32_t i = 0; i < c->relay->rows.count; i++) {
        const toc_m_report *row = row_at(c, i);

        if (is_named(c, row, true) && is_same_office(c, receiver_of(c, row), to) &&
            (sender == TOC_NONE || is_same_office(c, row->sender, sender)) &&
            (best == TOC_NONE || row->kind < row_at(c, best)->kind))
            best = i;
    }
    if (best != TOC_NONE)
        add_row(c, best);
    return best != TOC_NONE;
}

static bool is_copy(const choice *c, uint32_t body)
{
    for (uint32_t i = 0; i < c->relay->rows.count; i++) {
        toc_range copies = row_at(c, i)->copies;

        for (uint32_t k = 0; k < copies.count; k++) {
            if (c->b->machine->ids[copies.first + k] == body)
                return true;
        }
    }
    return false;
}

/* @p text: what is wrong; the hops that there are stand below it. */
static bool report_none(const choice *c, toc_span span, const char *text)
{
    toc_diag *diag = toc_diag_add(&c->b->sink, TOC_D_SCENARIO_RELAY, span, "%s", text);

    for (uint32_t i = 0, shown = 0; i < c->relay->rows.count && shown < 6; i++) {
        const toc_m_report *row = row_at(c, i);

        if (row->kind != TOC_M_REPORT_HOP)
            continue;
        shown++;
        toc_diag_add_note(
            &c->b->sink, diag, "`%s` tells `%s`",
            toc_machine_text(c->b->machine, c->b->machine->bodies[row->sender].head.name),
            toc_machine_text(c->b->machine, c->b->machine->bodies[receiver_of(c, row)].head.name));
    }
    return false;
}

/* To each that is named; by somebody else where the plan has another tell him. */
static bool choose_to(choice *c)
{
    for (uint32_t i = 0; i < c->act->body_count; i++) {
        uint32_t to = c->act->bodies[i];

        if (to == TOC_NONE || add_one_to(c, c->act->body, to) || add_one_to(c, TOC_NONE, to) ||
            is_copy(c, to))
            continue;
        return report_none(
            c, c->entry->to.items[i].span,
            toc_say(c->b->arena,
                    toc_diag_phrase(&c->b->sink, TOC_PHRASE("nobody hands `%s` on to `%s`")),
                    c->entry->subject.text, c->entry->to.items[i].text));
    }
    return c->rows.count > 0 ||
           report_none(
               c, c->entry->subject.span,
               toc_say(c->b->arena,
                       toc_diag_phrase(&c->b->sink, TOC_PHRASE("copies of `%s` alone tell nobody")),
                       c->entry->subject.text));
}

static bool has_one_sender(const choice *c)
{
    for (uint32_t i = 1; i < c->rows.count; i++) {
        if (!is_same_office(c, c->b->machine->reports[c->rows.items[0]].sender,
                            c->b->machine->reports[c->rows.items[i]].sender))
            return false;
    }
    return c->rows.count > 0;
}

static bool choose(choice *c)
{
    if (c->entry->verb == TOC_ENTRY_ACKNOWLEDGE)
        return (c->act->body != TOC_NONE && add_one_to(c, TOC_NONE, c->act->body)) ||
               report_none(
                   c, c->entry->subject.span,
                   toc_say(
                       c->b->arena,
                       toc_diag_phrase(
                           &c->b->sink,
                           TOC_PHRASE("say with `by` who acknowledges `%s`: one whom it tells")),
                       c->entry->subject.text));
    if (c->entry->to.count > 0)
        return choose_to(c);
    if (c->act->body != TOC_NONE)
        return add_all_by(c, c->act->body) > 0 ||
               report_none(
                   c, c->entry->by.span,
                   toc_say(c->b->arena,
                           toc_diag_phrase(&c->b->sink,
                                           TOC_PHRASE("in `%s` nothing is handed on by `%s`")),
                           c->entry->subject.text, c->entry->by.text));
    (void)add_all_by(c, TOC_NONE);
    return has_one_sender(c) ||
           report_none(
               c, c->entry->subject.span,
               toc_say(c->b->arena,
                       toc_diag_phrase(
                           &c->b->sink,
                           TOC_PHRASE("say with `by` who hands `%s` on, or with `to` to whom")),
                       c->entry->subject.text));
}

/* The relay whose rows are named @p text and more, or NULL. */
static const toc_m_relay *relay_behind(const toc_machine *machine, const char *text)
{
    for (uint32_t i = 0; i < machine->relays_count; i++) {
        const char *name = toc_machine_text(machine, machine->relays[i].head.name);
        size_t size = strlen(name);

        if (strncmp(text, name, size) == 0 && text[size] == '.')
            return &machine->relays[i];
    }
    return NULL;
}

static bool bind_rows(choice *c, toc_act *act)
{
    if (!choose(c))
        return false;
    assert(c->rows.items); /* at least one is chosen */
    act->id = c->rows.items[0];
    act->reports = c->rows.items;
    act->report_count = c->rows.count;
    return true;
}

bool toc_bind_told(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    unsigned kinds = TOC_NAME_BIT(TOC_NAME_REPORT) | TOC_NAME_BIT(TOC_NAME_RELAY);
    choice c = {.b = b, .entry = entry, .act = act};
    const toc_machine_name *name;

    c.relay = relay_behind(b->machine, entry->subject.text);
    c.prefix = entry->subject.text;
    if (c.relay && !toc_names_find(b->names, entry->subject.text, kinds, 1, &name)) {
        for (uint32_t i = 0; i < c.relay->rows.count; i++) {
            if (is_named(&c, row_at(&c, i), true))
                return bind_rows(&c, act);
        }
    }
    name = toc_bind_name(b, entry->subject, kinds);
    if (!name)
        return false;
    act->id = name->id;
    if (name->kind == TOC_NAME_REPORT)
        return true;
    c.relay = &b->machine->relays[name->id];
    c.prefix = NULL;
    return bind_rows(&c, act);
}

bool toc_bind_announce(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    bool is_good = toc_bind_by(b, entry, act);

    act->verb = TOC_VERB_ANNOUNCE;
    act->activation = entry->activation;
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_ANNOUNCEMENT);
    if (act->id == TOC_NONE)
        return false;
    toc_bind_warn_simulated(
        b, act->body != TOC_NONE ? act->body : b->machine->reports[act->id].sender, entry->span);
    return is_good;
}
