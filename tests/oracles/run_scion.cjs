// run_scion.cjs - node run_scion.cjs FOLDER: the exports there on SCION, their delays on a simulated clock.
//
// For each PLAN.SEED.in the chart PLAN.scxml is played; what it comes to goes to PLAN.SEED.scion.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const scxml = require('@scion-scxml/scxml');

const folder = process.argv[2];
const later = (call) => new Promise((done, fail) => call((error, result) => (error ? fail(error) : done(result))));

async function main() {
  const { SimulatedClock } = await import('xstate');
  const { play } = await import('./play.mjs');
  const real = { setTimeout, clearTimeout };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.in')).sort()) {
    const drill = file.slice(0, -3);
    const chart = join(folder, `${drill.replace(/\.\d+$/, '')}.scxml`);
    const model = await later((done) => scxml.documentStringToModel(chart, readFileSync(chart, 'utf8'), done));
    const make = await later((done) => model.prepare(done));
    const clock = new SimulatedClock();
    // SCION delays events with the timers of its surroundings
    globalThis.setTimeout = (fn, delay) => clock.setTimeout(fn, Number(delay) || 0);
    globalThis.clearTimeout = (id) => clock.clearTimeout(id);
    const instance = new scxml.core.Statechart(make);
    instance.start();
    const trace = play({
      clock,
      send: ({ type, ...data }) => instance.gen({ name: type, data }),
      states: () => instance.getConfiguration().map((id) => {
        const at = id.indexOf('.');
        return [id.slice(0, at), id.slice(at + 1)];
      }),
    }, readFileSync(join(folder, file), 'utf8'));
    Object.assign(globalThis, real);
    writeFileSync(join(folder, `${drill}.scion`), trace);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
