// small.cjs - the events of the small machine (bench/small.h), and how a peer is measured.
//
// measure(name, count, start): start() gives {send(type, value), state(), context}; the machine is
// warmed up, then takes `count` events of the ten that repeat.  Prints `NAME EVENTS-A-SECOND`.
const cycle = [
  ['ALARM', 2], ['CONFIRM', 0], ['CREW_READY', 0], ['UPDATE', 5], ['CREW_READY', 0],
  ['SITREP', 0], ['UPDATE', 40], ['UPDATE', 7], ['CONTAINED', 0], ['ALL_CLEAR', 0],
];

function run(machine, count) {
  for (let i = 0; i < count; i++) machine.send(i % cycle.length);
}

exports.cycle = cycle;
exports.measure = (name, count, start) => {
  run(start(), 20000);
  const machine = start();
  const begin = process.cpuUsage();
  run(machine, count);
  const { user, system } = process.cpuUsage(begin); // of the processor, in microseconds
  const seconds = (user + system) / 1e6;
  const { crews, reports, cycles } = machine.context();
  const wanted = count / cycle.length;
  if (machine.state() !== 'normal' || crews !== 0 || reports !== wanted || cycles !== wanted) {
    console.error(`${name}: ends in ${machine.state()} after ${cycles} incidents, ${reports} reports`);
    process.exit(1);
  }
  console.log(`${name} ${Math.round(count / seconds)}`);
};
