/* check_contacts.c - T0378 few-contacts, T0379 no-contact, T0380 contacts-alike, T0381
 * contact-malformed: how those who decide are reached.  What a contact says is never repeated in a
 * message. */
#include <string.h>

#include "base/utf8.h"
#include "sema/checks.h"
#include "sema/parts.h"

/* ── how many ────────────────────────────────────────────────────────────── */

typedef struct means {
    uint32_t count;
    uint32_t kinds; /* set of toc_contact_kind */
} means;

static void add(means *m, const toc_plan_body *body)
{
    m->count += body->contacts.count;
    for (uint32_t i = 0; i < body->contacts.count; i++)
        m->kinds |= 1u << body->contacts.items[i].kind;
}

/* A post without means of its own is reached through its org, an org through its posts too. */
static means means_of(const toc_plan_body *body)
{
    means m = {0, 0};

    add(&m, body);
    if (body->is_post && m.count == 0)
        add(&m, toc_body_org(body));
    for (uint32_t i = 0; !body->is_post && i < body->posts.count; i++)
        add(&m, body->posts.items[i]);
    return m;
}

/* ── who ─────────────────────────────────────────────────────────────────── */

static const char *deed_of(toc_part part)
{
    if (part == TOC_PART_DECLARES || part == TOC_PART_MAY)
        return TOC_PHRASE("decides on the level here");
    if (part == TOC_PART_PROPOSES)
        return TOC_PHRASE("proposes the end here");
    if (part == TOC_PART_ENDS || part == TOC_PART_APPROVES)
        return TOC_PHRASE("approves here");
    return part == TOC_PART_LEADS ? TOC_PHRASE("leads here") : NULL;
}

typedef struct keys {
    const toc_check_context *context;
    bool *is_told; /* by body */
} keys;

static toc_diag *report(const toc_check_context *context, toc_diag_code code,
                        const toc_plan_body *body, const char *fault)
{
    toc_diag *diag =
        toc_diag_add(context->sink, code, body->base.span, "%s: `%s`", fault, body->base.full);

    toc_diag_add_help(context->sink, diag,
                      "give two means that do not fail together, such as `contact mobile` and "
                      "`contact radio`");
    return diag;
}

static toc_diag *check_body(const toc_check_context *context, const toc_plan_body *body)
{
    const uint32_t written = (1u << TOC_CONTACT_EMAIL) | (1u << TOC_CONTACT_FAX);
    means m = means_of(body);

    if (m.count == 0)
        return report(context, TOC_D_NO_CONTACT, body,
                      TOC_PHRASE("nothing says how this body is reached"));
    if (m.count == 1)
        return report(context, TOC_D_FEW_CONTACTS, body,
                      TOC_PHRASE("there is only one way to reach this body"));
    if ((m.kinds & ~written) == 0)
        return report(context, TOC_D_CONTACTS_ALIKE, body,
                      TOC_PHRASE("this body is reached in writing only, and nothing rings"));
    if ((m.kinds & (m.kinds - 1)) == 0)
        return report(
            context, TOC_D_CONTACTS_ALIKE, body,
            TOC_PHRASE("all means to reach this body are of one kind, and fail together"));
    return NULL;
}

/* Bodies that are formed get their means when they are. */
static bool is_reachable_at_all(const toc_plan_body *org)
{
    return org->kind != TOC_BODY_PUBLIC && toc_span_is_none(org->formed.by.span) && org->base.decl;
}

static void check_key(keys *it, const toc_plan_body *body, const toc_body_ref *ref,
                      const char *deed)
{
    toc_diag *diag;

    if (it->is_told[body->base.id] || !is_reachable_at_all(toc_body_org(body)))
        return;
    it->is_told[body->base.id] = true;
    diag = check_body(it->context, body);
    if (diag)
        toc_diag_add_label(it->context->sink, diag, ref->span, "%s", deed);
}

static void visit(void *state, toc_part part, const toc_body_ref *ref, const toc_entity *of)
{
    const char *deed = deed_of(part);

    (void)of;
    if (deed)
        check_key(state, ref->target, ref, deed);
}

/* A plan without any contact keeps them elsewhere, and may. */
static bool has_contacts(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (plan->bodies.items[i]->contacts.count > 0)
            return true;
    }
    return false;
}

void toc_check_contacts(const toc_check_context *context)
{
    keys it = {context, TOC_NEW_ARRAY(context->arena, bool, context->plan->bodies.count)};

    if (!has_contacts(context->plan))
        return;
    toc_parts_visit(context->plan, visit, &it);
    for (uint32_t i = 0; i < context->plan->bodies.count; i++) { /* who steps in is as much a key */
        const toc_plan_body *post = context->plan->bodies.items[i];

        if (post->succeeds.target && it.is_told[post->succeeds.target->base.id])
            check_key(&it, post, &post->succeeds, TOC_PHRASE("steps in for one who decides"));
    }
}

/* ── what they say ───────────────────────────────────────────────────────── */

/* "…" stands for what is not written down. */
static bool is_elided(const char *text)
{
    return strstr(text, "…") || strstr(text, "...") || strchr(text, '*');
}

static bool has_digit(const char *text)
{
    size_t size = strlen(text);
    unsigned step;

    for (size_t at = 0; at < size; at += step) {
        int32_t c = toc_utf8_decode(text + at, size - at, &step);

        if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)) /* full-width ones */
            return true;
    }
    return false;
}

static const char *fault_of(const toc_contact *contact)
{
    const char *text = contact->text;
    bool is_number = contact->kind == TOC_CONTACT_PHONE || contact->kind == TOC_CONTACT_MOBILE ||
                     contact->kind == TOC_CONTACT_FAX;

    if (!*text)
        return TOC_PHRASE("this contact is empty");
    if (is_elided(text))
        return NULL;
    if (is_number && strchr(text, '@'))
        return TOC_PHRASE("this is a mail address, given as a telephone number");
    if (is_number && !has_digit(text))
        return TOC_PHRASE("this telephone number has no digit");
    if (contact->kind == TOC_CONTACT_EMAIL && !strchr(text, '@'))
        return TOC_PHRASE("this mail address has no `@`");
    return NULL;
}

void toc_check_contact_texts(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->bodies.count; i++) {
        const toc_plan_body *body = context->plan->bodies.items[i];

        for (uint32_t c = 0; c < body->contacts.count; c++) {
            const char *fault = fault_of(&body->contacts.items[c]);

            if (fault)
                toc_diag_add(context->sink, TOC_D_CONTACT_MALFORMED, body->contacts.items[c].span,
                             "%s", fault);
        }
    }
}
