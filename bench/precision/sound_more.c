/* sound_more.c - what only some sound plans have: warnings, a forecast, seasons, experts, stores. */
#include "precision/sound_private.h"

/* Warnings on the height of the river, apart from the grades of an incident. */
static void write_warnings(sound *s)
{
    unsigned blue = 10 + sound_draw(s, 10);
    unsigned red = blue + 5 + sound_draw(s, 10);
    bool is_held = sound_chance(s, 50);

    sound_say(
        s,
        "indicator river \"Height of the river\" { number  unit \"m\"  range 0..50  initial 2  "
        "source office  every 1h }\n"
        "levels warning {\n  declared by office.desk within 30min\n"
        "  level blue \"Blue warning\" { colour blue  when river >= %u \"m\" }\n"
        "  level red \"Red warning\" { colour red  when river >= %u \"m\" }\n"
        "  lower after %uh\n  end when %sriver < %u \"m\"%s  proposed by office within 1h"
        "  approved by council within 1h\n  objective care\n}\n",
        blue, red, 1 + sound_draw(s, 6), is_held ? "(" : "", blue, is_held ? " for 2h)" : "");
    sound_say(
        s,
        "response get-ready \"Get ready\" {\n  on warning at least blue  phase warning  lead %s\n"
        "  step call-up \"Call up the teams\" { by %s  within 1h  takes 10..20..40min  "
        "objective speed }\n"
        "  step sandbags \"Lay out sandbags\" { by %s  after call-up  when warning at least red"
        "  within 6h  takes 2..4h  objective care }\n}\n",
        sound_group(0), sound_group(0), sound_unit(0));
    sound_say(
        s,
        "report outlook \"Outlook\" {\n  kind progress  from office  to council, province\n"
        "  while warning at least blue  every 6h  content extent, measures  objective care\n}\n");
    sound_say(
        s, "announcement river-word \"River warning\" {\n  on declared warning.blue  by office  to "
           "public\n"
           "  via sms, web  within 1h of declared warning.blue  content extent, measures\n"
           "  approved by council within 30min  objective speed\n}\n");
}

/* A season in which a response watches more closely. */
static void write_season(sound *s)
{
    sound_say(s,
              "period flood-season \"Flood season\" { from 2026-05-15 to 2026-09-30  yearly }\n"
              "event gauge-call \"Call from a gauge\" { category kind-0  seen by office }\n"
              "response watch-river \"Watch the river\" {\n  on gauge-call  when in flood-season"
              "  phase monitoring  lead office\n"
              "  step read \"Read the gauges\" { by %s  within %umin  takes 10..20min  objective "
              "care }\n}\n",
              sound_unit(1), 30 + sound_draw(s, 60));
}

/* Experts keep office hours, so what they do has days. */
static void write_experts(sound *s)
{
    sound_say(
        s,
        "org experts \"Experts\" {\n  kind expert  advises council  duty 08:30..17:30 mon..fri\n"
        "  contact phone \"555-0601\"  contact email \"experts@example.org\"\n}\n"
        "response opinion \"Experts' opinion\" {\n  on declared %s  phase response  lead office\n"
        "  step study \"Study the cause\" { by experts  to office  within 10d  takes 4..8h  "
        "objective care }\n"
        "  step file \"File the opinion\" { by office  after study  within 2d  takes 1h  "
        "objective care }\n}\n",
        sound_grade(s, s->grades - 1));
}

/* A store that lasts, whatever is taken from it. */
static void write_store(sound *s)
{
    unsigned each = 10 + sound_draw(s, 40);

    sound_say(
        s,
        "resource rations \"Rations\" { owner %s  kind stock  count %u unit \"boxes\"  consumable "
        "}\n"
        "response feeding \"Feeding\" {\n  on level at least %s  phase response  lead %s\n"
        "  step hand-out \"Hand out rations\" { by %s  within 3h  takes 1h  consumes %u rations"
        "  objective care }\n"
        "  decision hungry \"Who still needs some?\" { by %s  after hand-out  within 30min"
        "  takes 5..10min  objective care\n"
        "    many when victims >= 200 -> again\n    some when victims >= 20 -> again\n"
        "    none -> end }\n"
        "  step again \"Hand out once more\" { by %s  within 3h  takes 1h  consumes %u rations"
        "  objective care }\n}\n",
        sound_unit(2), 2 * each + sound_draw(s, 30), sound_grade(s, 1), sound_group(0),
        sound_unit(2), each, sound_group(0), sound_unit(2), each);
}

void sound_write_more(sound *s)
{
    static void (*const parts[])(sound *) = {write_warnings, write_season, write_experts,
                                             write_store};

    for (unsigned i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (sound_chance(s, 35))
            parts[i](s);
    }
}
