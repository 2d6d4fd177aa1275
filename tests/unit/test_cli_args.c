/* test_cli_args.c - the argument parser: what it takes, what it refuses and how it says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/args.h"

#define ARGUMENTS_MAX 8

typedef struct fixture {
    toc_args args;
    int result;
    char *message;
    size_t message_size;
} fixture;

static int set_up(void **state)
{
    *state = calloc(1, sizeof(fixture));
    return *state ? 0 : -1;
}

static void forget(fixture *f)
{
    toc_args_deinit(&f->args);
    free(f->message);
    f->message = NULL;
}

static int tear_down(void **state)
{
    forget(*state);
    free(*state);
    return 0;
}

/* Parses @p line, parted at spaces, as the arguments of @p command. */
static void parse(fixture *f, const char *command, const char *line)
{
    char *argv[ARGUMENTS_MAX];
    static char copies[ARGUMENTS_MAX][64];
    int argc = 0;

    forget(f);
    for (const char *p = line; *p; p += strspn(p, " ")) {
        size_t size = strcspn(p, " ");
        assert_true(argc < ARGUMENTS_MAX && size < sizeof copies[0]);
        snprintf(copies[argc], sizeof copies[0], "%.*s", (int)size, p);
        argv[argc] = copies[argc];
        argc++;
        p += size;
    }
    FILE *err = open_memstream(&f->message, &f->message_size);
    assert_non_null(err);
    f->result = toc_args_parse(&f->args, toc_command_find(command), argc, argv, err);
    fclose(err);
}

static void assert_taken(const fixture *f)
{
    assert_string_equal(f->message, "");
    assert_int_equal(f->result, TOC_EXIT_FINE);
}

static void assert_refused(const fixture *f, const char *words)
{
    assert_int_equal(f->result, TOC_EXIT_USAGE);
    if (!strstr(f->message, words))
        fail_msg("`%s` is not in: %s", words, f->message);
}

static void long_options_take_their_value_after_a_sign_or_a_space(void **state)
{
    fixture *f = *state;

    parse(f, "check", "--format=json a.plan");
    assert_taken(f);
    assert_true(toc_args_is(&f->args, TOC_OPT_FORMAT, "json"));
    parse(f, "check", "--format text a.plan");
    assert_taken(f);
    assert_true(toc_args_is(&f->args, TOC_OPT_FORMAT, "text"));
}

static void short_options_stand_joined_or_apart(void **state)
{
    fixture *f = *state;

    parse(f, "chart", "-oout.dot a.plan");
    assert_taken(f);
    assert_string_equal(toc_args_value(&f->args, TOC_OPT_OUTPUT, ""), "out.dot");
    parse(f, "chart", "-o - a.plan");
    assert_taken(f);
    assert_string_equal(toc_args_value(&f->args, TOC_OPT_OUTPUT, ""), "-");
    parse(f, "fmt", "-wh a.plan");
    assert_taken(f);
    assert_true(toc_args_has(&f->args, TOC_OPT_WRITE));
    assert_true(toc_args_has(&f->args, TOC_OPT_HELP));
}

static void operands_keep_their_order_and_options_may_stand_between(void **state)
{
    fixture *f = *state;

    parse(f, "drill", "a.plan --seed 7 b.yaml");
    assert_taken(f);
    assert_int_equal(f->args.operand_count, 2);
    assert_string_equal(f->args.operands[0], "a.plan");
    assert_string_equal(f->args.operands[1], "b.yaml");
    assert_true(toc_args_number(&f->args, TOC_OPT_SEED, 0) == 7);
}

static void a_dash_is_an_operand_and_two_dashes_end_options(void **state)
{
    fixture *f = *state;

    parse(f, "check", "- -- --format");
    assert_taken(f);
    assert_int_equal(f->args.operand_count, 2);
    assert_string_equal(f->args.operands[0], "-");
    assert_string_equal(f->args.operands[1], "--format");
    assert_false(toc_args_has(&f->args, TOC_OPT_FORMAT));
}

static void of_an_option_given_twice_the_last_counts(void **state)
{
    fixture *f = *state;

    parse(f, "check", "--format json --format text a.plan");
    assert_taken(f);
    assert_true(toc_args_is(&f->args, TOC_OPT_FORMAT, "text"));
}

static void an_option_that_may_be_repeated_keeps_every_value_in_order(void **state)
{
    fixture *f = *state;

    parse(f, "check", "-W a -Eb --allow=c a.plan -W d");
    assert_taken(f);
    assert_int_equal(f->args.given_count, 4);
    for (unsigned i = 0; i < 4; i++) {
        static const toc_option_id ids[] = {TOC_OPT_WARN, TOC_OPT_ERROR, TOC_OPT_ALLOW,
                                            TOC_OPT_WARN};
        const char value[] = {(char)('a' + i), '\0'};

        assert_int_equal(f->args.given[i].id, ids[i]);
        assert_string_equal(f->args.given[i].value, value);
    }
    assert_true(toc_args_is(&f->args, TOC_OPT_WARN, "d"));
    assert_int_equal(f->args.operand_count, 1);
    parse(f, "check", "-W");
    assert_refused(f, "`--warn` needs a value: NAME");
}

static void an_unknown_option_is_refused_with_the_nearest(void **state)
{
    fixture *f = *state;

    parse(f, "check", "--fromat=json a.plan");
    assert_refused(f, "unknown option `--fromat`");
    assert_refused(f, "did you mean `--format`?");
    assert_refused(f, "tocsin check [options] FILE|FOLDER...");
    parse(f, "check", "-x a.plan");
    assert_refused(f, "unknown option `-x`");
    parse(f, "check", "--seed 1 a.plan"); /* of another sub-command */
    assert_refused(f, "unknown option `--seed`");
}

static void a_choice_outside_its_list_is_refused_with_the_nearest(void **state)
{
    fixture *f = *state;

    parse(f, "check", "--format jsn a.plan");
    assert_refused(f, "`--format` takes text|short|json|sarif|github|junit, not `jsn`");
    assert_refused(f, "did you mean `json`?");
    parse(f, "check", "--format= a.plan");
    assert_refused(f, "takes text|short|json");
    parse(f, "check", "--format text|json a.plan");
    assert_refused(f, "takes text|short|json");
}

static void a_value_that_is_missing_or_not_wanted_is_refused(void **state)
{
    fixture *f = *state;

    parse(f, "chart", "a.plan -o");
    assert_refused(f, "`--output` needs a value");
    parse(f, "chart", "a.plan --output=");
    assert_refused(f, "`--output` needs FILE");
    parse(f, "fmt", "--write=yes a.plan");
    assert_refused(f, "`--write` takes no value");
}

static void numbers_are_whole_and_fit(void **state)
{
    fixture *f = *state;

    parse(f, "drill", "a b --seed 18446744073709551615");
    assert_taken(f);
    assert_true(toc_args_number(&f->args, TOC_OPT_SEED, 0) == UINT64_MAX);
    parse(f, "drill", "a b --seed 18446744073709551616");
    assert_refused(f, "takes a whole number");
    parse(f, "drill", "a b --seed -1");
    assert_refused(f, "takes a whole number");
    parse(f, "drill", "a b --seed 7x");
    assert_refused(f, "not `7x`");
    parse(f, "drill", "a b");
    assert_true(toc_args_number(&f->args, TOC_OPT_SEED, 42) == 42);
}

static void too_few_and_too_many_operands_are_named(void **state)
{
    fixture *f = *state;

    parse(f, "check", "");
    assert_refused(f, "tocsin check: FILE|FOLDER is missing");
    parse(f, "table", "a.plan");
    assert_refused(f, "SCENARIO is missing");
    parse(f, "table", "");
    assert_refused(f, "PLAN is missing");
    parse(f, "drill", ""); /* the plan may be left out */
    assert_refused(f, "SCENARIO is missing");
    parse(f, "chart", "a.plan b.plan");
    assert_refused(f, "`b.plan` is one argument too many");
}

static void options_that_exclude_each_other_are_refused(void **state)
{
    fixture *f = *state;

    parse(f, "fmt", "--check --write a.plan");
    assert_refused(f, "cannot stand together");
    parse(f, "fmt", "--check --diff a.plan");
    assert_taken(f);
}

static void help_demands_nothing_else(void **state)
{
    fixture *f = *state;

    parse(f, "drill", "--help");
    assert_taken(f);
    assert_true(toc_args_has(&f->args, TOC_OPT_HELP));
}

static void colours_follow_the_option_then_the_environment(void **state)
{
    fixture *f = *state;
    FILE *file = tmpfile();

    assert_non_null(file);
    parse(f, "check", "a.plan");
    assert_false(toc_args_colour(&f->args, file)); /* not a terminal */
    parse(f, "check", "--color always a.plan");
    setenv("NO_COLOR", "1", 1);
    assert_true(toc_args_colour(&f->args, file));
    unsetenv("NO_COLOR");
    parse(f, "check", "--color=never a.plan");
    assert_false(toc_args_colour(&f->args, file));
    fclose(file);
}

/* Whatever the row says cannot stand beside the option must itself be taken by the command. */
static void assert_exclusions_are_of(const toc_command *command, const toc_option *option)
{
    unsigned count = 0;

    for (int id = TOC_OPT_NONE + 1; id < TOC_OPTION_COUNT; id++) {
        if (!toc_option_conflicts(option, (toc_option_id)id))
            continue;
        assert_int_not_equal(id, option->id);
        assert_non_null(toc_command_option(command, (toc_option_id)id));
        count++;
    }
    assert_true((count > 0) == (option->conflicts != NULL));
}

static void the_table_is_sound(void **state)
{
    size_t count = 0;
    const toc_command *const *all = toc_commands_all(&count);

    (void)state;
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        const toc_command *command = all[i];
        assert_int_equal(command->id, i);
        assert_ptr_equal(toc_command_find(command->name), command);
        assert_true(command->example_count > 0 && command->operand_least <= command->operand_most);
        assert_int_equal(command->options[command->option_count - 1].id, TOC_OPT_HELP);
        for (size_t k = 0; k < command->option_count; k++) {
            const toc_option *option = &command->options[k];
            assert_ptr_equal(toc_command_option(command, option->id), option);
            assert_true((option->kind == TOC_VALUE_NONE) == (option->argument == NULL));
            assert_exclusions_are_of(command, option);
        }
    }
    assert_null(toc_command_find("chekc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
        TEST(long_options_take_their_value_after_a_sign_or_a_space),
        TEST(short_options_stand_joined_or_apart),
        TEST(operands_keep_their_order_and_options_may_stand_between),
        TEST(a_dash_is_an_operand_and_two_dashes_end_options),
        TEST(of_an_option_given_twice_the_last_counts),
        TEST(an_option_that_may_be_repeated_keeps_every_value_in_order),
        TEST(an_unknown_option_is_refused_with_the_nearest),
        TEST(a_choice_outside_its_list_is_refused_with_the_nearest),
        TEST(a_value_that_is_missing_or_not_wanted_is_refused),
        TEST(numbers_are_whole_and_fit),
        TEST(too_few_and_too_many_operands_are_named),
        TEST(options_that_exclude_each_other_are_refused),
        TEST(help_demands_nothing_else),
        TEST(colours_follow_the_option_then_the_environment),
        cmocka_unit_test(the_table_is_sound),
#undef TEST
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
