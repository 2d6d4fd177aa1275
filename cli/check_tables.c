/* check_tables.c - one row a table: who prints it, and under which key it stands in JSON. */
#include "cli/check_tables.h"

#include <string.h>

#include "analysis/demand_table.h"
#include "analysis/time.h"
#include "cli/relay_table.h"
#include "emit/authority.h"

enum { FIRST_OF_CHECKS = 300 }; /* messages below it are about names, types and structure */

/* One plan, and where its rows go. */
typedef struct subject {
    toc_session *session;
    const toc_plan *plan;
    const char *path;
    bool has_others; /* several plans: each table names its own */
    toc_json *json;  /* or NULL: as text */
    bool is_wrong;   /* `--together` names what the plan does not have */
} subject;

/* ── demand ──────────────────────────────────────────────────────────────── */

static void show_demand_rows(toc_demand *demand, void *state)
{
    subject *it = state;
    const char *names = it->session->compile.checks.together;
    toc_demand_together together = {0};
    const char *reason = NULL;

    it->is_wrong = names && !toc_demand_read_together(demand, names, &together, &reason);
    if (it->is_wrong && it->json)
        toc_json_null(it->json);
    else if (it->json)
        toc_demand_write_json(demand, names ? &together : NULL, it->json);
    else if (!it->is_wrong)
        toc_demand_write_text(demand, names ? &together : NULL, stdout);
}

static void show_demand(subject *it)
{
    toc_demand_with(it->plan, &it->session->arena, show_demand_rows, it);
}

static void complain_of_names(toc_demand *demand, void *state)
{
    subject *it = state;
    const char *names = it->session->compile.checks.together;
    toc_demand_together together = {0};
    const char *reason = NULL;

    it->is_wrong = !toc_demand_read_together(demand, names, &together, &reason);
    if (it->is_wrong)
        toc_args_complain(it->session->args, "`--together %s`: %s", names, reason);
}

bool toc_check_tables_names(toc_session *session, const toc_checked *checked)
{
    bool is_good = true;

    for (uint32_t i = 0; session->compile.checks.together && i < checked->plans.count; i++) {
        subject it = {.session = session, .plan = checked->plans.items[i]};

        if (!it.plan->has_errors)
            toc_demand_with(it.plan, &session->arena, complain_of_names, &it);
        is_good = is_good && !it.is_wrong;
    }
    return is_good;
}

/* ── the others ──────────────────────────────────────────────────────────── */

static void show_authority(subject *it)
{
    if (it->json)
        toc_authority_json(it->plan, &it->session->arena, it->json);
    else
        toc_authority_text(it->plan, &it->session->arena, stdout);
}

static void show_relays(subject *it)
{
    if (it->json && it->plan->relays.count > 0)
        toc_relay_table_json(it->plan, &it->session->arena, it->json);
    else if (!it->json && it->plan->relays.count == 0)
        toc_args_complain(it->session->args, "%s: no table of relays: the plan has no relay",
                          it->path);
    else if (!it->json)
        toc_relay_table_text(it->plan, &it->session->arena, stdout);
}

/* A deadline out of reach is an error, too, and just then one wants to see the times. */
static bool leaves_steps_clear(const toc_diag *diag)
{
    return diag->level != TOC_DIAG_ERROR || (int)diag->code >= FIRST_OF_CHECKS ||
           diag->code == TOC_D_DEADLINE_TOO_SHORT;
}

static bool has_clear_steps(const toc_session *session, const toc_plan *plan, uint32_t input)
{
    (void)plan;
    for (uint32_t i = 0; i < session->sink.records.count; i++) {
        const toc_diag *diag = session->sink.records.items[i];

        if (diag->input == input && !leaves_steps_clear(diag))
            return false;
    }
    return true;
}

static bool is_sound(const toc_session *session, const toc_plan *plan, uint32_t input)
{
    (void)session, (void)input;
    return !plan->has_errors;
}

static unsigned count_errors(const toc_session *session, uint32_t input)
{
    unsigned count = 0;

    for (uint32_t i = 0; i < session->sink.records.count; i++) {
        const toc_diag *diag = session->sink.records.items[i];

        count += diag->input == input && diag->level == TOC_DIAG_ERROR;
    }
    return count;
}

static void show_times(subject *it)
{
    toc_times *times = toc_times_new(it->plan, &it->session->arena);

    if (!it->json) {
        if (it->has_others)
            printf("%s\n", it->path);
        toc_times_write_text(times, stdout);
        return;
    }
    toc_json_begin_object(it->json);
    toc_json_key_string(it->json, "plan", it->path);
    toc_json_key(it->json, "duties");
    toc_times_write_json(times, it->json);
    toc_json_end_object(it->json);
}

/* ── all of them ─────────────────────────────────────────────────────────── */

typedef struct table {
    toc_option_id option;
    const char *name; /* of the option, and the key in JSON */
    void (*show)(subject *it);
    /* May it be shown?  NULL: of any plan. */
    bool (*may_show)(const toc_session *session, const toc_plan *plan, uint32_t input);
    bool is_null; /* in JSON a plan without it stands as null */
} table;

static const table tables[] = {
    {TOC_OPT_AUTHORITY, "authority", show_authority, NULL, false},
    {TOC_OPT_DEMAND, "demand", show_demand, is_sound, true},
    {TOC_OPT_RELAYS, "relays", show_relays, is_sound, false},
    {TOC_OPT_TIMES, "times", show_times, has_clear_steps, false},
};
#define TABLE_COUNT (sizeof tables / sizeof tables[0])

bool toc_check_tables_read(toc_session *session)
{
    const char *format = toc_args_value(session->args, TOC_OPT_FORMAT, "text");
    bool has_place = strcmp(format, "text") == 0 || strcmp(format, "json") == 0;

    session->compile.checks.together = toc_args_value(session->args, TOC_OPT_TOGETHER, NULL);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (has_place || !toc_args_has(session->args, tables[i].option))
            continue;
        toc_args_complain(session->args, "`--%s` goes with `--format text` and `json`, not `%s`",
                          tables[i].name, format);
        return false;
    }
    return true;
}

/* In the place of a table that @p it is too broken for. */
static void show_none(const subject *it, const table *one, uint32_t input)
{
    unsigned count = count_errors(it->session, input);

    if (!it->json)
        toc_args_complain(it->session->args, "%s: no table of %s: the plan has %u error%s",
                          it->path, one->name, count, count == 1 ? "" : "s");
    else if (one->is_null)
        toc_json_null(it->json);
}

static void show(toc_session *session, const toc_checked *checked, const table *one, toc_json *json)
{
    for (uint32_t i = 0; i < checked->plans.count; i++) {
        uint32_t input = checked->inputs.items[i];
        subject it = {.session = session,
                      .plan = checked->plans.items[i],
                      .path = session->inputs.items[input].path,
                      .has_others = checked->plans.count > 1,
                      .json = json};

        if (!one->may_show || one->may_show(session, it.plan, input))
            one->show(&it);
        else
            show_none(&it, one, input);
    }
}

void toc_check_tables_print(toc_session *session, const toc_checked *checked)
{
    bool is_first = true;

    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (!toc_args_has(session->args, tables[i].option))
            continue;
        if (!is_first)
            fputc('\n', stdout);
        is_first = false;
        show(session, checked, &tables[i], NULL);
    }
}

void toc_check_tables_write(toc_session *session, const toc_checked *checked, toc_json *json)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (!toc_args_has(session->args, tables[i].option))
            continue;
        toc_json_key(json, tables[i].name);
        toc_json_begin_array(json);
        show(session, checked, &tables[i], json);
        toc_json_end_array(json);
    }
}
