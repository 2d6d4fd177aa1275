/* bind_levels.c - declaring grades, proposing and approving ends, approving steps.
 *
 * Whether a ladder is ended by `end when` or by declaring none decides which of these it takes. */
#include <string.h>

#include "drill/bind_private.h"

static bool needs_answer(const toc_machine *machine, const toc_m_node *node)
{
    for (uint32_t i = 0; i < node->demands.count; i++) {
        if (machine->demands[node->demands.first + i].kind == TOC_DEMAND_REQUEST)
            return true;
    }
    return node->approver != TOC_NONE;
}

/* Does somebody declare a grade of it? */
static bool is_declared(const toc_machine *machine, uint32_t ladder)
{
    for (uint32_t i = 0; i < machine->levels_count; i++) {
        if (machine->levels[i].ladder == ladder && machine->levels[i].declarer != TOC_NONE)
            return true;
    }
    return false;
}

static bool is_end(toc_word word)
{
    return strcmp(word.text, "end") == 0;
}

/* How a ladder without `end when` comes down to none. */
static void help_lowering(toc_binding *b, toc_diag *diag, uint32_t ladder)
{
    const char *name = toc_machine_text(b->machine, b->machine->ladders[ladder].head.name);

    if (!is_declared(b->machine, ladder))
        toc_diag_add_help(&b->sink, diag, "nobody declares it: it ends with its conditions");
    else if (b->machine->ladders_count == 1)
        toc_diag_add_help(&b->sink, diag, "declare it over: `declare: none`");
    else
        toc_diag_add_help(&b->sink, diag, "declare it over: `declare: none, ladder: %s`", name);
}

static bool bind_end(toc_binding *b, const toc_entry *entry, toc_act *act, toc_verb verb)
{
    const toc_m_ladder *ladder;

    act->verb = verb;
    act->id = toc_bind_ladder(b, entry->ladder, entry->subject.span);
    if (act->id == TOC_NONE)
        return false;
    ladder = &b->machine->ladders[act->id];
    if (ladder->end_condition == TOC_NONE && ladder->proposer == TOC_NONE &&
        ladder->approver == TOC_NONE) {
        toc_diag *diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_APPROVAL, entry->subject.span,
                                      "the plan does not say how `%s` is ended",
                                      toc_machine_text(b->machine, ladder->head.name));
        help_lowering(b, diag, act->id);
        return false;
    }
    toc_bind_warn_simulated(b,
                            act->body != TOC_NONE      ? act->body
                            : verb == TOC_VERB_PROPOSE ? ladder->proposer
                                                       : ladder->approver,
                            entry->span);
    return true;
}

bool toc_bind_propose(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    toc_diag *diag;

    if (!toc_bind_by(b, entry, act))
        return false;
    if (is_end(entry->subject))
        return bind_end(b, entry, act, TOC_VERB_PROPOSE);
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_CHOICE, entry->subject.span,
                        "`propose` cannot be `%s`", entry->subject.text);
    toc_diag_add_help(&b->sink, diag, "what is proposed is the end of a grade: `propose: end`");
    return false;
}

static bool bind_clearance(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    uint32_t approver = b->machine->reports[act->id].approver;

    act->verb = TOC_VERB_CLEAR;
    if (approver == TOC_NONE) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_APPROVAL, entry->subject.span,
                           "`%s` needs nobody's approval", entry->subject.text);
        return false;
    }
    toc_bind_warn_simulated(b, act->body != TOC_NONE ? act->body : approver, entry->span);
    return true;
}

bool toc_bind_approve(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    const toc_machine_name *name;
    const toc_m_node *node;

    act->value = !entry->answer.text || strcmp(entry->answer.text, "given") == 0;
    if (!toc_bind_by(b, entry, act))
        return false;
    if (is_end(entry->subject))
        return bind_end(b, entry, act, TOC_VERB_APPROVE_END);
    act->verb = TOC_VERB_APPROVE;
    act->activation = entry->activation;
    name = toc_bind_name(b, entry->subject,
                         TOC_NAME_BIT(TOC_NAME_NODE) | TOC_NAME_BIT(TOC_NAME_ANNOUNCEMENT));
    if (!name)
        return false;
    act->id = name->id;
    if (name->kind == TOC_NAME_ANNOUNCEMENT)
        return bind_clearance(b, entry, act);
    node = &b->machine->nodes[act->id];
    if (!needs_answer(b->machine, node)) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_APPROVAL, entry->subject.span,
                           "`%s` needs nobody's approval", entry->subject.text);
        return false;
    }
    toc_bind_warn_simulated(b, act->body != TOC_NONE ? act->body : node->approver, entry->span);
    return true;
}

/* None is declared where the plan has no `end when`; else the end is proposed and approved. */
static bool check_none(toc_binding *b, const toc_entry *entry, uint32_t id)
{
    const toc_m_ladder *ladder = &b->machine->ladders[id];
    toc_diag *diag;

    if (ladder->end_condition == TOC_NONE)
        return true;
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_APPROVAL, entry->subject.span,
                        "the plan says how `%s` is ended: none cannot be declared",
                        toc_machine_text(b->machine, ladder->head.name));
    if (ladder->proposer != TOC_NONE && ladder->approver != TOC_NONE)
        toc_diag_add_help(&b->sink, diag, "write `propose: end`, and then `approve: end`");
    else if (ladder->proposer != TOC_NONE || ladder->approver != TOC_NONE)
        toc_diag_add_help(&b->sink, diag, "write `%s: end`",
                          ladder->proposer != TOC_NONE ? "propose" : "approve");
    else
        toc_diag_add_help(&b->sink, diag, "leave this out: it ends when its condition comes true");
    return false;
}

bool toc_bind_declare(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    bool is_good = toc_bind_by(b, entry, act);
    uint32_t rank = 0;

    act->verb = TOC_VERB_DECLARE;
    if (!toc_bind_grade(b, entry->subject, entry->ladder, &act->id, &rank) || !is_good ||
        (rank == 0 && !check_none(b, entry, act->id)))
        return false;
    act->value = rank;
    for (uint32_t i = 0; i < b->machine->levels_count; i++) {
        const toc_m_level *level = &b->machine->levels[i];

        if (level->ladder == act->id && level->rank == (rank ? rank : 1))
            toc_bind_warn_simulated(b, act->body != TOC_NONE ? act->body : level->declarer,
                                    entry->span);
    }
    return true;
}
