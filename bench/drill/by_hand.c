/* by_hand.c - the drill of model.json as a programmer would write it for this drill alone: a heap of
 * ends of work, a queue for each pool, and nothing else; the measure that bench_drill is held to.
 *
 *   by_hand DRILLS [SEED]    prints drills a second, the mean end, and the share of each deadline met
 *
 * Built by bench/run with the model.h that make.py writes. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model.h"

typedef struct generator {
    uint64_t s[4];
} generator;

typedef struct ending {
    double at;
    int step;
} ending;

typedef struct drill {
    double now;
    double done[STEPS];
    int needs[STEPS];
    int queue[POOLS][STEPS];
    int first[POOLS], last[POOLS], free[POOLS];
    ending heap[STEPS + 1];
    int count;
} drill;

/* Blackman and Vigna's xoshiro256++, seeded by splitmix64 */
static inline uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

static inline uint64_t next(generator *g)
{
    uint64_t *s = g->s, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

static void sow(generator *g, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);
        z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
        g->s[i] = z ^ z >> 31;
    }
}

static double corner[STEPS], rise[STEPS], fall[STEPS];

static void prepare(void)
{
    for (int i = 0; i < STEPS; i++) {
        corner[i] = (LIKELY[i] - LEAST[i]) / (MOST[i] - LEAST[i]);
        rise[i] = (MOST[i] - LEAST[i]) * (LIKELY[i] - LEAST[i]);
        fall[i] = (MOST[i] - LEAST[i]) * (MOST[i] - LIKELY[i]);
    }
}

static inline double length(generator *g, int i)
{
    double u = (double)(next(g) >> 11) * 0x1p-53;
    return u < corner[i] ? LEAST[i] + sqrt(u * rise[i]) : MOST[i] - sqrt((1 - u) * fall[i]);
}

static inline void push(drill *d, double at, int step)
{
    int k = d->count++;
    for (; k && d->heap[(k - 1) / 2].at > at; k = (k - 1) / 2)
        d->heap[k] = d->heap[(k - 1) / 2];
    d->heap[k] = (ending){at, step};
}

static inline ending pop(drill *d)
{
    ending top = d->heap[0];
    ending last = d->heap[--d->count];
    int k = 0;
    for (;;) {
        int child = 2 * k + 1;
        if (child >= d->count)
            break;
        if (child + 1 < d->count && d->heap[child + 1].at < d->heap[child].at)
            child++;
        if (d->heap[child].at >= last.at)
            break;
        d->heap[k] = d->heap[child];
        k = child;
    }
    d->heap[k] = last;
    return top;
}

static inline void ready(drill *d, generator *g, int step)
{
    int pool = POOL[step];
    if (d->free[pool] > 0) {
        d->free[pool]--;
        push(d, d->now + length(g, step), step);
    } else {
        d->queue[pool][d->last[pool]++] = step;
    }
}

static void run(drill *d, generator *g)
{
    memset(d->first, 0, sizeof d->first);
    memset(d->last, 0, sizeof d->last);
    memcpy(d->free, UNITS, sizeof d->free);
    memcpy(d->needs, NEEDS, sizeof d->needs);
    d->count = 0;
    d->now = 0;
    for (int i = 0; i < STEPS; i++)
        if (NEEDS[i] == 0)
            ready(d, g, i);
    while (d->count > 0) {
        ending end = pop(d);
        int pool = POOL[end.step];
        d->now = end.at;
        d->done[end.step] = end.at;
        d->free[pool]++;
        if (d->first[pool] < d->last[pool]) {
            int waiting = d->queue[pool][d->first[pool]++];
            d->free[pool]--;
            push(d, d->now + length(g, waiting), waiting);
        }
        for (int i = 0; i < FOLLOWERS[end.step]; i++)
            if (--d->needs[FOLLOWER[end.step][i]] == 0)
                ready(d, g, FOLLOWER[end.step][i]);
    }
}

int main(int argc, char **argv)
{
    uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
    generator g;
    drill d;
    uint64_t met[DEADLINES] = {0};
    double sum = 0;
    struct timespec begin, end;
    sow(&g, argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
    prepare();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    for (uint64_t n = 0; n < count; n++) {
        run(&d, &g);
        for (int k = 0; k < DEADLINES; k++)
            met[k] += d.done[DUE_STEP[k]] <= DUE_SECONDS[k];
        sum += d.now;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds =
        (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
    printf("by-hand %.0f %.1f", (double)count / seconds, sum / (double)count);
    for (int k = 0; k < DEADLINES; k++)
        printf(" %.5f", (double)met[k] / (double)count);
    printf("\n");
    return 0;
}
