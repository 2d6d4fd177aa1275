/* svg_film.c - acts as elements of SMIL. */
#include "draw/svg_film.h"

#include <inttypes.h>

/* Of a second; exact. */
static void put_seconds(FILE *out, int64_t microseconds)
{
    int64_t rest = microseconds % 1000000;
    unsigned digits = 6;

    fprintf(out, "%" PRId64, microseconds / 1000000);
    if (rest == 0) {
        putc('s', out);
        return;
    }
    for (; rest % 10 == 0; rest /= 10)
        digits--;
    fprintf(out, ".%0*" PRId64 "s", (int)digits, rest);
}

static void put_time(FILE *out, const char *name, int64_t microseconds)
{
    fprintf(out, " %s=\"", name);
    put_seconds(out, microseconds);
    putc('"', out);
}

static void put_begin(FILE *out, int64_t begin)
{
    fputs(" begin=\"film.begin", out);
    if (begin > 0) {
        putc('+', out);
        put_seconds(out, begin);
    }
    putc('"', out);
}

/* A film runs while it runs: it begins again only when it is over. */
void toc_svg_film_put(FILE *out, int64_t length)
{
    fputs("<style>@media (prefers-reduced-motion:reduce){.act{display:none!important}"
          ".last{display:inline!important}}</style>\n"
          "<set id=\"film\" attributeName=\"stroke-linejoin\" to=\"round\" begin=\"0s\"",
          out);
    put_time(out, "dur", length);
    fputs(" restart=\"whenNotActive\"/>\n", out);
}

static bool is_last(const toc_scene_act *act)
{
    return act->kind == TOC_ACT_SEEN && act->end == TOC_ACT_LASTS;
}

const char *toc_svg_act_class(const toc_scene_act *act)
{
    return is_last(act) ? " act last" : " act";
}

void toc_svg_act_put_attributes(FILE *out, const toc_scene_act *act)
{
    if (act->kind == TOC_ACT_SEEN)
        fprintf(out, " data-at=\"%" PRId64 "\"", act->tells);
    if (!is_last(act))
        fputs(" display=\"none\"", out);
}

/* What is there at the end is hidden before it comes; what is not is shown for its time. */
void toc_svg_act_put(FILE *out, const toc_scene_act *act)
{
    if (act->kind == TOC_ACT_AGAIN) {
        fputs("<set attributeName=\"display\" to=\"inline\" begin=\"film.end\"/>"
              "<set attributeName=\"display\" to=\"none\" begin=\"film.begin\"",
              out);
        put_time(out, "dur", act->end);
        fputs("/>", out);
        return;
    }
    if (is_last(act) && act->begin == 0)
        return;
    fprintf(out, "<set attributeName=\"display\" to=\"%s\"", is_last(act) ? "none" : "inline");
    put_begin(out, is_last(act) ? 0 : act->begin);
    put_time(out, "dur", is_last(act) ? act->begin : act->end - act->begin);
    fputs("/>", out);
}

void toc_svg_act_put_growth(FILE *out, const toc_scene_act *act, const char *width)
{
    fprintf(out, "<animate attributeName=\"width\" from=\"0\" to=\"%s\"", width);
    put_begin(out, act->begin);
    put_time(out, "dur", act->end - act->begin);
    fputs("/>", out);
}
