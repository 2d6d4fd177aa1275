/* cmd_msel.c - `tocsin msel`: a scenario as a list of events, and a list as a scenario. */
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "cli/cmd.h"
#include "cli/form.h"
#include "cli/msel_rows.h"
#include "cli/plan_folder.h"
#include "cli/session.h"
#include "cli/test_run.h"
#include "cli/workbook_read.h"
#include "report/words.h"

typedef struct form {
    const toc_msel_map *map; /* NULL: not given */
    toc_msel_dates dates;
    const char *input; /* path */
    const char *output;
} form;

static bool ends_with(const char *path, const char *ending)
{
    size_t size = strlen(path);
    size_t part = strlen(ending);

    return size > part && strcasecmp(path + size - part, ending) == 0;
}

/* ── from a list ─────────────────────────────────────────────────────────── */

/* What stands before `- {…}` for people. */
static const char *note_of(const toc_msel *list, const toc_yaml *entry)
{
    for (uint32_t i = 0; i < list->notes.count; i++) {
        if (list->notes.items[i].entry == entry)
            return list->notes.items[i].text;
    }
    return NULL;
}

static void put_list(toc_arena *arena, const toc_msel *list, const char *key, const toc_yaml *value,
                     FILE *out)
{
    (void)fprintf(out, "%s:\n", key);
    for (uint32_t i = 0; i < value->count; i++) {
        const char *note = note_of(list, value->items[i]);

        if (note)
            (void)fprintf(out, "  # %s\n", toc_diag_plain(arena, note));
        (void)fprintf(out, "  - %s\n", toc_yaml_flow(arena, value->items[i]));
    }
}

static void put_pair(toc_arena *arena, const toc_msel *list, const toc_yaml_pair *pair, FILE *out)
{
    const toc_yaml word = {.kind = TOC_YAML_SCALAR, .is_quoted = true, .text = pair->key->text};
    const char *key = toc_yaml_flow(arena, &word);

    if (pair->value->kind == TOC_YAML_LIST && strcmp(key, "play") != 0)
        put_list(arena, list, key, pair->value, out);
    else
        (void)fprintf(out, "%s: %s\n", key, toc_yaml_flow(arena, pair->value));
}

/* In the order in which a scenario is usually written, then what else there is. */
static void put_scenario(toc_arena *arena, const toc_msel *list, const char *path, FILE *out)
{
    static const char *const order[] = {"scenario", "title",  "plan",    "start",  "kind",
                                        "scope",    "seed",   "play",    "assume", "series",
                                        "truth",    "script", "disturb", "control"};
    static const char *const last[] = {"expect", "end"};
    const toc_yaml *root = list->root;
    bool *is_put = TOC_NEW_ARRAY(arena, bool, root->count);

    (void)fprintf(out, "# made by `tocsin msel` from %s\n", toc_diag_plain(arena, path));
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        for (uint32_t k = 0; k < root->count; k++) {
            is_put[k] = is_put[k] || strcmp(root->pairs[k].key->text, order[i]) == 0;
            if (strcmp(root->pairs[k].key->text, order[i]) == 0)
                put_pair(arena, list, &root->pairs[k], out);
        }
    }
    for (uint32_t k = 0; k < root->count; k++) {
        const char *key = root->pairs[k].key->text;

        if (!is_put[k] && strcmp(key, last[0]) != 0 && strcmp(key, last[1]) != 0)
            put_pair(arena, list, &root->pairs[k], out);
    }
    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
        for (uint32_t k = 0; k < root->count; k++) {
            if (strcmp(root->pairs[k].key->text, last[i]) == 0)
                put_pair(arena, list, &root->pairs[k], out);
        }
    }
}

static bool is_workbook(const char *path)
{
    return toc_workbook_is(path) || (ends_with(path, ".xlsx") && toc_is_file(path));
}

/* The workbook's sheet as a source of comma-separated values; NULL after a message. */
static const toc_source *read_workbook(toc_session *session, const form *f, bool *out_is_1904)
{
    const char *sheet = toc_args_value(session->args, TOC_OPT_SHEET, NULL);
    toc_workbook_sheet book = {0};
    const char *why;
    toc_diag *diag;

    why = toc_workbook_read(&session->arena, f->input, sheet, &book);
    if (!why) {
        *out_is_1904 = book.is_1904;
        return toc_sources_add(session->sources, f->input, book.text, book.size);
    }
    diag = toc_diag_add(&session->sink, TOC_D_WORKBOOK_REFUSED, (toc_span){0, 0},
                        "this workbook cannot be used: %s", why);
    toc_diag_set_subject(&session->sink, diag, f->input);
    toc_diag_add_help(&session->sink, diag, "save it again, or as comma-separated values (CSV)");
    return NULL;
}

static bool takes_scenario(const toc_session *session, const form *f)
{
    static const toc_form items[] = {{"yaml", "yaml"}, {"yml", "yaml"}};
    static const toc_forms forms = {TOC_PHRASE("a scenario"), items, sizeof items / sizeof items[0],
                                    "yaml"};

    if (!toc_args_has(session->args, TOC_OPT_FORMAT))
        return toc_form_by_ending(session->args, &forms, f->output) != NULL;
    toc_args_complain(session->args, "`--format` is for writing a list, and this is one: it "
                                     "becomes a scenario, which is yaml");
    return false;
}

/* @p source NULL: it could not be read. */
static int from_list(toc_session *session, const form *f, const toc_source *source, bool is_1904)
{
    toc_msel_options options = {.map = f->map,
                                .start = toc_args_value(session->args, TOC_OPT_START, NULL),
                                .dates = f->dates,
                                .is_1904 = is_1904,
                                .tells_losses = true};
    const toc_msel *list;
    FILE *out;

    if (!source || !toc_source_gate(source, &session->sink))
        return TOC_EXIT_FINE; /* the mistakes are printed, and decide */
    list = toc_msel_read(&session->arena, session->sources, source, &options, &session->sink);
    if (!list)
        return TOC_EXIT_FINE;
    if (!takes_scenario(session, f))
        return TOC_EXIT_USAGE;
    out = toc_session_open(session, f->output);
    if (!out)
        return TOC_EXIT_USAGE;
    put_scenario(&session->arena, list, f->input, out);
    return toc_session_commit(session);
}

/* ── from a scenario ─────────────────────────────────────────────────────── */

/* Played against its plan, which says what each entry calls for; NULL where it names none. */
static const toc_drill *play(toc_session *session, const form *f, const toc_scenario *scenario)
{
    const char *path = toc_args_value(session->args, TOC_OPT_PLAN, NULL);
    toc_drill_options options = {0};
    const toc_machine *machine;
    toc_script *script;
    toc_drill *drill = NULL;

    if (!path && scenario->plan.text && *scenario->plan.text)
        path = toc_test_plan_path(&session->arena, f->input, scenario->plan.text);
    if (!path) {
        (void)toc_diag_add(&session->sink, TOC_D_LIST_LOSS,
                           scenario->source
                               ? (toc_span){scenario->source->base, scenario->source->base}
                               : (toc_span){0, 0},
                           "the scenario names no plan, so that no expected actions are known");
        return NULL;
    }
    machine = toc_session_machine(session, path);
    script = machine ? toc_scenario_bind(&session->arena, machine, scenario, path, &session->sink)
                     : NULL;
    if (!script ||
        toc_drill_run(&session->arena, script, &options, &session->sink, &drill) != TOC_OK ||
        drill->is_stopped)
        return NULL;
    return drill;
}

/* NULL after a message. */
static const char *format_of(const toc_session *session, const form *f)
{
    static const toc_form items[] = {{"csv", "csv"}, {"txt", "csv"}, {"xlsx", "xlsx"}};
    static const toc_forms forms = {TOC_PHRASE("a list"), items, sizeof items / sizeof items[0],
                                    "csv"};
    const char *format = toc_form_choose(session->args, &forms, f->output);

    return format && toc_form_may_show(session->args, format, f->output) ? format : NULL;
}

static int write_workbook(toc_session *session, const toc_list_rows *rows, const form *f,
                          const toc_scenario *scenario, FILE *out)
{
    uint32_t row = 0;
    toc_status status = toc_list_rows_xlsx(&session->arena, rows, f->map,
                                           toc_scenario_title_in(scenario, NULL), &row, out);

    if (status == TOC_OK)
        return toc_session_commit(session);
    if (status == TOC_ERANGE) {
        toc_args_complain(session->args,
                          "row %u holds a text that is longer than a cell of a workbook may be "
                          "(32767 letters): write the list as CSV",
                          row);
        return TOC_EXIT_USAGE;
    }
    toc_args_complain(session->args, "the workbook cannot be written: %s",
                      status == TOC_EIO ? strerror(errno) : TOC_PHRASE("memory is used up"));
    return TOC_EXIT_INTERNAL;
}

static int write_list(toc_session *session, const toc_list_rows *rows, const form *f,
                      const toc_scenario *scenario)
{
    bool is_semicolon = toc_args_is(session->args, TOC_OPT_SEPARATOR, "semicolon");
    const char *format = format_of(session, f);
    FILE *out = format ? toc_session_open(session, f->output) : NULL;

    if (!out)
        return TOC_EXIT_USAGE;
    if (strcmp(format, "xlsx") == 0)
        return write_workbook(session, rows, f, scenario, out);
    toc_list_rows_csv(&session->arena, rows, f->map, is_semicolon ? ';' : ',', out);
    return toc_session_commit(session);
}

/* Titles are in the language in which the report of the drill would be. */
static const toc_msel_map *usual_map(toc_session *session, const toc_drill *drill)
{
    static const toc_msel_titles titles[] = {TOC_MSEL_TITLES_EN, TOC_MSEL_TITLES_HANS,
                                             TOC_MSEL_TITLES_HANT};
    toc_pages pages;

    if (!drill)
        return toc_msel_usual(TOC_MSEL_TITLES_EN);
    toc_pages_of_drill(&pages, &session->arena, drill, NULL, NULL, NULL);
    return toc_msel_usual(titles[pages.column]);
}

/* False after a message. */
static bool choose_map(toc_session *session, form *f, const toc_drill *drill)
{
    const toc_msel_map *usual = usual_map(session, drill);
    const char *why = NULL;

    f->map = f->map ? toc_msel_map_over(&session->arena, f->map, usual, &why) : usual;
    if (!f->map)
        toc_args_complain(session->args, "`--columns`: %s", why);
    return f->map != NULL;
}

static int from_scenario(toc_session *session, form *f, const toc_source *source)
{
    const toc_scenario *scenario =
        toc_scenario_read(&session->arena, session->sources, source, &session->sink);
    toc_list_rows rows = {0};
    const toc_yaml *root;
    const toc_drill *drill;

    if (!scenario || session->sink.error_count > 0)
        return TOC_EXIT_FINE;
    root = toc_yaml_read(&session->arena, source, &session->sink);
    drill = play(session, f, scenario);
    if (!root || session->sink.error_count > 0)
        return TOC_EXIT_FINE;
    if (!choose_map(session, f, drill))
        return TOC_EXIT_USAGE;
    toc_list_rows_make(&session->arena, root, scenario, drill, &rows);
    toc_list_rows_losses(&rows, f->map, &session->sink);
    return write_list(session, &rows, f, scenario);
}

/* ── the command ─────────────────────────────────────────────────────────── */

static bool read_form(toc_session *session, form *out)
{
    const toc_args *args = session->args;
    const char *columns = toc_args_value(args, TOC_OPT_COLUMNS, NULL);
    const char *why = NULL;

    *out = (form){.input = toc_session_path(session, args->operands[0]),
                  .output = toc_args_value(args, TOC_OPT_OUTPUT, NULL)};
    if (toc_args_is(args, TOC_OPT_DATES, "dmy"))
        out->dates = TOC_MSEL_DATES_DMY;
    if (toc_args_is(args, TOC_OPT_DATES, "mdy"))
        out->dates = TOC_MSEL_DATES_MDY;
    if (columns) {
        out->map = toc_msel_map_read(&session->arena, columns, &why);
        if (!out->map)
            toc_args_complain(args, "`--columns`: %s", why);
    }
    return !columns || out->map;
}

static int msel(toc_session *session)
{
    const toc_source *source;
    bool is_1904 = false;
    form f;

    if (!read_form(session, &f))
        return TOC_EXIT_USAGE;
    if (is_workbook(f.input)) {
        source = read_workbook(session, &f, &is_1904);
        return from_list(session, &f, source, is_1904);
    }
    source = toc_session_scenario(session, f.input);
    if (!source)
        return TOC_EXIT_FINE; /* the mistake is printed, and decides */
    return toc_msel_is_list(source) ? from_list(session, &f, source, false)
                                    : from_scenario(session, &f, source);
}

int toc_cmd_msel(const toc_args *args)
{
    return toc_session_run(args, false, msel);
}
