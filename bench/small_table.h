/* small_table.h - the small machine as a table written by hand: for each state and event a list of
 * transitions, their guards and acts as codes that a loop reads.
 *
 * What a compiler of statecharts would make of it: still no duties, times or trace. */
#ifndef TOC_BENCH_SMALL_TABLE_H
#define TOC_BENCH_SMALL_TABLE_H

#include "small.h"

typedef enum table_guard { ALWAYS, FIELD_AT_LEAST, FIELD_BELOW, VALUE_AT_LEAST } table_guard;
typedef enum table_act { NOTHING, KEEP_VALUE, ADD_ONE, CLOSE } table_act;
typedef enum table_field { SEVERITY, CASUALTIES, CREWS, REPORTS, CYCLES, FIELDS } table_field;

typedef struct table_row {
    uint8_t guard; /* table_guard */
    uint8_t field; /* that the guard reads */
    int16_t limit;
    uint8_t act;     /* table_act */
    uint8_t changed; /* field that the act changes */
    uint8_t to;
} table_row;

typedef struct table_cell {
    uint16_t first;
    uint16_t count;
} table_cell;

typedef struct small_table {
    table_row rows[128];
    table_cell cells[STATES][EVENT_TYPES];
    uint16_t count;
} small_table;

/* Rows of one cell are added one after the other. */
static inline void table_add(small_table *table, small_state from, small_event_type event,
                             table_row row)
{
    table_cell *cell = &table->cells[from][event];
    if (cell->count == 0)
        cell->first = table->count;
    cell->count++;
    table->rows[table->count++] = row;
}

static inline void table_add_grades(small_table *table, small_state from, small_event_type event,
                                    table_guard guard, table_act act)
{
    static const int16_t limits[] = {30, 10, 3};
    for (unsigned k = 0; k < 3; k++)
        table_add(table, from, event,
                  (table_row){(uint8_t)guard, CASUALTIES, limits[k], (uint8_t)act, CASUALTIES,
                              (uint8_t)(GRADE_I - k)});
    table_add(table, from, event,
              (table_row){ALWAYS, 0, 0, (uint8_t)act, CASUALTIES, (uint8_t)GRADE_IV});
}

static inline void small_table_build(small_table *table)
{
    *table = (small_table){.count = 0};
    table_add(table, NORMAL, ALARM, (table_row){ALWAYS, 0, 0, KEEP_VALUE, SEVERITY, VERIFYING});
    /* a severity of nothing confirms nothing */
    table_add(table, VERIFYING, CONFIRM,
              (table_row){FIELD_BELOW, SEVERITY, 1, NOTHING, 0, VERIFYING});
    table_add_grades(table, VERIFYING, CONFIRM, FIELD_AT_LEAST, NOTHING);
    table_add(table, VERIFYING, CANCEL, (table_row){ALWAYS, 0, 0, NOTHING, 0, STANDDOWN});
    table_add(table, STANDDOWN, ALL_CLEAR, (table_row){ALWAYS, 0, 0, CLOSE, CYCLES, NORMAL});
    table_add(table, RECOVERY, ALL_CLEAR, (table_row){ALWAYS, 0, 0, CLOSE, CYCLES, NORMAL});
    for (unsigned s = GRADE_IV; s <= GRADE_I; s++) {
        small_state grade = (small_state)s;
        table_add(table, grade, CREW_READY,
                  (table_row){FIELD_BELOW, CREWS, 2, ADD_ONE, CREWS, (uint8_t)s});
        table_add(table, grade, SITREP, (table_row){ALWAYS, 0, 0, ADD_ONE, REPORTS, (uint8_t)s});
        table_add(table, grade, CONTAINED,
                  (table_row){FIELD_AT_LEAST, CREWS, 2, NOTHING, 0, RECOVERY});
        table_add_grades(table, grade, UPDATE, VALUE_AT_LEAST, KEEP_VALUE);
    }
}

static inline bool table_holds(const table_row *row, const int64_t *fields, int32_t value)
{
    switch ((table_guard)row->guard) {
    case ALWAYS:
        return true;
    case FIELD_AT_LEAST:
        return fields[row->field] >= row->limit;
    case FIELD_BELOW:
        return fields[row->field] < row->limit;
    case VALUE_AT_LEAST:
        return value >= row->limit;
    }
    return false;
}

static inline void table_do(const table_row *row, int64_t *fields, int32_t value)
{
    switch ((table_act)row->act) {
    case NOTHING:
        break;
    case KEEP_VALUE:
        fields[row->changed] = value;
        break;
    case ADD_ONE:
        fields[row->changed]++;
        break;
    case CLOSE:
        fields[CREWS] = 0;
        fields[row->changed]++;
        break;
    }
}

__attribute__((noinline)) static void small_table_run(const small_table *table,
                                                      small_machine *machine,
                                                      const small_event *events, size_t count)
{
    int64_t fields[FIELDS] = {machine->severity, machine->casualties, machine->crews,
                              machine->reports, machine->cycles};
    unsigned state = (unsigned)machine->state;
    for (size_t i = 0; i < count; i++) {
        table_cell cell = table->cells[state][events[i].type];
        const table_row *row = &table->rows[cell.first];
        for (unsigned k = 0; k < cell.count; k++, row++) {
            if (!table_holds(row, fields, events[i].value))
                continue;
            table_do(row, fields, events[i].value);
            state = row->to;
            break;
        }
    }
    *machine = (small_machine){state,         fields[SEVERITY], fields[CASUALTIES],
                               fields[CREWS], fields[REPORTS],  fields[CYCLES]};
}

#endif
