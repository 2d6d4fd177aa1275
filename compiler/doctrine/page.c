/* page.c - a pack as a page for people: who it speaks of, what it asks and where that stands. */
#include <string.h>

#include "base/time.h"
#include "doctrine/pack.h"

typedef struct pack_view {
    const toc_pack *pack;
    bool is_chinese;
    FILE *out;
} pack_view;

const char *toc_pack_text(const toc_pack *pack, const toc_text *text, const char *language)
{
    size_t size = strlen(language);

    for (const toc_text *it = text; it && size > 0; it = it->next) {
        if (it->lang.v != 0 && strncmp(toc_symbol_text(pack->names, it->lang), language, size) == 0)
            return it->bytes;
    }
    return text ? text->bytes : "";
}

static const char *pick(const pack_view *view, const toc_text *text)
{
    return toc_pack_text(view->pack, text, view->is_chinese ? "zh" : "en");
}

static void print_texts(const pack_view *view, const toc_pack_texts *texts, const char *indent)
{
    for (uint32_t i = 0; i < texts->count; i++)
        fprintf(view->out, "%s%s\n", indent, pick(view, texts->items[i]));
}

static void print_names(const pack_view *view, const toc_pack_names *names, const char *heading)
{
    if (names->count == 0)
        return;
    fprintf(view->out, "\n%s\n", heading);
    for (uint32_t i = 0; i < names->count; i++) {
        const toc_pack_name *name = &names->items[i];

        fprintf(view->out, "  %s  %s\n", name->name, pick(view, name->title));
        print_texts(view, &name->texts, "      ");
    }
}

static void print_date(const pack_view *view, const char *word, int64_t day)
{
    toc_date date;

    if (day == INT64_MIN || day == INT64_MAX)
        return;
    date = toc_date_from_days(day);
    fprintf(view->out, "      %s %04d-%02d-%02d\n", word, (int)date.year, (int)date.month,
            (int)date.day);
}

static void print_rule(const pack_view *view, const toc_rule *rule)
{
    fprintf(view->out, "\n  %s  %s\n", rule->name, pick(view, rule->title));
    for (uint32_t i = 0; i < rule->citations.count; i++) {
        const toc_citation *citation = &rule->citations.items[i];

        fprintf(view->out, "      %s%s%s\n", citation->law ? pick(view, citation->law->title) : "",
                citation->law ? " " : "", pick(view, citation->article));
    }
    print_date(view, view->is_chinese ? "自从" : "since", rule->since);
    print_date(view, view->is_chinese ? "直到" : "until", rule->until);
    fprintf(view->out, "      %s\n", rule->applies);
    for (uint32_t i = 0; i < rule->demands.count; i++)
        fprintf(view->out, "      %s\n", rule->demands.items[i].written);
    print_texts(view, &rule->notes, "      ");
}

void toc_pack_print(const toc_pack *pack, const char *language, FILE *out)
{
    pack_view view = {pack, strcmp(language, "zh") == 0, out};

    fprintf(out, "%s  %s\n", pack->name, pick(&view, pack->title));
    if (pack->version)
        fprintf(out, "%s %s\n", view.is_chinese ? "版本" : "version", pick(&view, pack->version));
    print_texts(&view, &pack->basis, "");
    print_texts(&view, &pack->notes, "");
    print_names(&view, &pack->roles,
                view.is_chinese ? "角色（由预案指明：`角色 … 为 …`）"
                                : "roles (the plan says who plays them: `role … is …`)");
    print_names(&view, &pack->fields, view.is_chinese ? "报告内容" : "what reports must say");
    print_names(&view, &pack->laws, view.is_chinese ? "来源" : "sources");
    fprintf(out, "\n%s\n", view.is_chinese ? "规则" : "rules");
    for (uint32_t i = 0; i < pack->rules.count; i++)
        print_rule(&view, &pack->rules.items[i]);
}
