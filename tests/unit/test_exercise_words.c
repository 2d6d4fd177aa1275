/* test_exercise_words.c - whatever a live exercise refuses is said in the language of the page. */
#include "../support/exercise_fixture.h"

#define SCENARIO                                                                                   \
    "scenario: words\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"                               \
    "script:\n  - {at: 5min, inject: leak, to: [crew], text: It leaks}\nend: 4h\n"

/* Is there a word in Latin letters outside quotation marks, in which stand words of plan and scenario?
 * A single letter may be a unit. */
static bool has_english(const char *text)
{
    static const char *const opening[] = {"“", "「"};
    static const char *const closing[] = {"”", "」"};
    unsigned depth = 0;
    unsigned letters = 0;

    for (; *text; text++) {
        for (size_t i = 0; i < 2; i++) {
            depth += strncmp(text, opening[i], strlen(opening[i])) == 0;
            depth -= depth > 0 && strncmp(text, closing[i], strlen(closing[i])) == 0;
        }
        if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z'))
            letters++;
        else
            letters = 0;
        if (letters > 1 && depth == 0)
            return true;
    }
    return false;
}

/* Prints what is not. */
static unsigned count_unsaid(table *t, const char *kind, const char *body)
{
    unsigned count = 0;

    static const char *const langs[] = {"zh-Hans", "zh-Hant"};

    for (size_t i = 0; i < 2; i++) {
        t->lang = langs[i];
        if (!table_ask(t, "p1", kind, body) && !has_english(t->answer.text))
            continue;
        print_message("%s %s, %s: %s\n", kind, body, langs[i],
                      t->answer.code == TOC_ANSWER_OK ? "is allowed" : t->answer.text);
        count++;
    }
    t->lang = NULL;
    return count;
}

static const char *const refused_entries[] = {
    "{\"did\":\"stop.clos\"}",
    "{\"did\":\"nothing-like-it\"}",
    "{\"did\":\"crew\"}",
    "{\"did\":\"\"}",
    "{\"did\":[\"a\",\"b\"]}",
    "{\"did\":{\"a\":\"b\"}}",
    "{\"did\":\"stop.close\",\"at\":\"5min\"}",
    "{\"did\":\"stop.close\",\"frm\":\"crew\"}",
    "{\"did\":\"stop.close\",\"qqqqq\":\"crew\"}",
    "{\"did\":\"stop.close\",\"activation\":\"first\"}",
    "{\"did\":\"stop.close\",\"activation\":0}",
    "{\"did\":\"stop.close\",\"activation\":99999999999}",
    "{\"did\":\"stop.close\",\"by\":\"nobody\"}",
    "{\"did\":\"stop.close\",\"fail\":\"stop.close\"}",
    "{\"decide\":\"stop.close\",\"outcome\":\"yes\"}",
    "{\"decide\":\"stop.close\"}",
    "{}",
    "{\"why\":\"x\"}",
    "{\"flies\":\"x\"}",
    "{\"inject\":\"leek\"}",
    "{\"inject\":\"leak\",\"to\":[\"crw\"]}",
    "{\"inject\":\"leak\",\"to\":{\"a\":1}}",
    "{\"inject\":\"leak\",\"fields\":{\"size\":\"nine\"}}",
    "{\"inject\":\"leak\",\"fields\":[1]}",
    "{\"set\":{\"share\":\"200%\"}}",
    "{\"set\":{\"share\":\"-1%\"}}",
    "{\"set\":{\"share\":\"many\"}}",
    "{\"set\":{\"shar\":\"1%\"}}",
    "{\"did\":\"close\"}",
    "{\"set\":{\"calm\":\"maybe\"}}",
    "{\"set\":{\"delay\":\"soon\"}}",
    "{\"set\":{\"crest\":\"3 ft\"}}",
    "{\"set\":{\"crest\":\"12\"}}",
    "{\"set\":{\"wind\":\"hot\"}}",
    "{\"inject\":\"leak\",\"fields\":{\"siz\":\"9\"}}",
    "{\"decide\":\"stop.tight\",\"outcome\":\"maybe\"}",
    "{\"report\":\"first\",\"to\":[\"town\"]}",
    "{\"acknowledge\":\"first\",\"by\":\"town\"}",
    "{\"set\":{}}",
    "{\"set\":\"share\"}",
    "{\"declare\":\"XX\"}",
    "{\"declare\":\"none\"}",
    "{\"declare\":\"I\",\"ladder\":\"nowhere\"}",
    "{\"propose\":\"war\"}",
    "{\"approve\":\"stop.close\"}",
    "{\"approve\":\"end\",\"answer\":\"perhaps\"}",
    "{\"report\":\"nosuch\",\"to\":[\"crew\"]}",
    "{\"acknowledge\":\"nosuch\"}",
    "{\"announce\":\"nosuch\"}",
    "{\"withhold\":\"nosuch\"}",
    "{\"form\":\"crew\"}",
    "{\"form\":\"nosuch\"}",
    "{\"activate\":\"nosuch\"}",
    "{\"lose\":\"pumps\",\"amount\":\"lots\"}",
    "{\"lose\":\"pumps\",\"amount\":0}",
    "{\"lose\":\"nosuch\",\"amount\":1}",
    "{\"unreachable\":\"crew\",\"for\":\"soon\"}",
    "{\"unreachable\":\"crew\",\"for\":\"20\"}",
    "{\"unreachable\":\"crew\",\"for\":\"0min\"}",
    "{\"extend\":\"stop.close\",\"by\":\"0min\"}",
    "{\"extend\":\"nosuch\",\"by\":\"5min\"}",
    "{\"forecast\":{\"landfall\":\"+2h\"}}",
    "{\"jump\":\"back\"}",
    "{\"pause\":\"5min\"}",
    "{\"series\":\"x\"}",
    "[]",
    "\"did\"",
};
static const char *const refused_others[][2] = {
    {"truth", "{\"facts\":{\"scop\":\"x\"}}"},
    {"truth", "{\"facts\":{\"scope\":{\"a\":1}}}"},
    {"truth", "{\"facts\":{\"scope\":[]}}"},
    {"truth", "{\"facts\":[]}"},
    {"clock", "{\"do\":\"fly\"}"},
    {"clock", "{\"do\":\"run\",\"rate\":9999}"},
    {"note", "{\"text\":\"x\",\"duty\":7}"},
    {"note", "{}"},
    {"skip", "{\"number\":77,\"why\":\"x\"}"},
    {"correct", "{\"row\":1,\"why\":\"x\"}"},
    {"assign", "{\"person\":\"p9\",\"role\":\"player\"}"},
    {"hands", "{\"body\":\"nosuch\",\"by\":\"people\"}"},
    {"rating", "{\"objective\":\"nosuch\",\"rating\":\"P\"}"},
    {"fly", "{}"},
};

/* Whatever an act can be refused for is said in the language of the page. */
static void mistakes_are_said_in_the_language_of_the_page(void **state)
{
    table *t = *state;
    unsigned count = 0;
    char body[300];

    table_open(t, SCENARIO);
    table_do(t, "p1", "clock", "{\"do\":\"run\",\"rate\":1}");
    for (size_t i = 0; i < sizeof refused_entries / sizeof refused_entries[0]; i++) {
        (void)snprintf(body, sizeof body, "{\"entry\":%s}", refused_entries[i]);
        count += count_unsaid(t, "act", body);
    }
    for (size_t i = 0; i < sizeof refused_others / sizeof refused_others[0]; i++)
        count += count_unsaid(t, refused_others[i][0], refused_others[i][1]);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(mistakes_are_said_in_the_language_of_the_page, table_setup,
                                        table_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
