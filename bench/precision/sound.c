/* sound.c - who and what is there: head, bodies, resources, signals, grades. */
#include "precision/sound_private.h"

/* ── drawing and writing ─────────────────────────────────────────────────── */

/* Knuth's MMIX multiplier; the high bits are the good ones. */
unsigned sound_draw(sound *s, unsigned below)
{
    s->state = s->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((s->state >> 33) % below);
}

bool sound_chance(sound *s, unsigned per_cent)
{
    return sound_draw(s, 100) < per_cent;
}

void sound_say(sound *s, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(s->out, format, arguments);
    va_end(arguments);
}

bool sound_seeds(sound *s, sound_fault fault)
{
    if (s->fault != fault || s->is_seeded)
        return false;
    s->is_seeded = true;
    return true;
}

/* ── names ───────────────────────────────────────────────────────────────── */

const char *sound_unit(unsigned i)
{
    static const char *const names[UNITS_MAX] = {"fire-crew", "medics", "pumps", "road-crew",
                                                 "power",     "water",  "camps", "telecom",
                                                 "stores",    "divers"};
    return names[i % UNITS_MAX];
}

const char *sound_group(unsigned i)
{
    static const char *const names[GROUPS_MAX] = {"rescue", "supply", "repair", "care"};
    return names[i % GROUPS_MAX];
}

const char *sound_event(unsigned i)
{
    static const char *const names[] = {"dam-alarm", "fire-call", "outage"};
    return names[i % 3];
}

const char *sound_resource(unsigned i)
{
    static const char *const names[RESOURCES_MAX] = {"boats", "tents", "generators", "lorries"};
    return names[i % RESOURCES_MAX];
}

const char *sound_grade(const sound *s, unsigned rank)
{
    static const char *const roman[] = {"V", "IV", "III", "II", "I"};
    return roman[GRADES_MAX - s->grades + rank];
}

/* ── bodies ──────────────────────────────────────────────────────────────── */

/* Two means of contact, no two bodies' alike. */
static void write_contacts(sound *s, unsigned body)
{
    sound_say(s, "  contact phone \"555-01%02u\"  contact radio \"channel %u\"\n", body, body);
}

static void write_post(sound *s, const char *name, const char *title, const char *above, unsigned n)
{
    unsigned phone = above && sound_seeds(s, FAULT_SAME_TELEPHONES) ? n - 1 : n;
    unsigned person = above && sound_seeds(s, FAULT_ONE_PERSON) ? n - 1 : n;
    sound_say(s, "  post %s \"%s\" { holder \"Person %u\"", name, title, person);
    sound_say(s, "  contact mobile \"555-02%02u\"  contact phone \"555-03%02u\"", phone, phone);
    if (above)
        sound_say(s, "  succeeds %s", above);
    else if (sound_seeds(s, FAULT_SUCCESSION_CIRCLE))
        sound_say(s, "  succeeds deputy");
    sound_say(s, " }\n");
}

static void write_top(sound *s)
{
    sound_say(s, "org council \"Emergency council\" {\n  kind lead  duty 24h\n"
                 "  mission \"Commands the response\"\n");
    write_contacts(s, 1);
    write_post(s, "chair", "Chair of the council", NULL, 1);
    write_post(s, "deputy", "Deputy chair", "chair", 2);
    if (sound_seeds(s, FAULT_TWO_SUCCESSORS))
        write_post(s, "third", "Third in the chair", "chair", 90);
    sound_say(s,
              "}\norg office \"Emergency office\" {\n  kind office  office of council  duty 24h\n"
              "  under %s%s\n",
              sound_seeds(s, FAULT_COMMAND_CIRCLE) ? "rescue" : "council",
              sound_seeds(s, FAULT_TWO_SUPERIORS) ? "  under province" : "");
    write_contacts(s, 2);
    write_post(s, "desk", "Duty officer", NULL, 3);
    write_post(s, "relief", "Relief officer", "desk", 4);
    sound_say(s, "}\norg province \"Province\" { kind superior  duty 24h\n");
    write_contacts(s, 3);
    sound_say(s, "}\norg residents \"Residents\" { kind public }\n");
    if (!s->has_headquarters)
        return;
    sound_say(s,
              "org headquarters \"Field headquarters\" {\n  kind headquarters  under council\n"
              "  formed by council.chair when level at least %s within 1h\n",
              sound_grade(s, s->grades - 1));
    if (sound_seeds(s, FAULT_TWO_FOUNDERS))
        sound_say(s, "  formed by office when level at least %s within 1h\n",
                  sound_grade(s, s->grades - 1));
    write_contacts(s, 4);
    write_post(s, "commander", "Commander", NULL, 5);
    write_post(s, "second", "Second in command", "commander", 6);
    sound_say(s, "}\n");
}

static void write_teams(sound *s)
{
    for (unsigned i = 0; i < s->groups; i++) {
        sound_say(s, "org %s \"Group %s\" {\n  kind group  under office  duty 24h\n",
                  sound_group(i), sound_group(i));
        write_contacts(s, 10 + i);
        write_post(s, "head", "Head", NULL, 10 + 2 * i);
        write_post(s, "second", "Second", "head", 11 + 2 * i);
        sound_say(s, "}\n");
    }
    for (unsigned i = 0; i < s->units; i++) {
        sound_say(s, "org %s \"Team %s\" { kind unit  under %s  duty 24h\n", sound_unit(i),
                  sound_unit(i > 0 && sound_seeds(s, FAULT_ONE_TITLE) ? i - 1 : i),
                  sound_seeds(s, FAULT_SUPERIOR_TO_COME) ? "headquarters"
                                                         : sound_group(i % s->groups));
        write_contacts(s, 20 + i);
        sound_say(s, "}\n");
    }
    if (sound_seeds(s, FAULT_DOUBLE_NAME)) {
        sound_say(s, "org %s \"Second of the name\" { kind unit  under office  duty 24h\n",
                  sound_unit(0));
        write_contacts(s, 40);
        sound_say(s, "}\n");
    }
    if (s->fault == FAULT_EXPERTS_COMMAND) {
        sound_say(s, "org advisers \"Advisers\" { kind expert  advises council  duty 24h\n");
        write_contacts(s, 41);
        sound_say(s, "}\n");
    }
    if (!sound_seeds(s, FAULT_WIDE_SPAN))
        return;
    for (unsigned i = 0; i < 9; i++) {
        sound_say(s, "org squad-%u \"Squad %u\" { kind unit  under %s  duty 24h\n", i, i,
                  sound_group(0));
        write_contacts(s, 50 + i);
        sound_say(s, "}\n");
    }
}

/* ── signals ─────────────────────────────────────────────────────────────── */

static void write_signals(sound *s)
{
    for (unsigned i = 0; i < s->events; i++)
        sound_say(s,
                  "category kind-%u \"Kind %u\"\n"
                  "event %s \"Word of kind %u\" { category kind-%u  seen by office, %s }\n",
                  i, i, sound_event(i), i, i, sound_group(0));
    sound_say(
        s,
        "indicator damage \"Damage\" { percent  range 0%%..100%%  initial 0%%  source office  "
        "every "
        "10min }\n"
        "indicator victims \"People hurt\" { count  range 0..5000  initial 0  source office }\n"
        "indicator wind \"Wind\" { number  unit \"m/s\"  range 0..60  initial 3  source office }\n"
        "indicator contained \"Contained\" { flag  source office }\n"
        "indicator restored \"Restored\" { flag  source office }\n"
        "trigger incident \"Incident\" { on ");
    for (unsigned i = 0; i < s->events; i++)
        sound_say(s, "%s%s", i ? ", " : "", sound_event(i));
    sound_say(s, " }\nobjective speed \"Speed\" { weight 60 }\n"
                 "objective care \"Care\" { weight 40 }\n"
                 "report-fields {\n  field source \"Source\"  field extent \"Extent\"\n"
                 "  field measures \"Measures\"\n}\n");
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static const char *colour_of(const sound *s, unsigned rank)
{
    static const char *const colours[] = {"green", "blue", "yellow", "orange", "red"};
    return colours[GRADES_MAX - s->grades + rank];
}

static void write_condition(sound *s, unsigned rank)
{
    unsigned damage = s->damage[rank];

    if (rank == 1 && sound_seeds(s, FAULT_MIXED_UNITS)) {
        sound_say(s, "  when damage >= %u", damage);
        return;
    }
    if (rank == s->grades - 1 && sound_seeds(s, FAULT_BEYOND_RANGE)) {
        sound_say(s, "  when damage >= 120%%");
        return;
    }
    if (rank == s->grades - 1 && sound_seeds(s, FAULT_OUT_OF_REACH)) {
        sound_say(s, "  when damage >= %u%% and damage < %u%%", damage, damage - 5);
        return;
    }
    if (rank == 1 && sound_seeds(s, FAULT_EQUAL_GRADES)) {
        sound_say(s, "  when damage >= %u%%", s->damage[0]);
        return;
    }
    if (rank == 1 && (sound_seeds(s, FAULT_HOLE) || sound_seeds(s, FAULT_SHARED_BORDER))) {
        sound_say(s, "  when damage >= %u%%", damage);
        return;
    }
    if (rank == 0 && s->fault == FAULT_SHARED_BORDER)
        sound_say(s, "  when damage >= %u%% and damage <= %u%%", damage, s->damage[1]);
    else if (rank == 0 && s->fault == FAULT_HOLE)
        sound_say(s, "  when damage >= %u%% and damage < %u%%", damage, s->damage[1] - 3);
    else
        sound_say(s, "  when damage >= %u%%", damage);
    if (s->counts_victims)
        sound_say(s, " or victims >= %u", s->victims[rank]);
}

static void write_end(sound *s)
{
    if (sound_seeds(s, FAULT_END_AT_START)) {
        sound_say(s, "  end when not contained");
    } else if (sound_seeds(s, FAULT_END_BY_ONE)) {
        sound_say(s, "  end when contained or restored");
    } else {
        sound_say(s, "  end when contained and restored and damage < %u%%", s->damage[0]);
        if (s->counts_victims)
            sound_say(s, " and victims < %u", s->victims[0]);
    }
    sound_say(s, "\n      proposed by %s within 1h  approved by council within 1h\n",
              sound_seeds(s, FAULT_OWN_END) ? "council" : "office");
}

static void write_grades(sound *s)
{
    bool is_swapped = s->fault == FAULT_SWAPPED_GRADES;
    bool is_by_nobody = sound_seeds(s, FAULT_NOBODY_DECLARES);
    bool has_colours_exchanged = sound_seeds(s, FAULT_COLOURS);

    sound_say(s, "levels {\n");
    if (!is_by_nobody)
        sound_say(s, "  declared by %s within %u min of incident\n",
                  sound_seeds(s, FAULT_POWER_TO_COME) ? "headquarters" : "council",
                  20 + sound_draw(s, 100));
    for (unsigned i = 0; i < s->grades; i++) {
        unsigned seen = has_colours_exchanged && i < 2 ? 1 - i : i;
        sound_say(s, "  level %s \"Grade %s\" { colour %s", sound_grade(s, i), sound_grade(s, i),
                  colour_of(s, seen));
        if (i + 1 < s->grades || !is_by_nobody)
            write_condition(s, is_swapped && i < 2 ? 1 - i : i);
        sound_say(s, " }\n");
    }
    s->is_seeded = s->is_seeded || is_swapped;
    if (!sound_seeds(s, FAULT_NEVER_ENDS)) {
        sound_say(s, "  lower after %uh\n", 1 + sound_draw(s, 4));
        write_end(s);
    }
    sound_say(s, "  objective speed\n}\n");
}

/* ── the rest ────────────────────────────────────────────────────────────── */

static void write_resources(sound *s)
{
    static const char *const kinds[RESOURCES_MAX] = {"vehicle", "stock", "equipment", "vehicle"};

    for (unsigned i = 0; i < s->resources; i++)
        sound_say(s, "resource %s \"Stock of %s\" { owner office  kind %s  count %u }\n",
                  sound_resource(i), sound_resource(i), kinds[i], s->asked[i] + 1);
}

static void write_care(sound *s)
{
    sound_say(s,
              "roster duty-room \"Duty room\" {\n  org office  cover 24h\n"
              "  shift day 08:00..20:00 least 2  shift night 20:00..08:00 least 1\n}\n"
              "exercise yearly \"Yearly exercise\" {\n  kind tabletop  scope comprehensive\n"
              "  at least 2 per year  next 2026-10-%02u\n}\n",
              1 + sound_draw(s, 28));
}

static bool needs_headquarters(sound_fault fault)
{
    return fault == FAULT_TWO_FOUNDERS || fault == FAULT_SUPERIOR_TO_COME ||
           fault == FAULT_COMMAND_TO_COME || fault == FAULT_POWER_TO_COME;
}

static void draw_shape(sound *s)
{
    unsigned damage = 5 + 5 * sound_draw(s, 3);
    unsigned victims = 1 + sound_draw(s, 5);

    s->grades = 3 + sound_draw(s, 3);
    for (unsigned i = 0; i < s->grades; i++) {
        s->damage[i] = damage;
        s->victims[i] = victims;
        damage += 10 + sound_draw(s, 8);
        victims = victims * 3 + sound_draw(s, 10);
    }
    s->groups = 2 + sound_draw(s, 3);
    s->units = 3 + sound_draw(s, UNITS_MAX - 2);
    s->events = 1 + sound_draw(s, 3);
    s->resources = 1 + sound_draw(s, RESOURCES_MAX);
    s->counts_victims = sound_chance(s, 50) && s->fault != FAULT_HOLE &&
                        s->fault != FAULT_SHARED_BORDER && s->fault != FAULT_EQUAL_GRADES &&
                        s->fault != FAULT_OUT_OF_REACH && s->fault != FAULT_BEYOND_RANGE;
    s->has_headquarters = sound_chance(s, 40) || needs_headquarters(s->fault);
    s->has_relay = sound_chance(s, 50);
}

static void write_head(sound *s)
{
    unsigned version = sound_draw(s, 9);

    sound_say(s, "plan plan-%u \"Emergency plan %u\" {\n  version \"1.%u\"  status approved\n",
              (unsigned)s->number, (unsigned)s->number, version);
    sound_say(s, "  issued %s  issuer office  approver council\n  kind special  language en\n",
              sound_seeds(s, FAULT_OLD_PLAN) ? "2023-01-10" : "2026-01-10");
    if (!sound_seeds(s, FAULT_NO_ZONE))
        sound_say(s, "  timezone \"Europe/London\"\n");
    if (sound_seeds(s, FAULT_OWN_ANCESTOR))
        sound_say(s, "  supersedes \"1.%u\"\n", version);
    sound_say(s, "  review every 2y  classification %s\n  scope \"Generated\"\n}\n",
              sound_seeds(s, FAULT_OPEN_NUMBERS) ? "public" : "internal");
}

void sound_write(uint64_t number, sound_fault fault, FILE *out)
{
    sound s = {.out = out, .state = number * 2654435761u + 1, .number = number, .fault = fault};

    for (unsigned i = 0; i < 8; i++)
        (void)sound_draw(&s, 2);
    draw_shape(&s);
    write_head(&s);
    write_top(&s);
    write_teams(&s);
    write_signals(&s);
    write_grades(&s);
    sound_write_work(&s);
    write_resources(&s);
    sound_write_telling(&s);
    sound_write_more(&s);
    sound_write_fault(&s);
    write_care(&s);
}
