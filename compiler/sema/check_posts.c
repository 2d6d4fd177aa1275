/* check_posts.c - T0158 successor-elsewhere, T0159 two-successors, T0160 same-holder, T0161
 * holder-unclear, T0162 deputy-without-succession, T0163 shared-means: who holds a post, and who
 * steps in. */
#include <string.h>

#include "base/utf8.h"
#include "sema/checks.h"
#include "sema/parts.h"

/* ── texts ───────────────────────────────────────────────────────────────── */

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

/* "…" and "—" stand for what is not written down. */
static bool says_something(const char *text)
{
    size_t size = strlen(text);
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        if (toc_codepoint_is_name_start(toc_utf8_decode(text + at, size - at, &step)))
            return true;
    }
    return false;
}

/* ── successors ──────────────────────────────────────────────────────────── */

static void check_elsewhere(const toc_check_context *context, const toc_plan_body *post)
{
    const toc_plan_body *above = post->succeeds.target;
    toc_diag *diag;

    if (!above || toc_body_is_in_line(post, above))
        return;
    diag = toc_diag_add(context->sink, TOC_D_SUCCESSOR_ELSEWHERE, post->succeeds.span,
                        "`%s` would take over from `%s`, but stands outside its line of command",
                        post->base.full, above->base.full);
    toc_diag_add_help(context->sink, diag, "name a successor in `%s`, or say whom `%s` is under",
                      toc_body_org(above)->base.full, toc_body_org(post)->base.full);
}

static void check_second(const toc_check_context *context, const toc_plan_body *post,
                         const toc_plan_body **first)
{
    const toc_plan_body *above = post->succeeds.target;
    toc_diag *diag;

    if (!above)
        return;
    if (!first[above->base.id]) {
        first[above->base.id] = post;
        return;
    }
    diag = toc_diag_add(context->sink, TOC_D_TWO_SUCCESSORS, post->succeeds.span,
                        "two would take over from `%s` at once", above->base.full);
    toc_diag_add_label(context->sink, diag, first[above->base.id]->succeeds.span, "the other one");
    toc_diag_add_help(context->sink, diag, "put them in order: `succeeds %s`",
                      first[above->base.id]->base.full);
}

static bool is_reached_alike(const toc_plan_body *post, const toc_contact *means)
{
    for (uint32_t i = 0; i < post->contacts.count; i++) {
        if (strcmp(post->contacts.items[i].text, means->text) == 0)
            return true;
    }
    return false;
}

/* A radio channel is everybody's; a telephone is one person's. */
static void check_means(const toc_check_context *context, const toc_plan_body *post)
{
    const toc_plan_body *above = post->succeeds.target;
    toc_diag *diag;

    if (!above || post->contacts.count == 0)
        return;
    for (uint32_t i = 0; i < post->contacts.count; i++) {
        const toc_contact *means = &post->contacts.items[i];

        if (means->kind == TOC_CONTACT_RADIO || !says_something(means->text) ||
            !is_reached_alike(above, means))
            return;
    }
    diag = toc_diag_add(context->sink, TOC_D_SHARED_MEANS, post->base.span,
                        "`%s` can be reached in no way in which `%s`, whom it succeeds, cannot",
                        post->base.full, above->base.full);
    toc_diag_set_here(context->sink, diag, "%s",
                      post->contacts.count == 1
                          ? TOC_PHRASE("its one contact is the other's, too")
                          : TOC_PHRASE("all its contacts are the other's, too"));
    toc_diag_add_label(context->sink, diag, above->base.span, "whom it steps in for");
    toc_diag_add_help(context->sink, diag,
                      "give `%s` a contact of its own; a radio channel, which all hear, will do",
                      post->base.full);
}

static bool begins(const char *text, const char *part)
{
    return strncmp(text, part, strlen(part)) == 0;
}

/* "Deputy controller", but not "Controller (deputy manager)": what else its holder is. */
static bool is_deputy(const toc_plan_body *post, const char *name)
{
    for (const toc_text *title = post->base.title; title; title = title->next) {
        if (begins(title->bytes, "副") || begins(title->bytes, "Deputy") ||
            begins(title->bytes, "Vice"))
            return true;
    }
    return begins(name, "deputy") || begins(name, "vice") || begins(name, "副");
}

/* A deputy alone in its org may be somebody's elsewhere. */
static void check_deputy(const toc_check_context *context, const toc_plan_body *post)
{
    const char *name = toc_symbol_text(context->plan->names, post->base.name);
    toc_diag *diag;

    if (!post->org || post->org->posts.count < 2 || !toc_span_is_none(post->succeeds.span) ||
        !is_deputy(post, name))
        return;
    diag =
        toc_diag_add(context->sink, TOC_D_DEPUTY_WITHOUT_SUCCESSION, post->base.span,
                     "`%s` is a deputy, but is not said to step in for anybody", post->base.full);
    toc_diag_add_help(context->sink, diag, "say whose place it takes: `succeeds …`");
}

/* ── holders ─────────────────────────────────────────────────────────────── */

typedef struct holders {
    const toc_check_context *context;
    toc_intern_table *names;
    TOC_VEC(const toc_plan_body *) first; /* by number of the holder's name */
} holders;

static const toc_plan_body **first_of(holders *it, const char *name)
{
    uint32_t number = toc_intern(it->names, name, strlen(name)).v;

    while (it->first.count <= number)
        TOC_PUSH(it->context->arena, &it->first, NULL);
    return &it->first.items[number];
}

/* Told at the later one in the text. */
static void report_holder(const toc_check_context *context, const toc_plan_body *a,
                          const toc_plan_body *b)
{
    const toc_plan_body *first = a->holder->span.begin < b->holder->span.begin ? a : b;
    const toc_plan_body *post = first == a ? b : a;
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_SAME_HOLDER, post->holder->span,
                     "one holder has two posts: `%s` and `%s`", first->base.full, post->base.full);

    toc_diag_add_label(context->sink, diag, first->holder->span, "the other post");
    if (post->succeeds.target == first || first->succeeds.target == post)
        toc_diag_add_note(context->sink, diag, "the one takes over from the other: nobody does");
    toc_diag_add_help(context->sink, diag, "name another holder for one of them");
}

static void check_holder(holders *it, const toc_plan_body *post)
{
    const toc_plan_body **first;

    if (!post->holder || !says_something(post->holder->bytes))
        return;
    first = first_of(it, toc_utf8_fold(it->context->arena, post->holder->bytes));
    if (*first)
        report_holder(it->context, *first, post);
    *first = post;
}

/* Words that a title ends with: only between such is "、" a list of people. */
static bool ends_as_title(const char *text, size_t size)
{
    static const char *const ends[] = {"长", "長", "记", "記", "任", "理",
                                       "师", "師", "员", "員", "监", "監"};

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t length = strlen(ends[i]);

        if (size >= length && memcmp(text + size - length, ends[i], length) == 0)
            return true;
    }
    return false;
}

static bool names_two(const char *text)
{
    static const char *const joints[] = {"、", "或"};

    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        const char *at = strstr(text, joints[i]);

        if (at && ends_as_title(text, (size_t)(at - text)) && ends_as_title(text, strlen(text)))
            return true;
    }
    return has(text, TOC_PHRASE(" or "));
}

static void check_clear(const toc_check_context *context, const toc_plan_body *post)
{
    toc_diag *diag;

    if (!post->holder || !names_two(post->holder->bytes))
        return;
    diag = toc_diag_add(context->sink, TOC_D_HOLDER_UNCLEAR, post->holder->span,
                        "more than one office is named as the holder of `%s`", post->base.full);
    toc_diag_add_help(context->sink, diag,
                      "name one; if it is another person, give it a post that `succeeds` this one");
}

void toc_check_posts(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_plan_body **first =
        TOC_NEW_ARRAY(context->arena, const toc_plan_body *, plan->bodies.count);
    holders it = {.context = context, .names = toc_intern_new(context->arena)};

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *post = plan->bodies.items[i];

        if (!post->is_post || !post->base.decl)
            continue;
        check_elsewhere(context, post);
        check_second(context, post, first);
        check_means(context, post);
        check_deputy(context, post);
        check_holder(&it, post);
        check_clear(context, post);
    }
}
