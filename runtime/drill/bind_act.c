/* bind_act.c - entries of a scenario become acts of the engine. */
#include <string.h>

#include "base/nearest.h"
#include "drill/bind_private.h"

/* ── bodies ── */

bool toc_bind_by(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    if (!entry->by.text)
        return true;
    act->body = toc_bind_id(b, entry->by, TOC_NAME_BODY);
    return act->body != TOC_NONE;
}

static bool bind_to(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    uint32_t *bodies = TOC_NEW_ARRAY(b->arena, uint32_t, entry->to.count);
    bool is_good = true;

    for (uint32_t i = 0; i < entry->to.count; i++) {
        bodies[i] = toc_bind_id(b, entry->to.items[i], TOC_NAME_BODY);
        is_good = is_good && bodies[i] != TOC_NONE;
    }
    act->bodies = bodies;
    act->body_count = entry->to.count;
    return is_good;
}

void toc_bind_warn_simulated(toc_binding *b, uint32_t body, toc_span span)
{
    const char *name;
    toc_diag *diag;

    if (body == TOC_NONE || b->played[body] || b->is_warned[body])
        return;
    b->is_warned[body] = 1;
    name = toc_machine_text(b->machine, b->machine->bodies[body].head.name);
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_SIMULATED, span,
                        "`%s` acts here and is simulated as well", name);
    toc_diag_add_help(&b->sink, diag,
                      "add it to `play`: then it does what the scenario says, and nothing else");
}

/* ── signals ── */

static const toc_m_field *find_field(toc_binding *b, const toc_m_event *event, toc_word word)
{
    toc_nearest nearest;
    toc_diag *diag;

    b->asked++;
    toc_nearest_init(&nearest, word.text);
    for (uint32_t i = 0; i < event->fields.count; i++) {
        const toc_m_field *field = &b->machine->fields[event->fields.first + i];
        const char *name = toc_machine_text(b->machine, field->name);

        if (strcmp(name, word.text) == 0)
            return field;
        toc_nearest_offer(&nearest, name);
    }
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME, word.span, "event `%s` has no field `%s`",
                        toc_machine_text(b->machine, event->head.name), word.text);
    if (nearest.best)
        toc_diag_add_help(&b->sink, diag, "did you mean `%s`?", nearest.best);
    return NULL;
}

static bool bind_fields(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    const toc_m_event *event = &b->machine->events[act->id];
    toc_setting *settings = TOC_NEW_ARRAY(b->arena, toc_setting, entry->pairs.count);
    bool is_good = true;

    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        const toc_word_pair *pair = &entry->pairs.items[i];
        const toc_m_field *field = find_field(b, event, pair->key);
        toc_value_form form;

        if (!field) {
            is_good = false;
            continue;
        }
        form = toc_value_form_of_field(field);
        settings[i].id = (uint32_t)(field - b->machine->fields);
        if (!toc_bind_value(b, &form, pair->value, pair->key.text, &settings[i].value))
            is_good = false;
    }
    act->settings = settings;
    act->setting_count = entry->pairs.count;
    return is_good;
}

static bool bind_inject(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    bool is_good;

    act->verb = TOC_VERB_INJECT;
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_EVENT);
    is_good = bind_to(b, entry, act);
    return act->id != TOC_NONE && bind_fields(b, entry, act) && is_good;
}

static bool bind_note(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    act->verb = TOC_VERB_NOTE;
    act->id = 0;
    return bind_to(b, entry, act);
}

static bool bind_set(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    toc_setting *settings = TOC_NEW_ARRAY(b->arena, toc_setting, entry->pairs.count);
    bool is_good = true;

    act->verb = TOC_VERB_SET;
    act->id = 0;
    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        const toc_word_pair *pair = &entry->pairs.items[i];
        uint32_t id = toc_bind_id(b, pair->key, TOC_NAME_INDICATOR);
        toc_value_form form;

        if (id == TOC_NONE) {
            is_good = false;
            continue;
        }
        form = toc_value_form_of_indicator(&b->machine->indicators[id]);
        settings[i].id = id;
        if (!toc_bind_value(b, &form, pair->value, pair->key.text, &settings[i].value))
            is_good = false;
    }
    act->settings = settings;
    act->setting_count = entry->pairs.count;
    return is_good;
}

/* ── work ── */

/* What the two kinds of node want to hear: a step is done, a decision decided. */
static bool check_node_kind(toc_binding *b, const toc_entry *entry, uint32_t node)
{
    bool is_decision = b->machine->nodes[node].kind == TOC_M_NODE_DECISION;
    toc_diag *diag;

    if (is_decision ? entry->verb != TOC_ENTRY_DID : entry->verb != TOC_ENTRY_DECIDE)
        return true;
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME_KIND, entry->subject.span,
                        is_decision ? TOC_PHRASE("`%s` is a decision, and a step is wanted here")
                                    : TOC_PHRASE("`%s` is a step, and a decision is wanted here"),
                        entry->subject.text);
    if (is_decision)
        toc_diag_add_help(&b->sink, diag, "write `decide: %s, outcome: …`", entry->subject.text);
    else
        toc_diag_add_help(&b->sink, diag, "write `did: %s`", entry->subject.text);
    return false;
}

static toc_verb work_verb(toc_entry_verb verb)
{
    if (verb == TOC_ENTRY_START)
        return TOC_VERB_START;
    if (verb == TOC_ENTRY_DECIDE)
        return TOC_VERB_DECIDE;
    return verb == TOC_ENTRY_FAIL ? TOC_VERB_FAIL : TOC_VERB_DID;
}

static bool bind_work(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    bool is_good = toc_bind_by(b, entry, act);

    act->verb = work_verb(entry->verb);
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_NODE);
    act->activation = entry->activation;
    if (act->id == TOC_NONE || !check_node_kind(b, entry, act->id))
        return false;
    if (act->verb == TOC_VERB_DECIDE) {
        uint32_t outcome = toc_bind_outcome(b, act->id, entry->outcome);

        act->value = outcome == TOC_NO_OUTCOME ? TOC_NONE : outcome;
        is_good = is_good && outcome != TOC_NONE;
    }
    if (is_good && act->verb != TOC_VERB_FAIL)
        toc_bind_warn_simulated(
            b, act->body != TOC_NONE ? act->body : b->machine->nodes[act->id].performer,
            entry->span);
    return is_good;
}

/* ── telling ── */

static bool is_in(const toc_machine *machine, toc_range ids, uint32_t id)
{
    for (uint32_t i = 0; i < ids.count; i++) {
        if (machine->ids[ids.first + i] == id)
            return true;
    }
    return false;
}

static bool check_receivers(toc_binding *b, const toc_entry *entry, const toc_act *act)
{
    const toc_m_report *report = &b->machine->reports[act->id];
    bool is_good = true;

    for (uint32_t i = 0; i < act->body_count; i++) {
        if (act->bodies[i] == TOC_NONE || is_in(b->machine, report->receivers, act->bodies[i]) ||
            is_in(b->machine, report->copies, act->bodies[i]))
            continue;
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_RECEIVER, entry->to.items[i].span,
                           "the plan does not send `%s` to `%s`", entry->subject.text,
                           entry->to.items[i].text);
        is_good = false;
    }
    return is_good;
}

/* Copies owe nothing: an act towards receivers leaves them out, one towards copies alone is a note. */
static void drop_copies(toc_binding *b, toc_act *act)
{
    const toc_m_report *report = &b->machine->reports[act->id];
    uint32_t *bodies = TOC_NEW_ARRAY(b->arena, uint32_t, act->body_count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < act->body_count; i++) {
        if (is_in(b->machine, report->receivers, act->bodies[i]))
            bodies[count++] = act->bodies[i];
    }
    if (count == 0 && act->body_count > 0) {
        act->verb = TOC_VERB_NOTE;
        act->id = 0;
        act->value = 0;
        return;
    }
    act->bodies = bodies;
    act->body_count = count;
}

/* What the log says that it held; of the fields that the report owes those left out or empty are
 * missing. */
static bool bind_content(toc_binding *b, const toc_entry *entry, toc_bound_act *out)
{
    const toc_m_report *report = &b->machine->reports[out->act.id];
    uint8_t *is_there = toc_arena_alloc(b->arena, b->machine->contents_count);
    toc_bound_said *said = TOC_NEW_ARRAY(b->arena, toc_bound_said, entry->pairs.count);
    bool is_good = true;

    if (toc_span_is_none(entry->pairs_span))
        return true; /* the log does not go into contents */
    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        const toc_word_pair *pair = &entry->pairs.items[i];

        said[i] = (toc_bound_said){toc_bind_id(b, pair->key, TOC_NAME_CONTENT), pair};
        if (said[i].content == TOC_NONE)
            is_good = false;
        else
            is_there[said[i].content] = !pair->is_empty;
    }
    for (uint32_t i = 0; i < report->content.count; i++)
        out->act.value += !is_there[b->machine->ids[report->content.first + i]];
    out->said = said;
    out->said_count = entry->pairs.count;
    return is_good;
}

static bool bind_report(toc_binding *b, const toc_entry *entry, toc_bound_act *out)
{
    toc_act *act = &out->act;
    bool is_good = toc_bind_by(b, entry, act);

    is_good = bind_to(b, entry, act) && is_good;
    act->verb = TOC_VERB_REPORT;
    act->activation = entry->activation;
    if (!toc_bind_told(b, entry, act) ||
        (act->report_count == 0 && !check_receivers(b, entry, act)) || !bind_content(b, entry, out))
        return false;
    toc_bind_warn_simulated(
        b, act->body != TOC_NONE ? act->body : b->machine->reports[act->id].sender, entry->span);
    out->report = act->id;
    out->to = act->bodies;
    out->to_count = act->body_count;
    if (is_good && act->report_count == 0)
        drop_copies(b, act);
    return is_good;
}

static bool bind_acknowledge(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    const toc_m_report *report;

    act->verb = TOC_VERB_ACKNOWLEDGE;
    if (!toc_bind_by(b, entry, act) || !toc_bind_told(b, entry, act))
        return false;
    report = &b->machine->reports[act->id];
    if (act->body == TOC_NONE && report->receivers.count == 1)
        act->body = b->machine->ids[report->receivers.first];
    if (act->body != TOC_NONE && (is_in(b->machine, report->receivers, act->body) ||
                                  is_in(b->machine, report->copies, act->body)))
        return true;
    if (act->body == TOC_NONE)
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_RECEIVER, entry->subject.span,
                           "`%s` has several receivers: say with `by` who acknowledges it",
                           entry->subject.text);
    else
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_RECEIVER, entry->by.span,
                           "the plan does not send `%s` to `%s`", entry->subject.text,
                           entry->by.text);
    return false;
}

static bool bind_withhold(toc_binding *b, const toc_entry *entry, toc_bound_act *out)
{
    toc_act *act = &out->act;
    uint32_t *fields = TOC_NEW_ARRAY(b->arena, uint32_t, entry->fields.count);
    bool is_good = toc_bind_by(b, entry, act);

    act->verb = TOC_VERB_WITHHOLD;
    act->activation = entry->activation;
    is_good = toc_bind_told(b, entry, act) && is_good;
    for (uint32_t i = 0; i < entry->fields.count; i++) {
        uint32_t id = toc_bind_id(b, entry->fields.items[i], TOC_NAME_CONTENT);

        fields[i] = id;
        if (id == TOC_NONE) {
            is_good = false;
        } else if (act->id != TOC_NONE &&
                   !is_in(b->machine, b->machine->reports[act->id].content, id)) {
            (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_NAME, entry->fields.items[i].span,
                               "report `%s` does not owe `%s`", entry->subject.text,
                               entry->fields.items[i].text);
            is_good = false;
        }
    }
    out->withheld = fields;
    out->withheld_count = entry->fields.count;
    return is_good && act->id != TOC_NONE;
}

/* ── bodies, responses, disturbances, control ── */

static bool bind_form(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    bool is_good = toc_bind_by(b, entry, act);

    act->verb = entry->verb == TOC_ENTRY_FORM ? TOC_VERB_FORM : TOC_VERB_STAND_DOWN;
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_BODY);
    if (act->id == TOC_NONE)
        return false;
    if (b->machine->bodies[act->id].founder == TOC_NONE) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_NOT_FORMED, entry->subject.span,
                           "`%s` is there from the start: the plan does not let anybody form it",
                           entry->subject.text);
        return false;
    }
    if (is_good && act->verb == TOC_VERB_FORM)
        toc_bind_warn_simulated(
            b, act->body != TOC_NONE ? act->body : b->machine->bodies[act->id].founder,
            entry->span);
    return is_good;
}

static bool bind_activate(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    act->verb = TOC_VERB_ACTIVATE;
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_RESPONSE);
    return toc_bind_by(b, entry, act) && act->id != TOC_NONE;
}

static bool bind_lose(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    act->verb = TOC_VERB_LOSE;
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_RESOURCE);
    act->value = entry->amount;
    return act->id != TOC_NONE;
}

static bool bind_unreachable(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    act->verb = TOC_VERB_UNREACHABLE;
    act->id = toc_bind_id(b, entry->subject, TOC_NAME_BODY);
    act->duration = entry->duration;
    if (act->id != TOC_NONE && act->duration == 0) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_TIME, entry->span,
                           "`unreachable` for no time at all changes nothing");
        return false;
    }
    return act->id != TOC_NONE;
}

static uint32_t approver_of(const toc_binding *b, const toc_machine_name *name)
{
    if (name->kind == TOC_NAME_NODE)
        return b->machine->nodes[name->id].approver;
    return name->kind == TOC_NAME_ANNOUNCEMENT ? b->machine->reports[name->id].approver : TOC_NONE;
}

/* A relay by its own name: the whole way. */
static bool bind_overall(toc_binding *b, const toc_machine_name *name, toc_span span,
                         uint32_t *out_kind)
{
    const toc_m_relay *relay = &b->machine->relays[name->id];
    toc_diag *diag;

    *out_kind = TOC_DUTY_OVERALL;
    if (relay->overall != TOC_NONE)
        return true;
    diag = toc_diag_add(&b->sink, TOC_D_SCENARIO_RELAY, span,
                        "relay `%s` has no time for the whole way", name->full);
    toc_diag_add_help(
        &b->sink, diag, "name one of its hops, by whom it tells: `%s`",
        toc_machine_text(b->machine, b->machine->reports[relay->rows.first].head.name));
    return false;
}

bool toc_bind_duty(toc_binding *b, const toc_machine_name *name, toc_word subject, toc_word which,
                   uint32_t *out_kind)
{
    bool is_approval = which.text && strcmp(which.text, "approval") == 0;

    if (is_approval && approver_of(b, name) == TOC_NONE) {
        (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_APPROVAL, which.span,
                           "`%s` needs nobody's approval", name->full);
        return false;
    }
    if (name->kind == TOC_NAME_RELAY)
        return bind_overall(b, name, subject.span, out_kind);
    if (name->kind == TOC_NAME_ANNOUNCEMENT)
        *out_kind = is_approval ? TOC_DUTY_CLEARANCE : TOC_DUTY_ANNOUNCEMENT;
    else if (name->kind == TOC_NAME_REPORT)
        *out_kind = TOC_DUTY_REPORT;
    else if (name->kind == TOC_NAME_BODY)
        *out_kind = TOC_DUTY_FORM;
    else if (name->kind == TOC_NAME_LEVEL)
        *out_kind = TOC_DUTY_DECLARE;
    else if (is_approval)
        *out_kind = TOC_DUTY_APPROVAL;
    else
        *out_kind = b->machine->nodes[name->id].kind == TOC_M_NODE_DECISION ? TOC_DUTY_DECISION
                                                                            : TOC_DUTY_STEP;
    return true;
}

static bool bind_extend(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    const toc_machine_name *name = toc_bind_name(b, entry->subject, TOC_NAMES_OWED);
    bool is_good = toc_bind_by(b, entry, act);

    act->verb = TOC_VERB_EXTEND;
    act->duration = entry->duration;
    if (!name || !toc_bind_duty(b, name, entry->subject, entry->duty, &act->other))
        return false;
    act->id = name->id;
    if (act->duration > 0)
        return is_good;
    (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_TIME, entry->span,
                       "`extend` by no time at all changes nothing");
    return false;
}

static bool bind_clock(toc_binding *b, const toc_entry *entry, toc_act *act)
{
    toc_ms length;

    act->id = 0;
    act->verb = entry->verb == TOC_ENTRY_PAUSE ? TOC_VERB_PAUSE : TOC_VERB_JUMP;
    if (act->verb == TOC_VERB_JUMP || toc_duration_parse(entry->subject.text, false, &length))
        return true;
    (void)toc_diag_add(&b->sink, TOC_D_SCENARIO_TIME, entry->subject.span,
                       "`%s` is not a length of time such as `30min`", entry->subject.text);
    return false;
}

typedef bool binder(toc_binding *b, const toc_entry *entry, toc_act *act);

bool toc_bind_entry(toc_binding *b, const toc_entry *entry, toc_bound_act *out)
{
    static binder *const binders[] = {
        [TOC_ENTRY_INJECT] = bind_inject,
        [TOC_ENTRY_NOTE] = bind_note,
        [TOC_ENTRY_SET] = bind_set,
        [TOC_ENTRY_START] = bind_work,
        [TOC_ENTRY_DID] = bind_work,
        [TOC_ENTRY_DECIDE] = bind_work,
        [TOC_ENTRY_FAIL] = bind_work,
        [TOC_ENTRY_DECLARE] = toc_bind_declare,
        [TOC_ENTRY_PROPOSE] = toc_bind_propose,
        [TOC_ENTRY_APPROVE] = toc_bind_approve,
        [TOC_ENTRY_ACKNOWLEDGE] = bind_acknowledge,
        [TOC_ENTRY_FORM] = bind_form,
        [TOC_ENTRY_STAND_DOWN] = bind_form,
        [TOC_ENTRY_ACTIVATE] = bind_activate,
        [TOC_ENTRY_LOSE] = bind_lose,
        [TOC_ENTRY_UNREACHABLE] = bind_unreachable,
        [TOC_ENTRY_EXTEND] = bind_extend,
        [TOC_ENTRY_PAUSE] = bind_clock,
        [TOC_ENTRY_JUMP] = bind_clock,
        [TOC_ENTRY_FORECAST] = toc_bind_forecast,
        [TOC_ENTRY_ANNOUNCE] = toc_bind_announce,
    };

    *out = (toc_bound_act){.at = entry->at, .entry = entry, .report = TOC_NONE};
    out->act.id = TOC_NONE;
    out->act.body = TOC_NONE;
    out->act.other = TOC_NONE;
    out->act.entry = entry->number;
    if (entry->verb == TOC_ENTRY_REPORT)
        return bind_report(b, entry, out);
    if (entry->verb == TOC_ENTRY_WITHHOLD)
        return bind_withhold(b, entry, out);
    return binders[entry->verb](b, entry, &out->act);
}
