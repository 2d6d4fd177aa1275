/* sound_faults.c - faults that stand in a declaration of their own, beside a sound plan. */
#include "precision/sound_private.h"

/* What is added to the plan; the bodies it names are in every plan. */
static const struct {
    sound_fault fault;
    const char *text;
} additions[] = {
    {FAULT_OUT_OF_TIME,
     "response slow \"Slow work\" {\n"
     "  on incident  phase response  lead office\n"
     "  step saw \"Saw\" { by fire-crew  within 2h  takes 40min  objective care }\n"
     "  step haul \"Haul\" { by pumps  after saw  within 50min of incident  takes 20min  objective "
     "care }\n"
     "}\n"},
    {FAULT_MAY_BE_LATE,
     "response slow \"Slow work\" {\n"
     "  on incident  phase response  lead office\n"
     "  step saw \"Saw\" { by fire-crew  within 2h  takes 10..40min  objective care }\n"
     "  step haul \"Haul\" { by pumps  after saw  within 50min of incident  takes 10..20min  "
     "objective care }\n"
     "}\n"},
    {FAULT_LATE_ROUNDS,
     "response rounds \"Rounds\" {\n"
     "  on incident  phase response  lead office\n"
     "  step patch \"Patch\" { by fire-crew  within 1h  takes 20..30min  at most 3 times  "
     "objective care }\n"
     "  decision holds \"Does it hold?\" { by fire-crew  after patch  within 90min of incident  "
     "takes 5min  objective care\n"
     "    yes when contained -> end  no -> patch after 10min  worse -> beg }\n"
     "  step beg \"Ask for help\" { by office  within 1h  takes 5min  objective care }\n"
     "}\n"},
    {FAULT_BEFORE_KNOWLEDGE,
     "response look-first \"Look first\" {\n"
     "  on incident  phase response  lead office\n"
     "  step judge \"Judge the damage\" { by office  within 3h  takes 45..60min  objective care }\n"
     "  report judged \"Judgement\" { kind progress  from office to province  on judge  within "
     "30min of incident  content extent  objective care }\n"
     "}\n"},
    {FAULT_OVERLAPPING_ROUNDS, "response rounds \"Rounds\" {\n"
                               "  on incident  phase monitoring  lead office\n"
                               "  step walk \"Walk round\" { by pumps  every 15min until contained "
                               " takes 5..20min  objective care }\n"
                               "}\n"},
    {FAULT_LOOSE_ORDER,
     "response order \"Order\" {\n"
     "  on incident  phase response  lead office\n"
     "  step fetch \"Fetch\" { by pumps  within 2h of incident  objective care }\n"
     "  step build \"Build\" { by pumps  after fetch  within 1h of incident  objective care }\n"
     "}\n"},
    {FAULT_HASTE,
     "response haste \"Haste\" {\n"
     "  on incident  phase response  lead office\n"
     "  step shout \"Warn the street immediately\" { by fire-crew  takes 5min  objective care }\n"
     "}\n"},
    {FAULT_NEVER_HEARS,
     "org hut \"Mountain hut\" { kind unit  under office  duty 24h  contact phone \"555-0803\"  "
     "contact radio \"channel 83\" }\n"
     "event rockfall \"Rockfall\" { seen by office }\n"
     "relay of-rocks \"Word of rocks\" {\n"
     "  on rockfall  content source  hop hut to council within 1h  objective speed\n"
     "}\n"},
    {FAULT_LATE_HOP, "relay from-start \"From the start\" {\n"
                     "  on incident  content source\n"
                     "  hop rescue to office within 1h\n"
                     "  hop office to council within 30min of incident  objective speed\n"
                     "}\n"},
    {FAULT_ASKED_TOO_LATE,
     "response ask \"Ask first\" {\n"
     "  on incident  phase response  lead office\n"
     "  step weigh \"Weigh\" { by pumps  within 2h  takes 30..50min  objective care }\n"
     "  step close \"Close the road\" { by pumps  after weigh  within 3h  takes 10min\n"
     "    needs approval by council given within 40min of incident  objective care }\n"
     "}\n"},
    {FAULT_EARLY_WORD,
     "response word \"Word\" {\n"
     "  on incident  phase response  lead office\n"
     "  step count \"Count\" { by pumps  within 2h  takes 40..50min  objective care }\n"
     "  announcement number \"Number\" { by office to public  after count  via sms, web\n"
     "    within 30min of incident  content extent  approved by council within 10min  objective "
     "speed }\n"
     "}\n"},
    {FAULT_LONG_CHAIN, "relay long-chain \"Long chain\" {\n"
                       "  on incident  content source\n"
                       "  hop rescue to office within 1h  hop office to council within 1h  hop "
                       "council to province within 1h\n"
                       "  overall within 2h of incident  objective speed\n"
                       "}\n"},
    {FAULT_BROKEN_CHAIN,
     "relay broken-chain \"Broken chain\" {\n"
     "  on incident  content source\n"
     "  hop rescue to office within 1h  hop council to province within 1h  objective speed\n"
     "}\n"},
    {FAULT_EARLY_LETTER, "relay letters \"Letters\" {\n"
                         "  on incident  content source\n"
                         "  hop rescue to province within 2h method phone  written within 1h of "
                         "incident  objective speed\n"
                         "}\n"},
    {FAULT_ROSTER_GAP, "roster gate \"Gate\" { org office  cover 24h  shift day 08:00..20:00 least "
                       "1  shift night 20:00..07:00 least 1 }\n"},
    {FAULT_NIGHT_UNSEEN,
     "org porters \"Porters\" { kind unit  under office  duty 08:00..20:00  contact phone "
     "\"555-0801\"  contact radio \"channel 81\" }\n"
     "event smell \"Smell\" { seen by porters }\n"
     "response sniff \"Look for it\" { on smell  phase early  lead office\n"
     "  step seek \"Seek\" { by office  within 30min  takes 10min  objective care } }\n"},
    {FAULT_TOO_FEW, "resource pontoons \"Pontoons\" { owner office  kind equipment  count 3 }\n"
                    "response bridge \"Bridge\" {\n"
                    "  on incident  phase response  lead office\n"
                    "  step left-bank \"Left bank\" { by pumps  uses 2 "
                    "pontoons  objective care }\n"
                    "  step right-bank \"Right bank\" { by fire-crew  uses "
                    "2 pontoons  objective care }\n"
                    "}\n"},
    {FAULT_QUEUE,
     "resource pontoons \"Pontoons\" { owner office  kind equipment  count 3 }\n"
     "response bridge \"Bridge\" {\n"
     "  on incident  phase response  lead office\n"
     "  step left-bank \"Left bank\" { by pumps  within 1h  takes 25..45min  uses 2 "
     "pontoons  objective care }\n"
     "  step right-bank \"Right bank\" { by fire-crew  within 1h  takes 25..45min  uses "
     "2 pontoons  objective care }\n"
     "}\n"},
    {FAULT_EMPTY_STORE,
     "resource sand \"Sand\" { owner office  kind stock  count 100 unit \"bags\"  consumable }\n"
     "response dam \"Dam\" {\n"
     "  on incident  phase response  lead office\n"
     "  step lower-dam \"Lower dam\" { by pumps  within 2h  takes 1h  consumes 60 sand  objective "
     "care }\n"
     "  step upper-dam \"Upper dam\" { by pumps  after lower-dam  within 2h  takes 1h  consumes 60 "
     "sand  objective care }\n"
     "}\n"},
    {FAULT_SLOW_TO_COME,
     "resource crane \"Crane\" { owner office  kind vehicle  count 1  ready within 2h }\n"
     "response lift \"Lift\" {\n"
     "  on incident  phase response  lead office\n"
     "  step raise \"Lift\" { by pumps  within 1h  takes 10min  uses 1 crane  objective care }\n"
     "}\n"},
    {FAULT_IDLE_GRADE,
     "indicator smog \"Smog\" { number  range 0..500  initial 0  source office }\n"
     "levels smog-level {\n"
     "  declared by office within 1h\n"
     "  level low \"Low smog\" { colour yellow  when smog >= 100 }\n"
     "  level high \"High smog\" { colour red  when smog >= 200 }\n"
     "  lower after 2h  objective care\n"
     "}\n"
     "response masks \"Masks\" { on smog-level at least high  phase response  lead office\n"
     "  step hand \"Hand out masks\" { by stores-desk  within 2h  takes 1h  objective care } }\n"
     "org stores-desk \"Stores desk\" { kind unit  under office  duty 24h  contact phone "
     "\"555-0802\"  contact radio \"channel 82\" }\n"
     "report smog-word \"Smog\" { kind progress  from office to council  while smog-level at least "
     "high  every 6h  content extent  objective care }\n"},
    {FAULT_NO_PROCEDURE,
     "category forgotten \"Forgotten kind\"\n"
     "event forgotten-call \"Word of it\" { category forgotten  seen by office }\n"
     "report forgotten-word \"Word of it\" { kind initial  from office to council  on "
     "forgotten-call  within 1h  content source  objective care }\n"},
    {FAULT_ONE_WAY,
     "event flood-wave \"Flood wave\" { seen by office }\n"
     "response everybody \"Everybody\" { on flood-wave  phase expanded  lead office\n"
     "  step rally \"Call everybody\" { by office  within 1h  takes 20min  objective care } }\n"},
    {FAULT_RUNS_OUT,
     "response tries \"Tries\" {\n"
     "  on incident  phase response  lead office\n"
     "  step push \"Push\" { by pumps  within 1h  takes 10min  at most 2 times  objective care }\n"
     "  decision moved \"Moved?\" { by pumps  after push  within 1h  takes 5min  objective care\n"
     "    yes when contained -> end  no -> push after 10min }\n"
     "}\n"},
    {FAULT_WRONG_NUMBER,
     "org desk-two \"Second desk\" { kind unit  under office  duty 24h  contact phone \"ask the "
     "porter\"  contact radio \"channel 83\" }\n"
     "response ask-desk \"Ask\" { on incident  phase early  lead office\n"
     "  step ask \"Ask\" { by desk-two  within 1h  takes 5min  objective care } }\n"},
    {FAULT_TWO_FIGURES, "report twice-one \"Once\" { kind initial  from office to province  on "
                        "incident  within 2h  content source  objective care }\n"
                        "report twice-two \"Again\" { kind initial  from office to province  on "
                        "incident  within 1h  content source  objective care }\n"},
    {FAULT_FOR_EVER,
     "response tick \"Tick\" { on incident, end of tock  phase early  lead office\n"
     "  step tick-step \"Tick\" { by office  within 1h  takes 5min  objective care } }\n"
     "response tock \"Tock\" { on end of tick  phase early  lead office\n"
     "  step tock-step \"Tock\" { by office  within 1h  takes 5min  objective care } }\n"},
};

void sound_write_fault(sound *s)
{
    for (unsigned i = 0; i < sizeof additions / sizeof additions[0]; i++) {
        if (sound_seeds(s, additions[i].fault))
            sound_say(s, "%s", additions[i].text);
    }
}
