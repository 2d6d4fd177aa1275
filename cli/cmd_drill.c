/* cmd_drill.c - `tocsin drill`: plays a scenario against a plan, scores it, writes the report. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/drill_reports.h"
#include "cli/test_run.h"
#include "drill/replay.h"
#include "drill/score.h"

/* Reports have words in English and Chinese; titles may be in other languages besides. */
static bool is_language_of(const toc_machine *machine, const char *lang)
{
    static const char *const words[] = {"en", "zh"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t size = strlen(words[i]);

        if (strncmp(lang, words[i], size) == 0 && (!lang[size] || lang[size] == '-'))
            return true;
    }
    for (uint32_t i = 0; i < machine->texts_count; i++) {
        if (strcmp(toc_machine_text(machine, machine->texts[i].lang), lang) == 0)
            return true;
    }
    return false;
}

static bool check_language(const toc_args *args, const toc_machine *machine)
{
    const char *lang = toc_args_value(args, TOC_OPT_LANG, NULL);

    if (!lang || is_language_of(machine, lang))
        return true;
    toc_args_complain(
        args,
        "`--lang %s`: reports are written in `en` and `zh`, and no title of this plan "
        "is in `%s`",
        lang, lang);
    return false;
}

/* What a plan or an image gives.  *out_plan: the plan; NULL for an image, or after mistakes. */
static const toc_machine *read_machine(toc_session *session, const char *path,
                                       const toc_plan **out_plan)
{
    *out_plan = NULL;
    if (toc_machine_is_image(path))
        return toc_session_machine(session, path);
    *out_plan = toc_session_plan(session, path);
    return *out_plan ? toc_lower(&session->arena, session->sources, *out_plan, &session->sink)
                     : NULL;
}

static toc_scenario *read_scenario(toc_session *session, const char *path)
{
    const toc_source *source = toc_session_scenario(session, path);

    return source ? toc_scenario_read(&session->arena, session->sources, source, &session->sink)
                  : NULL;
}

/* Of a scenario alone: the plan that it names.  NULL after a message. */
static const char *plan_named(toc_session *session, const toc_scenario *scenario)
{
    const char *path = toc_test_plan_named(
        &session->arena, &session->sink, scenario, session->args->operands[0],
        TOC_PHRASE("add a line `plan: ../plans/lab.plan`, or name the plan before it: "
                   "`tocsin drill PLAN SCENARIO`"));

    if (path)
        toc_session_keep(session, path);
    return path;
}

/* The bound script, or NULL after mistakes in plan or scenario. */
static toc_script *read_script(toc_session *session, const toc_plan **out_plan)
{
    const toc_args *args = session->args;
    bool is_alone = args->operand_count == 1;
    toc_scenario *scenario = is_alone ? read_scenario(session, args->operands[0]) : NULL;
    const char *path = args->operands[0];

    if (is_alone)
        path = scenario ? plan_named(session, scenario) : NULL;
    const toc_machine *machine = path ? read_machine(session, path, out_plan) : NULL;
    if (!is_alone)
        scenario = read_scenario(session, args->operands[1]);
    if (!machine || !scenario)
        return NULL;
    return toc_scenario_bind(&session->arena, machine, scenario, path, &session->sink);
}

static int drill(toc_session *session)
{
    const toc_args *args = session->args;
    const toc_plan *plan = NULL;
    toc_drill_reports reports;
    toc_script *script;

    if (args->operand_count == 1 && toc_machine_is_image(args->operands[0])) {
        toc_args_complain(args, "SCENARIO is missing");
        return TOC_EXIT_USAGE;
    }
    if (!toc_drill_reports_read(args, &reports))
        return TOC_EXIT_USAGE;
    script = read_script(session, &plan);
    if (!script)
        return TOC_EXIT_FINE; /* the mistakes are printed, and decide */
    if (!check_language(args, script->machine))
        return TOC_EXIT_USAGE;
    toc_drill_options options = {.has_seed = toc_args_has(args, TOC_OPT_SEED),
                                 .seed = toc_args_number(args, TOC_OPT_SEED, 0)};
    if (toc_args_has(args, TOC_OPT_TRACE)) {
        options.trace = toc_session_open(session, toc_args_value(args, TOC_OPT_TRACE, NULL));
        if (!options.trace)
            return TOC_EXIT_USAGE;
    }
    FILE *replay = NULL;
    if (toc_args_has(args, TOC_OPT_EXPORT_REPLAY)) {
        replay = toc_session_open(session, toc_args_value(args, TOC_OPT_EXPORT_REPLAY, NULL));
        if (!replay)
            return TOC_EXIT_USAGE;
    }
    toc_drill *played = NULL;
    if (toc_drill_run(&session->arena, script, &options, &session->sink, &played) != TOC_OK) {
        toc_args_complain(args, "the drill needs more memory than there is");
        return TOC_EXIT_INTERNAL;
    }
    if (played->is_stopped)
        return TOC_EXIT_FINE;
    if (replay)
        toc_replay_write(&session->arena, played, replay);
    return toc_drill_reports_write(session, &reports, toc_score_new(&session->arena, played), plan);
}

int toc_cmd_drill(const toc_args *args)
{
    return toc_session_run(args, toc_args_is(args, TOC_OPT_FORMAT, "json"), drill);
}
