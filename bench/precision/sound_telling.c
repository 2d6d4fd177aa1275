/* sound_telling.c - the reports, the relay and the announcement of a sound plan. */
#include "precision/sound_private.h"

static void write_reports(sound *s)
{
    const char *top = sound_grade(s, s->grades - 1);

    sound_say(
        s, "report first \"First report\" {\n  kind initial  from office  to council  on incident\n"
           "  within 1h of incident  content source, extent, measures  method phone\n"
           "  objective speed\n}\n");
    sound_say(s,
              "report going \"How it goes\" {\n  kind progress  from office  to %s\n"
              "  while level at least %s  every 4h  content extent, measures  objective care\n}\n",
              sound_seeds(s, FAULT_TELLS_ITSELF) ? "office" : "council", sound_grade(s, 0));
    sound_say(s,
              "report upward \"To the province\" {\n  kind initial  from council  to province\n"
              "  on declared %s  within 2h of declared %s  content source, extent, measures\n"
              "  objective speed\n}\n",
              top, top);
    sound_say(
        s, "report closing \"Closing report\" {\n  kind final  from office  to council, province\n"
           "  on end of level  within 20d of end of level  content extent, measures\n"
           "  objective care\n}\n");
}

static void write_relay(sound *s)
{
    unsigned hops[3] = {10 + sound_draw(s, 20), 10 + sound_draw(s, 20), 20 + sound_draw(s, 40)};
    unsigned sum = hops[0] + hops[1] + hops[2];

    sound_say(s,
              "relay chain \"Report upwards\" {\n  on incident  content source, extent\n"
              "  hop %s to office within %umin method phone\n  hop office to council within %umin\n"
              "  hop council to province within %umin\n  overall within %umin of incident\n"
              "  objective speed\n}\n",
              sound_group(0), hops[0], hops[1], hops[2], sum + 10 + sound_draw(s, 60));
}

static void write_announcement(sound *s)
{
    const char *grade = sound_grade(s, s->grades > 3 ? 1 : 0);

    sound_say(s,
              "announcement public-word \"Word to the public\" {\n  on declared %s  by office  to "
              "public\n"
              "  via sms, web  within 2h of declared %s  content extent, measures\n"
              "  approved by council within 30min  objective speed\n}\n",
              grade, grade);
}

void sound_write_telling(sound *s)
{
    write_reports(s);
    if (s->has_relay)
        write_relay(s);
    write_announcement(s);
}
