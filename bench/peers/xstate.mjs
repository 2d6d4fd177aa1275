// xstate.mjs - the small machine on XState v5, as an actor: xstate.mjs EVENTS
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { setup, assign, createActor } = require('xstate');
const { cycle, measure } = require('./small.cjs');

const events = cycle.map(([type, value]) => ({ type, value }));
const grades = [['I', 30], ['II', 10], ['III', 3], ['IV', -Infinity]];
const close = { target: 'normal', actions: assign({ crews: 0, cycles: ({ context }) => context.cycles + 1 }) };
const machine = setup({}).createMachine({
  id: 'plan',
  initial: 'normal',
  context: { severity: 0, casualties: 0, crews: 0, reports: 0, cycles: 0 },
  states: {
    normal: { on: { ALARM: { target: 'verifying', actions: assign({ severity: ({ event }) => event.value }) } } },
    verifying: {
      on: {
        CONFIRM: grades.map(([id, least]) => ({
          target: `active.${id}`,
          guard: ({ context }) => context.severity >= 1 && context.casualties >= least })),
        CANCEL: 'stand-down',
      },
    },
    'stand-down': { on: { ALL_CLEAR: close } },
    recovery: { on: { ALL_CLEAR: close } },
    active: {
      initial: 'IV',
      on: {
        CREW_READY: { guard: ({ context }) => context.crews < 2,
          actions: assign({ crews: ({ context }) => context.crews + 1 }) },
        UPDATE: grades.map(([id, least]) => ({
          target: `.${id}`,
          guard: ({ event }) => event.value >= least,
          actions: assign({ casualties: ({ event }) => event.value }) })),
        SITREP: { actions: assign({ reports: ({ context }) => context.reports + 1 }) },
        CONTAINED: { guard: ({ context }) => context.crews >= 2, target: 'recovery' },
      },
      states: { IV: {}, III: {}, II: {}, I: {} },
    },
  },
});

function start() {
  const actor = createActor(machine).start();
  return {
    send: (i) => actor.send(events[i]),
    state: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  };
}

measure('xstate', Number(process.argv[2] || 500000), start);
