/* between_bodies.c - T0472 contacts-differ, T0473 titles-differ: one body, declared in two plans.
 *
 * What a contact says is private: messages show where it stands, and never repeat it. */
#include <string.h>

#include "analysis/between.h"

#define CONTACTS_MAX 32u /* of one body */

static const toc_text *title_in(const toc_entity *entity, const char *lang, const toc_plan *plan)
{
    for (const toc_text *text = entity->title; text; text = text->next) {
        toc_symbol own = text->lang.v ? text->lang : plan->head.language;

        if (own.v && strcmp(toc_symbol_text(plan->names, own), lang) == 0)
            return text;
    }
    return NULL;
}

/* Titles in a language that both have; false: they name two things.  *out_*: what differs. */
static bool titles_agree(const toc_between *it, const toc_entity *a, const toc_entity *b,
                         const toc_text **out_a, const toc_text **out_b)
{
    for (const toc_text *text = a->title; text; text = text->next) {
        toc_symbol lang = text->lang.v ? text->lang : it->plan->head.language;
        const toc_text *twin =
            lang.v ? title_in(b, toc_symbol_text(it->plan->names, lang), it->other) : NULL;

        if (twin && strcmp(twin->bytes, text->bytes) != 0) {
            *out_a = text;
            *out_b = twin;
            return false;
        }
    }
    return true;
}

/* @p kind is stated in both, and no text of it is the same. */
static bool differs(const toc_plan_body *a, const toc_plan_body *b, toc_contact_kind kind,
                    const toc_contact **out_a, const toc_contact **out_b)
{
    *out_a = NULL;
    *out_b = NULL;
    for (uint32_t i = 0; i < a->contacts.count && i < CONTACTS_MAX; i++) {
        if (a->contacts.items[i].kind != kind)
            continue;
        *out_a = *out_a ? *out_a : &a->contacts.items[i];
        for (uint32_t j = 0; j < b->contacts.count && j < CONTACTS_MAX; j++) {
            if (b->contacts.items[j].kind != kind)
                continue;
            *out_b = *out_b ? *out_b : &b->contacts.items[j];
            if (strcmp(a->contacts.items[i].text, b->contacts.items[j].text) == 0)
                return false;
        }
    }
    return *out_a && *out_b;
}

static void check_contacts(const toc_between *it, const toc_plan_body *body,
                           const toc_plan_body *twin)
{
    static const char *const words[] = {"phone", "mobile", "radio", "email", "fax", "im"};

    for (int kind = TOC_CONTACT_PHONE; kind <= TOC_CONTACT_IM; kind++) {
        const toc_contact *a;
        const toc_contact *b;
        toc_diag *diag;

        if (!differs(body, twin, (toc_contact_kind)kind, &a, &b))
            continue;
        diag = toc_diag_add(it->sink, TOC_D_CONTACTS_DIFFER, a->span,
                            "`%s` has another `%s` here than in `%s`", body->base.full, words[kind],
                            it->called);
        toc_diag_add_label(it->sink, diag, b->span, "the other one");
        toc_diag_add_help(it->sink, diag,
                          "put the body into a file that both plans take in with `include`");
    }
}

void toc_between_body_pair(const toc_between *it, const toc_plan_body *body,
                           const toc_plan_body *twin)
{
    const toc_text *a;
    const toc_text *b;
    toc_diag *diag;

    if (titles_agree(it, &body->base, &twin->base, &a, &b)) {
        check_contacts(it, body, twin);
        return;
    }
    diag = toc_diag_add(it->sink, TOC_D_TITLES_DIFFER, a->span,
                        "`%s` is called otherwise here than in `%s`", body->base.full, it->called);
    toc_diag_add_label(it->sink, diag, b->span, "its title there");
    toc_diag_add_help(it->sink, diag, "if they are two, give them two names");
}

void toc_between_bodies(const toc_between *it)
{
    for (uint32_t i = 0; i < it->plan->bodies.count; i++) {
        const toc_plan_body *body = it->plan->bodies.items[i];
        const toc_plan_body *twin = body->base.decl ? toc_between_body(it, body) : NULL;

        if (twin && twin->base.decl)
            toc_between_body_pair(it, body, twin);
    }
}

static void check_parent(const toc_check_context *context, const toc_between *it,
                         const toc_plan_parent *parent)
{
    (void)context;
    (void)parent;
    toc_between_bodies(it);
}

void toc_check_parent_bodies(const toc_check_context *context)
{
    toc_between_parents(context, check_parent);
}
