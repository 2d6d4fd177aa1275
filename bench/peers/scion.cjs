// scion.cjs - the small machine on SCION (SCXML in JavaScript): scion.cjs EVENTS
const scion = require('@scion-scxml/core');
const { cycle, measure } = require('./small.cjs');

const events = cycle.map(([name, data]) => ({ name, data }));
const grades = [['grade-I', 30], ['grade-II', 10], ['grade-III', 3], ['grade-IV', -Infinity]];

function start() {
  const x = { severity: 0, casualties: 0, crews: 0, reports: 0, cycles: 0 };
  const close = { event: 'ALL_CLEAR', target: 'normal', onTransition: () => { x.crews = 0; x.cycles++; } };
  const toGrade = (event, holds, act) => grades.map(([target, least]) => (
    { event, target, cond: (e) => holds(e, least), onTransition: act }));
  const model = {
    id: 'root',
    states: [
      { id: 'normal',
        transitions: [{ event: 'ALARM', target: 'verifying', onTransition: (e) => { x.severity = e.data; } }] },
      { id: 'verifying',
        transitions: [
          ...toGrade('CONFIRM', (e, least) => x.severity >= 1 && x.casualties >= least),
          { event: 'CANCEL', target: 'stand-down' }] },
      { id: 'stand-down', transitions: [close] },
      { id: 'recovery', transitions: [close] },
      { id: 'active',
        transitions: [
          { event: 'CREW_READY', cond: () => x.crews < 2, onTransition: () => { x.crews++; } },
          ...toGrade('UPDATE', (e, least) => e.data >= least, (e) => { x.casualties = e.data; }),
          { event: 'SITREP', onTransition: () => { x.reports++; } },
          { event: 'CONTAINED', target: 'recovery', cond: () => x.crews >= 2 }],
        states: [{ id: 'grade-IV' }, { id: 'grade-III' }, { id: 'grade-II' }, { id: 'grade-I' }] },
    ],
  };
  const chart = new scion.Statechart(() => model);
  chart.start();
  return {
    send: (i) => chart.gen(events[i]),
    state: () => chart.getConfiguration()[0],
    context: () => x,
  };
}

measure('scion', Number(process.argv[2] || 500000), start);
