/* sound_work.c - the responses of a sound plan: steps whose deadlines the worst case keeps. */
#include "precision/sound_private.h"

enum { STEPS_MAX = 9, APPROVAL = 15, SLACK = 10 };

/* One response while it is written; minutes count from its start. */
typedef struct work {
    sound *s;
    char name[32];
    unsigned group; /* who leads */
    unsigned steps;
    bool is_chain;             /* each step after the one before: a way back can be a loop */
    unsigned loop;             /* step that a decision goes back to, or STEPS_MAX */
    unsigned worst[STEPS_MAX]; /* finish */
} work;

static const char *step_name(unsigned i)
{
    static const char *const names[STEPS_MAX] = {"warn",  "gather", "survey", "clear", "shore",
                                                 "carry", "feed",   "count",  "shut"};
    return names[i % STEPS_MAX];
}

/* ── one step ────────────────────────────────────────────────────────────── */

typedef struct task {
    unsigned number;
    unsigned unit;
    unsigned ready; /* at worst */
    unsigned least, most;
    unsigned wait; /* for an approval */
} task;

static void write_after(work *w, task *t)
{
    sound *s = w->s;
    unsigned i = t->number;
    unsigned first;

    t->ready = 0;
    if (i == 0)
        return;
    if (i == 2 && sound_seeds(s, FAULT_OTHER_RESPONSE)) {
        sound_say(s, "  after other-work.look");
        return;
    }
    first = w->is_chain ? i - 1 : sound_draw(s, i);
    if (!w->is_chain && sound_chance(s, 15))
        return;
    t->ready = w->worst[first];
    if (w->is_chain || i < 2 || sound_chance(s, 60)) {
        sound_say(s, "  after %s", step_name(first));
        return;
    }
    unsigned second = (first + 1 + sound_draw(s, i - 1)) % i;
    sound_say(s, "  after %s%s, %s", sound_chance(s, 25) ? "any of " : "", step_name(first),
              step_name(second));
    if (w->worst[second] > t->ready)
        t->ready = w->worst[second];
}

static void write_times(work *w, task *t)
{
    sound *s = w->s;
    unsigned within;

    if (sound_chance(s, 30))
        t->most = t->least;
    if (sound_chance(s, 15) || (s->fault == FAULT_OWN_APPROVAL && !s->is_seeded))
        t->wait = APPROVAL;
    within = t->wait + t->most + SLACK + sound_draw(s, 50);
    if (sound_seeds(s, FAULT_WORK_TOO_LONG))
        within = t->least - 1;
    if (sound_seeds(s, FAULT_SLOW_APPROVAL)) {
        sound_say(s, "\n    needs approval by council given within %umin", within);
        t->wait = 0;
    }
    if (w->loop == STEPS_MAX && t->wait == 0 && within > t->least && sound_chance(s, 25))
        sound_say(s, "  within %umin of start of %s", t->ready + within, w->name);
    else
        sound_say(s, "  within %umin", within);
    sound_say(s, "  takes %u", t->least);
    if (t->most > t->least + 4 && sound_chance(s, 50))
        sound_say(s, "..%u", t->least + 2);
    if (t->most > t->least)
        sound_say(s, "..%u", t->most);
    sound_say(s, "min");
    if (t->wait > 0)
        sound_say(s, "\n    needs approval by %s given within %umin",
                  sound_seeds(s, FAULT_OWN_APPROVAL) ? sound_unit(t->unit) : "council", t->wait);
}

static void write_resources(work *w)
{
    sound *s = w->s;
    unsigned which = sound_draw(s, s->resources);
    unsigned count = 1 + sound_draw(s, 3);

    if (!sound_chance(s, 25))
        return;
    s->asked[which] += count;
    sound_say(s, "  uses %u %s", sound_seeds(s, FAULT_TOO_MANY_ASKED) ? 9000 : count,
              sound_resource(which));
}

static void write_details(work *w, const task *t)
{
    sound *s = w->s;

    if (sound_seeds(s, FAULT_TWICE_IN_LIST))
        sound_say(s, "\n    with %s, %s", sound_group(0), sound_group(0));
    else if (sound_chance(s, 20))
        sound_say(s, "  to office");
    if (t->number > 0 && sound_seeds(s, FAULT_DEAD_GUARD))
        sound_say(s, "\n    when wind > 30 \"m/s\" and wind < 20 \"m/s\"");
    else if (t->number > 0 && w->loop == STEPS_MAX && sound_chance(s, 12))
        sound_say(s, "  when wind < %u \"m/s\"", 15 + sound_draw(s, 30));
    sound_say(s, "  objective %s", t->number % 2 ? "care" : "speed");
    if (w->loop == t->number && !sound_seeds(s, FAULT_BOUNDLESS))
        sound_say(s, "  at most 3 times");
}

static void write_step(work *w, unsigned i)
{
    sound *s = w->s;
    task t = {.number = i, .unit = sound_draw(s, s->units), .least = 3 + sound_draw(s, 20)};

    t.most = t.least + sound_draw(s, 25);
    sound_say(s, "  step %s \"%s, part %u\" {\n    by %s", step_name(i), w->name, i,
              sound_seeds(s, FAULT_WRONG_NAME) ? "lifeguards-corps" : sound_unit(t.unit));
    write_after(w, &t);
    write_times(w, &t);
    write_resources(w);
    write_details(w, &t);
    sound_say(s, "\n  }\n");
    w->worst[i] = t.ready + t.wait + t.most;
}

/* ── a decision at the end ───────────────────────────────────────────────── */

static void write_outcomes(work *w)
{
    sound *s = w->s;

    if (sound_seeds(s, FAULT_CASE_LEFT_OUT)) {
        sound_say(s, "    yes when damage < 5%% -> end\n    no when damage > 10%% -> more\n");
    } else if (sound_seeds(s, FAULT_TWO_AT_ONCE)) {
        sound_say(s, "    hurt when victims >= 5 -> more\n    wet when damage > 20%% -> end\n"
                     "    fine -> end\n");
    } else if (sound_seeds(s, FAULT_NO_WAY_TAKEN)) {
        sound_say(s, "    yes -> end\n    no when damage > 10%% -> more\n");
    } else if (w->loop < STEPS_MAX) {
        sound_say(s,
                  "    yes when damage < 5%% -> end\n    beaten when damage > 95%% -> end\n"
                  "    no -> %s after 20min\n",
                  step_name(w->loop));
    } else {
        sound_say(s, "    yes%s when damage < %u%% -> end\n    no -> more\n",
                  sound_chance(s, 30) ? " 60%" : "", 5 + sound_draw(s, 40));
    }
}

static void write_decision(work *w)
{
    sound *s = w->s;

    sound_say(s,
              "  decision enough \"Is it enough?\" {\n    by %s  after %s  within 30min"
              "  takes 2..10min  objective care\n",
              sound_group(w->group), step_name(w->steps - 1));
    write_outcomes(w);
    sound_say(s, "  }\n");
    if (w->loop == STEPS_MAX)
        sound_say(s,
                  "  step more \"Call for more\" { by %s  within 40min  takes 5..20min  objective "
                  "care }\n",
                  sound_unit(sound_draw(s, s->units)));
}

/* Two steps that wait for each other, beside the rest. */
static void write_circle(work *w)
{
    if (!sound_seeds(w->s, FAULT_AFTER_CIRCLE))
        return;
    for (unsigned i = 0; i < 2; i++)
        sound_say(w->s,
                  "  step ring-%u \"Ring %u\" { by %s  after ring-%u  within 40min  takes 5min }\n",
                  i, i, sound_unit(0), 1 - i);
}

/* ── responses ───────────────────────────────────────────────────────────── */

static bool needs_decision(sound_fault fault)
{
    return fault == FAULT_CASE_LEFT_OUT || fault == FAULT_TWO_AT_ONCE ||
           fault == FAULT_NO_WAY_TAKEN;
}

static void write_body(work *w)
{
    sound *s = w->s;
    bool decides = needs_decision(s->fault) || sound_chance(s, 40);
    bool loops = s->fault == FAULT_BOUNDLESS || (!needs_decision(s->fault) && sound_chance(s, 30));

    decides = decides || s->fault == FAULT_BOUNDLESS;
    w->steps = 3 + sound_draw(s, STEPS_MAX - 2);
    w->loop = STEPS_MAX;
    if (decides && loops) {
        w->is_chain = true;
        w->loop = sound_draw(s, w->steps);
    }
    for (unsigned i = 0; i < w->steps; i++)
        write_step(w, i);
    if (decides)
        write_decision(w);
    write_circle(w);
}

static void write_response(sound *s, const char *name, const char *cause, const char *rest)
{
    work w = {.s = s, .group = sound_draw(s, s->groups)};

    snprintf(w.name, sizeof w.name, "%s", name);
    sound_say(s, "response %s \"Procedure %s\" {\n  ", name, name);
    if (!sound_seeds(s, FAULT_NEVER_STARTED))
        sound_say(s, "on %s", cause);
    sound_say(s, "%s  phase response  lead %s\n", rest,
              sound_seeds(s, FAULT_COMMAND_TO_COME)   ? "headquarters"
              : sound_seeds(s, FAULT_EXPERTS_COMMAND) ? "advisers"
                                                      : sound_group(w.group));
    write_body(&w);
    sound_say(s, "}\n");
}

static void write_last(sound *s)
{
    sound_say(s, "response other-work \"Other work\" {\n  on incident  phase early  lead office\n"
                 "  step look \"Look around\" { by office.desk  within 30min  takes 5..10min  "
                 "objective care }\n");
    if (sound_seeds(s, FAULT_TIMELESS))
        sound_say(s,
                  "  step again \"Again\" { by office  after look  takes 0min  at most 3 times }\n"
                  "  decision fine \"Fine?\" { by office  after again  takes 0min\n"
                  "    yes when damage < 5%% -> end  no -> again }\n");
    sound_say(s,
              "  step watch \"Watch\" { by office  every 1h until contained  takes %umin  "
              "objective care }\n}\n",
              sound_seeds(s, FAULT_DENSE_SERIES) ? 90 : 5);
    if (s->has_headquarters)
        sound_say(s,
                  "response whole \"All forces\" {\n  on level at least %s  phase expanded  lead "
                  "headquarters\n"
                  "  step direct \"Direct all forces\" { by headquarters  to province  within 3h  "
                  "takes 20..40min  objective speed }\n}\n",
                  sound_grade(s, s->grades - 1));
    sound_say(s,
              "response home \"Back to normal\" {\n  on end of level  phase recovery  lead office\n"
              "  step learn \"Write down what was learned\" { by office  within 7d  takes 2..3d  "
              "objective care }\n}\n");
}

void sound_write_work(sound *s)
{
    char name[32];
    char cause[64];
    char rest[64];

    for (unsigned i = 0; i < s->grades; i++) {
        if (i > 0 && sound_chance(s, 20))
            continue;
        snprintf(name, sizeof name, "at-%s", sound_grade(s, i));
        snprintf(cause, sizeof cause, "level %s %s",
                 sound_chance(s, 80) || i == 0 ? "at least" : "is", sound_grade(s, i));
        write_response(s, name, cause, "");
    }
    for (unsigned i = 0; i < s->events; i++) {
        snprintf(name, sizeof name, "on-%s", sound_event(i));
        snprintf(rest, sizeof rest, "  category kind-%u", i);
        write_response(s, name, sound_event(i), rest);
    }
    write_last(s);
}
