/* test_syntax_parse.c - every declaration, clause and condition of the language, as a tree. */
#include "tests/support/syntax_fixture.h"

typedef struct clause_case {
    const char *clause;
    const char *tree; /* one line; NULL: the same as the clause */
} clause_case;

static void assert_cases(syntax_fixture *f, const clause_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_clause(f, cases[i].clause, cases[i].tree ? cases[i].tree : cases[i].clause);
}

#define ASSERT_CASES(f, cases) assert_cases(f, cases, sizeof(cases) / sizeof(cases)[0])

/* ── clauses ─────────────────────────────────────────────────────────────── */

static void clauses_of_plans_and_bodies(void **state)
{
    static const clause_case cases[] = {
        {"clause \"3.3.4\"", NULL},
        {"see law-1, law-2", "see law-1 law-2"},
        {"version \"2016.1\"", NULL},
        {"status approved", "status 'approved"},
        {"status \"in repair\"", NULL},
        {"issuer office", NULL},
        {"approver office.chief", NULL},
        {"basis \"a\" en \"A\", \"b\"", "basis \"a\" en \"A\" \"b\""},
        {"basis worst", "basis 'worst"},
        {"scope \"all\"", NULL},
        {"scope comprehensive", "scope 'comprehensive"},
        {"principles \"a\", \"b\"", "principles \"a\" \"b\""},
        {"language zh-Hant", "language 'zh-Hant"},
        {"timezone \"Asia/Shanghai\"", NULL},
        {"review every 3y", "review 36mo"},
        {"supersedes \"2015\"", NULL},
        {"classification internal", "classification 'internal"},
        {"kind headquarters", "kind 'headquarters"},
        {"under lead-group", NULL},
        {"office of lead-group", NULL},
        {"located in site", NULL},
        {"member of a, b", "member of a b"},
        {"advises a", NULL},
        {"links a, b", "links a b"},
        {"principle \"p\"", NULL},
        {"contact mobile \"139\"", "contact 'mobile \"139\""},
        {"formed by a", NULL},
        {"formed by a from b when c within 1h", "formed by a [from b] [when c] [within 1h]"},
        {"formed by a when level at least II and c within 1h of d",
         "formed by a [when (and (at-least level II) c)] [within 1h @d]"},
        {"span 7", NULL},
        {"holder \"h\"", NULL},
        {"succeeds chief", NULL},
    };

    ASSERT_CASES(*state, cases);
}

static void clauses_of_resources_and_signals(void **state)
{
    static const clause_case cases[] = {
        {"owner tech", NULL},
        {"count", NULL},
        {"count 4", NULL},
        {"count 500 unit \"人\"", "count 500 [unit \"人\"]"},
        {"consumable", NULL},
        {"at \"gate\" 23.1, -113.25", "at \"gate\" 23.100000 -113.250000"},
        {"at \"gate\" 23 113", NULL},
        {"at \"gate\"", NULL},
        {"ready within 20min", NULL},
        {"available 24h", "available !24h"},
        {"available 08:00..12:00 mon..wed", "available 08:00 12:00 MTW----"},
        {"definition \"d\"", NULL},
        {"category a, b.c", "category a b.c"},
        {"fields n count, q number, t text, d duration, f flag, p percent",
         "fields 'n 'count 'q 'number 't 'text 'd 'duration 'f 'flag 'p 'percent"},
        {"fields s one of (low, high), r ordered (city, province)",
         "fields 's [one of 'low 'high] 'r [ordered 'city 'province]"},
        {"seen by a, b", "seen by a b"},
        {"number", NULL},
        {"percent", NULL},
        {"duration", NULL},
        {"flag", NULL},
        {"one of (a, b, c)", "one of 'a 'b 'c"},
        {"ordered (city, province)", "ordered 'city 'province"},
        {"unit \"m\"", NULL},
        {"range 0..40min", "range 0min 40min"},
        {"initial yes", "initial 'yes"},
        {"initial -3", NULL},
        {"initial 40min", NULL},
        {"source tech", NULL},
        {"from 2016-03-01 to 2016-03-16", "from 2016-03-01 2016-03-16"},
        {"from 22:00 to 06:00", "from 22:00 06:00"},
        {"yearly", NULL},
        {"weekly", NULL},
        {"holiday", NULL},
        {"workday", NULL},
    };

    ASSERT_CASES(*state, cases);
}

static void clauses_of_triggers_and_levels(void **state)
{
    static const clause_case cases[] = {
        {"on a, b", "on @a @b"},
        {"on level at least III", "on @level>=III"},
        {"on level is II", "on @level==II"},
        {"on level below II", "on @level<II"},
        {"on warning at least yellow", "on @level>=warning/yellow"},
        {"on end of level", "on @end of "},
        {"on end of early, start of late", "on @end of early @start of late"},
        {"on declared II, warranted warning.red", "on @declared II @warranted warning/red"},
        {"when a", NULL},
        {"declared by a", NULL},
        {"declared by a within 2h of b", "declared by a [within 2h @b]"},
        {"lower after 2h", NULL},
        {"end when a and b proposed by c within 1h approved by d",
         "end when (and a b) [proposed by c [within 1h]] [approved by d]"},
        {"authority a may declare, raise, lower, end", "authority a 'declare 'raise 'lower 'end"},
        {"colour blue", "colour 'blue"},
        {"color blue", "colour 'blue"},
        {"alias \"x\", \"y\"", "alias \"x\" \"y\""},
        {"who \"w\"", NULL},
        {"phase early", "phase 'early"},
        {"lead a", NULL},
        {"repeats", NULL},
    };

    ASSERT_CASES(*state, cases);
}

static void clauses_of_steps_and_decisions(void **state)
{
    static const clause_case cases[] = {
        {"by a.chief", NULL},
        {"with a, b", "with a b"},
        {"to a", NULL},
        {"after a, b.yes", "after a b.yes"},
        {"after any of a, b", "after !any a b"},
        {"within 30min", NULL},
        {"within 30min of incident", "within 30min @incident"},
        {"within 1h of end of level", "within 1h @end of "},
        {"within 1h of start of s", "within 1h @start of s"},
        {"within 1h of declared II", "within 1h @declared II"},
        {"by time 08:00", NULL},
        {"before 2h before landfall", "before 2h landfall"},
        {"uses 1 a, 2 b", "uses 1 a 2 b"},
        {"uses 2 \"辆\" van", "uses 2\"辆\" van"},
        {"consumes 20k fund", "consumes 20000 fund"},
        {"fills 20 of shelter", "fills 20 shelter"},
        {"frees 20 shelter", NULL},
        {"requests 3 van from depot", "requests 3 van [from depot]"},
        {"needs approval by b given within 15min", "needs approval by b [within 15min]"},
        {"needs approval by b within 15min", "needs approval by b [within 15min]"},
        {"needs approval by b", NULL},
        {"every 2h", NULL},
        {"every 2h until contained", "every 2h [until contained]"},
        {"every 24h by time 08:00 until a", "every 1d [by time 08:00] [until a]"},
        {"at most 3 times", "at most 3"},
        {"if late escalate to II", "if late 'escalate II"},
        {"if late notify a, b", "if late 'notify a b"},
        {"if late do early", "if late 'do early"},
        {"activates overall.early, b", "activates overall.early b"},
        {"objective speed", NULL},
        {"objective speed weight 3", "objective speed [weight 3]"},
        {"grace 5min", NULL},
        {"instruction \"i\"", NULL},
        {"evidence \"e\"", NULL},
        {"safety \"s\"", NULL},
        {"yes -> a", "-> 'yes a"},
        {"yes 30% -> a", "-> 'yes 30% a"},
        {"yes when a > 3 -> b, c", "-> 'yes (> a 3) b c"},
        {"yes 30% when a -> b", "-> 'yes 30% a b"},
        {"no -> recheck after 1h, end after 2h, c", "-> 'no recheck [after 1h] !end [after 2h] c"},
        {"late -> end", "-> 'late !end"},
    };

    ASSERT_CASES(*state, cases);
}

static void clauses_of_telling_and_drilling(void **state)
{
    static const clause_case cases[] = {
        {"from a", NULL},
        {"copy a, b", "copy a b"},
        {"copy to a", "copy a"},
        {"while level at least III", "while (at-least level III)"},
        {"content a, b", "content a b"},
        {"method phone, fax", "method 'phone 'fax"},
        {"level at least II", "level (at-least level II)"},
        {"until a", NULL},
        {"hop a to b", "hop a [to b]"},
        {"hop a to b, c within 1h method phone", "hop a [to b c] [within 1h] [method 'phone]"},
        {"verify within 30min by a", "verify within 30min [by a]"},
        {"overall within 4h of a", "overall within 4h @a"},
        {"skip to a when level at least II", "skip to a [when (at-least level II)]"},
        {"if no answer within 3min to a", "if no answer 3min [to a]"},
        {"written within 2h of upward.county", "written within 2h @upward.county"},
        {"via sms, tv, web", "via 'sms 'tv 'web"},
        {"approved by a within 1h", "approved by a [within 1h]"},
        {"weight 25", NULL},
        {"capability \"c\"", NULL},
        {"rating P at least 90", "rating 'P 90"},
        {"term \"Word\" \"meaning\"", NULL},
        {"term \"字\" en \"Word\" \"义\" en \"meaning\"", NULL},
        {"cover 24h", "cover !24h"},
        {"shift day 08:00..20:00 mon..fri least 2", "shift 'day 08:00 20:00 MTWTF-- 2"},
        {"shift night 20:00..08:00", "shift 'night 20:00 08:00"},
        {"at least 2 per year", "at least 2"},
        {"next 2016-06-15", NULL},
        {"scenario \"a.yaml\"", NULL},
        {"text \"t\"", NULL},
    };

    ASSERT_CASES(*state, cases);
}

/* ── conditions ──────────────────────────────────────────────────────────── */

static void conditions_bind_as_written(void **state)
{
    static const clause_case cases[] = {
        {"when a and b or c", "when (or (and a b) c)"},
        {"when a or b and c", "when (or a (and b c))"},
        {"when not a and b", "when (and (not a) b)"},
        {"when not (a or b)", "when (not (or a b))"},
        {"when a and b for 10min", "when (and a (for b 10min))"},
        {"when (a and b) for 10min", "when (for (and a b) 10min)"},
        {"when not a for 10min", "when (not (for a 10min))"},
        {"when a + b * c - d / 2 >= -e", "when (>= (- (+ a (* b c)) (/ d 2)) (neg e))"},
        {"when a == 1 and b = 2 and c != 3", "when (and (and (== a 1) (== b 2)) (!= c 3))"},
        {"when a < 1 or b <= 2 or c > 3", "when (or (or (< a 1) (<= b 2)) (> c 3))"},
        {"when landfall - 24h > 2h", "when (> (- landfall 1d) 2h)"},
        {"when x == \"red\"", "when (== x \"red\")"},
        {"when crest >= 3.5 \"m\"", "when (>= crest 3.500000\"m\")"},
    };

    ASSERT_CASES(*state, cases);
}

static void conditions_speak_of_levels_times_and_events(void **state)
{
    static const clause_case cases[] = {
        {"when level at least III", "when (at-least level III)"},
        {"when level is II or warning below red", "when (or (is level II) (below warning red))"},
        {"when scope at least province", "when (at-least scope province)"},
        {"when in sensitive", "when in-period:sensitive"},
        {"when not in sensitive", "when (not in-period:sensitive)"},
        {"when x in (a, b, 3)", "when (in x a b 3)"},
        {"when casualties of accident > 3", "when (> casualties@accident 3)"},
        {"when count(fire, 24h) >= 3", "when (>= (call count fire 1d) 3)"},
        {"when sum(a, 24h) + min(a, 1h) > max(a, 1h)",
         "when (> (+ (call sum a 1d) (call min a 1h)) (call max a 1h))"},
        {"when mean(a, 1h) > 1 and rate(a, 1h) > 2",
         "when (and (> (call mean a 1h) 1) (> (call rate a 1h) 2))"},
        {"when rise(a, 1d) > 1", "when (> (call rise a 1d) 1)"},
        {"when outbreak(cases, ears-c2)", "when (call outbreak cases ears-c2)"},
        {"when since(end of level) > 2h", "when (> since@end of  2h)"},
        {"when since(incident) > 2h", "when (> since@incident 2h)"},
        {"when since(level at least II) > 2h", "when (> since@level>=II 2h)"},
        {"when time to landfall <= 72h", "when (<= time-to:landfall 3d)"},
        {"when happened(x) and happened(declared II)",
         "when (and (call happened x) (call happened @declared II))"},
        {"when happened((x))", "when (call happened x)"},
        {"when x.done and not x.late", "when (and x.done (not x.late))"},
        {"when shelter.free < 10%", "when (< shelter.free 10%)"},
        {"when level at least II at least 2 per year", "when (at-least level II)\n  at least 2"},
    };

    ASSERT_CASES(*state, cases);
}

/* ── declarations ────────────────────────────────────────────────────────── */

static void assert_tree(syntax_fixture *f, const char *text, const char *tree)
{
    syntax_parse(f, text);
    assert_no_errors(f);
    assert_string_equal(syntax_dump(f), tree);
}

static void every_declaration_has_one_shape(void **state)
{
    static const char *const words[] = {
        "plan",      "org",      "post",     "resource", "category", "event",
        "indicator", "moment",   "period",   "trigger",  "level",    "response",
        "step",      "decision", "report",   "field",    "relay",    "announcement",
        "objective", "roster",   "exercise", "library",  "levels"};
    syntax_fixture *f = *state;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *word = words[i];
        toc_arena *arena = &f->base->arena;

        assert_tree(f, toc_arena_printf(arena, "%s a \"A\" en \"B\" { note \"n\" }", word),
                    toc_arena_printf(arena, "%s a \"A\" en \"B\" {\n  note \"n\"\n", word));
        assert_tree(f, toc_arena_printf(arena, "%s a \"A\"", word),
                    toc_arena_printf(arena, "%s a \"A\"\n", word));
        assert_tree(f, toc_arena_printf(arena, "%s a { }", word),
                    toc_arena_printf(arena, "%s a\n", word));
        assert_tree(f, toc_arena_printf(arena, "%s a", word),
                    toc_arena_printf(arena, "%s a\n", word));
    }
}

static void some_declarations_need_no_name(void **state)
{
    assert_tree(*state, "levels { level I }", "levels {\n  level I\n");
    assert_tree(*state, "glossary { term \"a\" \"b\" }", "glossary {\n  term \"a\" \"b\"\n");
    assert_tree(*state, "report-fields { field a \"A\" field b }",
                "report-fields {\n  field a \"A\"\n  field b\n");
    assert_tree(*state, "include \"orgs.plan\"", "include \"orgs.plan\"\n");
    assert_tree(*state, "extends overall \"o.plan\"", "extends overall \"o.plan\"\n");
}

static void the_place_tells_clause_from_declaration(void **state)
{
    assert_tree(*state, "category a { category b }", "category a {\n  category b\n");
    assert_tree(*state, "event a { category b }", "event a {\n  category b\n");
    assert_tree(*state, "objective a { weight 3 }", "objective a {\n  weight 3\n");
    assert_tree(*state, "roster a { org b }", "roster a {\n  org b\n");
    assert_tree(*state, "announcement a { by declarer to public }",
                "announcement a {\n  by !declarer\n  to !public\n");
    assert_tree(*state, "公告 a { 由 宣布者 至 公众 }",
                "announcement a {\n  by !declarer\n  to !public\n");
    assert_tree(*state, "step a { by declarer to public }",
                "step a {\n  by declarer\n  to public\n");
}

static void misplaced_clauses_are_read_all_the_same(void **state)
{
    assert_tree(*state, "takes 5min org a { takes 5min level b }",
                "takes 5min\norg a {\n  takes 5min\n  level b\n");
}

static void both_languages_give_one_tree(void **state)
{
    syntax_fixture *f = *state;
    const char *english;

    syntax_parse(f, "levels warning { declared by a within 2h of b\n"
                    "level red \"R\" { colour red when x at least y and not (in z) for 10min } }\n"
                    "response r { on end of level lead a phase recovery\n"
                    "decision d { by a after any of b, c yes 30% when x -> y no -> end } }");
    assert_no_errors(f);
    english = syntax_dump(f);
    assert_tree(f,
                "分级 warning ｛ 宣布单位 a 时限 2小时 自 b\n"
                "等级 red “R” ｛ 颜色 红色 当 x 至少 y 且 非 （处于 z） 持续 10分钟 ｝｝\n"
                "响应 r { 遇 结束于 等级 牵头 a 阶段 恢复\n"
                "決策 d { 由 a 繼 任一 b、c yes 30％ 當 x -> y no -> 結束 } }",
                english);
}

static void spans_cover_what_was_written(void **state)
{
    syntax_fixture *f = *state;
    const toc_decl *decl;
    const toc_clause *clause;

    syntax_parse(f, "step cutoff \"T\" { by o  within 30min of incident }");
    assert_no_errors(f);
    decl = f->parse->file->items->decl;
    clause = decl->items->next->clause;
    assert_int_equal(decl->span.begin, f->source->base);
    assert_int_equal(decl->span.end, f->source->base + f->source->size);
    assert_int_equal(decl->name.span.end - decl->name.span.begin, strlen("cutoff"));
    assert_int_equal(clause->keyword.end - clause->keyword.begin, strlen("within"));
    assert_int_equal(clause->span.end - clause->span.begin, strlen("within 30min of incident"));
    assert_int_equal(clause->args->next->span.end - clause->args->next->span.begin,
                     strlen("incident"));
}

static void an_empty_file_is_an_empty_tree(void **state)
{
    assert_tree(*state, "", "");
    assert_tree(*state, "\xEF\xBB\xBF# only a comment", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, syntax_setup, syntax_teardown)
        TEST(clauses_of_plans_and_bodies),
        TEST(clauses_of_resources_and_signals),
        TEST(clauses_of_triggers_and_levels),
        TEST(clauses_of_steps_and_decisions),
        TEST(clauses_of_telling_and_drilling),
        TEST(conditions_bind_as_written),
        TEST(conditions_speak_of_levels_times_and_events),
        TEST(every_declaration_has_one_shape),
        TEST(some_declarations_need_no_name),
        TEST(the_place_tells_clause_from_declaration),
        TEST(misplaced_clauses_are_read_all_the_same),
        TEST(both_languages_give_one_tree),
        TEST(spans_cover_what_was_written),
        TEST(an_empty_file_is_an_empty_tree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
