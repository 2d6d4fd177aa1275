// run_xstate.mjs - node run_xstate.mjs FOLDER: the exports there on XState 5 with its SimulatedClock.
//
// For each PLAN.SEED.in the chart PLAN.mjs is played; what it comes to goes to PLAN.SEED.xstate.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createActor, SimulatedClock } from 'xstate';
import { play } from './play.mjs';

const folder = process.argv[2];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.in')).sort()) {
  const drill = file.slice(0, -3);
  const { machine } = await import(pathToFileURL(resolve(folder, `${drill.replace(/\.\d+$/, '')}.mjs`)));
  const clock = new SimulatedClock();
  const actor = createActor(machine, { clock });
  actor.start();
  const trace = play({
    clock,
    send: (event) => actor.send(event),
    states: () => Object.entries(actor.getSnapshot().value),
  }, readFileSync(join(folder, file), 'utf8'));
  writeFileSync(join(folder, `${drill}.xstate`), trace);
}
