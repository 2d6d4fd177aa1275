/* score_truth.c - holds what a report said against what was so when it was sent, and when its sender
 * was last told: what is old but was true is not false. */
#include <string.h>

#include "drill/facts.h"
#include "drill/score_private.h"

typedef struct warranted { /* a ladder's grade, as its conditions say */
    uint32_t happening;
    toc_ms at;
    uint32_t rank;
} warranted;

typedef TOC_VEC(warranted) warranteds;

struct toc_truth_book {
    toc_arena *arena;
    const toc_drill *drill;
    const toc_machine *machine;
    const toc_hearsay *hearsay;
    uint32_t *first;     /* of each content field: its first row in the script's facts; one more */
    uint32_t *ladders;   /* of each content field: the ladder whose grade it holds, or TOC_NONE */
    warranteds *grades;  /* of each ladder */
    bool *has_condition; /* of each ladder: its grades follow from conditions */
};

/* What was so of one field at one instant. */
typedef struct state {
    bool is_known;
    const toc_truth_fact *fact; /* NULL: a grade by the ladder's conditions */
    uint32_t rank;              /* of a grade */
    toc_ms since;
} state;

/* ── what was so ── */

static const toc_bound_fact *fact_at(const toc_truth_book *book, uint32_t content, toc_ms at)
{
    const toc_bound_fact *facts = book->drill->script->facts;
    uint32_t low = book->first[content];
    uint32_t high = book->first[content + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (facts[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > book->first[content] ? &facts[low - 1] : NULL;
}

/* As the conditions had it at the end of instant @p at, before the record @p happening. */
static state grade_at(const toc_truth_book *book, uint32_t ladder, toc_ms at, uint32_t happening)
{
    const warranteds *course = &book->grades[ladder];
    state found = {.is_known = book->has_condition[ladder]};

    for (uint32_t i = 0; i < course->count; i++) {
        const warranted *row = &course->items[i];

        if (row->at > at || row->happening > happening)
            break;
        found.rank = row->rank;
        found.since = row->at;
    }
    return found;
}

static state state_at(const toc_truth_book *book, uint32_t content, toc_ms at, uint32_t happening)
{
    const toc_bound_fact *bound = fact_at(book, content, at);
    uint32_t ladder = book->ladders[content];

    if (bound && bound->fact->wordings.count > 0)
        return (state){true, bound->fact, bound->rank, bound->at};
    if (!bound && ladder != TOC_NONE)
        return grade_at(book, ladder, at, happening);
    return (state){.is_known = false};
}

static const char *state_text(const toc_truth_book *book, uint32_t content, const state *now)
{
    uint32_t ladder = book->ladders[content];
    toc_range levels;

    if (!now->is_known)
        return NULL;
    if (now->fact)
        return now->fact->wordings.items[0].text;
    levels = book->machine->ladders[ladder].levels;
    return now->rank == 0
               ? "none"
               : toc_machine_text(book->machine,
                                  book->machine->levels[levels.first + now->rank - 1].grade);
}

/* ── one fact ── */

static toc_fact_match compare_grade(const toc_truth_book *book, uint32_t ladder, const char *said,
                                    uint32_t rank)
{
    uint32_t stated = toc_grade_parse(book->arena, book->machine, ladder, said);

    if (stated == rank)
        return TOC_MATCH_EQUAL;
    if (stated == TOC_NONE)
        return TOC_MATCH_OTHER;
    return stated < rank ? TOC_MATCH_LOW : TOC_MATCH_HIGH;
}

static toc_fact_verdict verdict_of(const toc_truth_book *book, uint32_t content, const char *said,
                                   const state *now)
{
    static const toc_fact_verdict verdicts[] = {[TOC_MATCH_EQUAL] = TOC_FACT_RIGHT,
                                                [TOC_MATCH_LOW] = TOC_FACT_LOW,
                                                [TOC_MATCH_HIGH] = TOC_FACT_HIGH,
                                                [TOC_MATCH_OTHER] = TOC_FACT_WRONG};
    uint32_t ladder = book->ladders[content];

    if (!now->is_known)
        return TOC_FACT_UNKNOWN;
    if (ladder != TOC_NONE)
        return verdicts[compare_grade(book, ladder, said, now->rank)];
    return verdicts[toc_fact_compare(book->arena, said, &now->fact->wordings)];
}

static void fill_truth(const toc_truth_book *book, toc_fact *fact, const state *now)
{
    fact->truth = state_text(book, fact->content, now);
    fact->since = now->is_known ? now->since : TOC_MS_NONE;
    fact->place = now->fact ? now->fact->wordings.items[0].span : (toc_span){0};
}

/* "It was there, and the log does not go into it." */
static bool is_left_open(const char *said)
{
    return strcmp(said, TOC_SAID_OPEN) == 0 || strcmp(said, "...") == 0;
}

/* The truth when it was sent; when the sender was last told, if what it said suits that better. */
static void judge_said(const toc_truth_book *book, const toc_version_sent *version,
                       const toc_told *told, toc_fact *fact)
{
    state now = state_at(book, fact->content, version->at, version->happening);
    state then;
    toc_fact_verdict verdict;

    fill_truth(book, fact, &now);
    if (is_left_open(fact->said))
        return;
    fact->verdict = verdict_of(book, fact->content, fact->said, &now);
    if (fact->verdict == TOC_FACT_RIGHT || fact->verdict == TOC_FACT_UNKNOWN ||
        told->at == TOC_MS_NONE)
        return;
    then = state_at(book, fact->content, told->given, version->happening);
    verdict = verdict_of(book, fact->content, fact->said, &then);
    if (verdict == TOC_FACT_RIGHT) {
        fact->verdict = TOC_FACT_OLD;
    } else if (verdict == TOC_FACT_LOW && fact->verdict != TOC_FACT_LOW) {
        fact->verdict = verdict;
        fill_truth(book, fact, &then);
    }
}

/* A simulated sender says what was so when it was told. */
static void judge_simulated(const toc_truth_book *book, const toc_version_sent *version,
                            const toc_told *told, toc_fact *fact)
{
    state now = state_at(book, fact->content, version->at, version->happening);
    toc_ms known = told->at == TOC_MS_NONE ? version->at : told->given;
    state then = state_at(book, fact->content, known, version->happening);

    fact->said = state_text(book, fact->content, &then);
    fill_truth(book, fact, &now);
    if (!fact->said)
        fact->said = TOC_SAID_OPEN;
    else if (now.is_known)
        fact->verdict = verdict_of(book, fact->content, fact->said, &now) == TOC_FACT_RIGHT
                            ? TOC_FACT_RIGHT
                            : TOC_FACT_OLD;
}

/* ── all facts of a version ── */

static const toc_word_pair *find_said(const toc_bound_act *act, uint32_t content)
{
    for (uint32_t i = 0; i < act->said_count; i++) {
        if (act->said[i].content == content)
            return act->said[i].pair;
    }
    return NULL;
}

static bool is_owed(const toc_truth_book *book, toc_range owed, uint32_t content)
{
    for (uint32_t i = 0; i < owed.count; i++) {
        if (book->machine->ids[owed.first + i] == content)
            return true;
    }
    return false;
}

static toc_fact new_fact(uint32_t content, bool owed)
{
    return (toc_fact){
        .content = content, .verdict = TOC_FACT_UNKNOWN, .is_owed = owed, .since = TOC_MS_NONE};
}

static void judge_owed(const toc_truth_book *book, const toc_version_sent *version,
                       const toc_told *told, toc_fact *fact)
{
    const toc_word_pair *pair;
    state now;

    if (!version->act) {
        judge_simulated(book, version, told, fact);
        return;
    }
    pair = find_said(version->act, fact->content);
    if (pair && !pair->is_empty) {
        fact->said = pair->value.text;
        judge_said(book, version, told, fact);
        return;
    }
    now = state_at(book, fact->content, version->at, version->happening);
    fact->verdict = TOC_FACT_MISSING;
    fill_truth(book, fact, &now);
}

toc_facts toc_truth_judge(toc_truth_book *book, const toc_version_sent *version)
{
    bool goes_in = version->act ? !toc_span_is_none(version->act->entry->pairs_span)
                                : book->drill->script->fact_count > 0;
    uint32_t most = version->owed.count + (version->act ? version->act->said_count : 0);
    toc_told told = toc_hearsay_before(book->hearsay, version->by, version->happening);
    toc_fact *facts;
    uint32_t count = 0;

    if (!goes_in)
        return (toc_facts){NULL, 0};
    facts = TOC_NEW_ARRAY(book->arena, toc_fact, most);
    for (uint32_t i = 0; i < version->owed.count; i++, count++) {
        facts[count] = new_fact(book->machine->ids[version->owed.first + i], true);
        judge_owed(book, version, &told, &facts[count]);
    }
    for (uint32_t i = 0; version->act && i < version->act->said_count; i++) {
        const toc_bound_said *said = &version->act->said[i];

        if (said->pair->is_empty || is_owed(book, version->owed, said->content))
            continue;
        facts[count] = new_fact(said->content, false);
        judge_owed(book, version, &told, &facts[count++]);
    }
    return (toc_facts){facts, count};
}

bool toc_facts_are_right(toc_facts facts)
{
    for (uint32_t i = 0; i < facts.count; i++) {
        toc_fact_verdict verdict = facts.items[i].verdict;

        if (verdict != TOC_FACT_RIGHT && verdict != TOC_FACT_OLD && verdict != TOC_FACT_UNKNOWN)
            return false;
    }
    return true;
}

/* ── the book ── */

static void index_facts(toc_truth_book *book)
{
    const toc_script *script = book->drill->script;
    uint32_t count = book->machine->contents_count;
    uint32_t row = 0;

    book->first = TOC_NEW_ARRAY(book->arena, uint32_t, (size_t)count + 1);
    book->ladders = TOC_NEW_ARRAY(book->arena, uint32_t, count);
    for (uint32_t i = 0; i <= count; i++) {
        while (row < script->fact_count && script->facts[row].content < i)
            row++;
        book->first[i] = row;
    }
    for (uint32_t i = 0; i < count; i++)
        book->ladders[i] = toc_content_ladder(book->machine, i);
}

static void index_grades(toc_truth_book *book)
{
    const toc_drill *drill = book->drill;

    book->grades = TOC_NEW_ARRAY(book->arena, warranteds, book->machine->ladders_count);
    book->has_condition = TOC_NEW_ARRAY(book->arena, bool, book->machine->ladders_count);
    for (uint32_t i = 0; i < book->machine->levels_count; i++) {
        const toc_m_level *level = &book->machine->levels[i];

        book->has_condition[level->ladder] =
            book->has_condition[level->ladder] || level->condition != TOC_NONE;
    }
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;
        warranted row = {i, trace->at, (uint32_t)trace->value};

        if (trace->kind == TOC_TRACE_WARRANTED)
            TOC_PUSH(book->arena, &book->grades[trace->id], row);
    }
}

toc_truth_book *toc_truth_new(toc_arena *arena, const toc_drill *drill, const toc_hearsay *hearsay)
{
    toc_truth_book *book = TOC_NEW(arena, toc_truth_book);

    *book = (toc_truth_book){
        .arena = arena, .drill = drill, .machine = drill->machine, .hearsay = hearsay};
    index_facts(book);
    index_grades(book);
    return book;
}
