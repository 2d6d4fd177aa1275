/* language.c - is the word behind `language` the tag of a language, and if not, which is meant?
 *
 * A tag is as in BCP 47: two letters of ISO 639-1 or three of ISO 639, small, then parts of two to
 * eight letters or digits for a script or a country.  Charts and reports choose their language by it. */
#include "sema/context.h"

#include <string.h>

/* ISO 639-1, in order. */
static const char two_letters[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz "
    "ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li "
    "ln "
    "lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa "
    "pi "
    "pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th "
    "ti "
    "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/* What people write for it, in small letters. */
static const struct {
    const char *word;
    const char *tag;
} names[] = {
    {"中文", "zh"},          {"汉语", "zh"},      {"漢語", "zh"},          {"汉文", "zh"},
    {"华语", "zh"},          {"華語", "zh"},      {"普通话", "zh"},        {"国语", "zh"},
    {"國語", "zh"},          {"chinese", "zh"},   {"mandarin", "zh"},      {"cn", "zh"},
    {"简体中文", "zh-Hans"}, {"简体", "zh-Hans"}, {"繁體中文", "zh-Hant"}, {"繁體", "zh-Hant"},
    {"繁体中文", "zh-Hant"}, {"繁体", "zh-Hant"}, {"cantonese", "yue"},    {"粤语", "yue"},
    {"英文", "en"},          {"英语", "en"},      {"英語", "en"},          {"english", "en"},
    {"eng", "en"},           {"法语", "fr"},      {"法文", "fr"},          {"french", "fr"},
    {"français", "fr"},      {"德语", "de"},      {"德文", "de"},          {"german", "de"},
    {"deutsch", "de"},       {"日语", "ja"},      {"日文", "ja"},          {"日本語", "ja"},
    {"japanese", "ja"},      {"jp", "ja"},        {"韩语", "ko"},          {"korean", "ko"},
    {"俄语", "ru"},          {"俄文", "ru"},      {"russian", "ru"},       {"русский", "ru"},
    {"西班牙语", "es"},      {"spanish", "es"},   {"español", "es"},       {"portuguese", "pt"},
    {"português", "pt"},     {"italian", "it"},   {"italiano", "it"},      {"arabic", "ar"},
    {"阿拉伯语", "ar"},      {"العربية", "ar"},   {"hindi", "hi"},         {"dutch", "nl"},
    {"nederlands", "nl"},    {"polish", "pl"},    {"polski", "pl"},        {"turkish", "tr"},
    {"vietnamese", "vi"},    {"thai", "th"},      {"swedish", "sv"},       {"ukrainian", "uk"},
};

static bool is_known(const char *tag, size_t size)
{
    if (size != 2)
        return size == 3;
    for (const char *at = two_letters; *at; at += at[2] ? 3 : 2) {
        if (memcmp(at, tag, 2) == 0)
            return true;
    }
    return false;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_tag(const char *text)
{
    size_t first = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    const char *at = text + first;

    if (!is_known(text, first))
        return false;
    while (*at == '-') {
        size_t size = 0;

        for (at++; is_letter_or_digit(at[size]);)
            size++;
        if (size < 2 || size > 8)
            return false;
        at += size;
    }
    return *at == '\0';
}

static char small(char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c - 'A' + 'a');
    return c;
}

/* `EN` and `en_GB` as they should be; NULL where that is no tag either. */
static const char *mended(toc_sema *sema, const char *text)
{
    char *out = toc_arena_copy(sema->arena, text, strlen(text));
    bool is_first = true;

    for (char *at = out; *at; at++) {
        if (*at == '_')
            *at = '-';
        is_first = is_first && *at != '-';
        if (is_first)
            *at = small(*at);
    }
    return is_tag(out) ? out : NULL;
}

static const char *meant(toc_sema *sema, const char *text)
{
    char *word = toc_arena_copy(sema->arena, text, strlen(text));

    for (char *at = word; *at; at++)
        *at = small(*at);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].word, word) == 0)
            return names[i].tag;
    }
    return mended(sema, text);
}

void toc_language_check(toc_sema *sema, toc_name name)
{
    const char *text = toc_symbol_text(sema->names, name.symbol);
    const char *best;
    toc_diag *diag;

    if (name.symbol.v == 0)
        return;
    best = meant(sema, text);
    if (is_tag(text) && (!best || strcmp(best, text) == 0))
        return;
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_WORD, name.span,
                        "`%s` is not the tag of a language", text);
    if (!best) {
        toc_diag_add_help(sema->sink, diag,
                          "write the letters that stand for it: `zh`, `en`; with its script or "
                          "country where need be: `zh-Hant`, `en-GB`");
        return;
    }
    toc_diag_add_help(sema->sink, diag, "did you mean `%s`?", best);
    toc_diag_add_fixit(sema->sink, diag, name.span, false, best);
}
