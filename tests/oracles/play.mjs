// play.mjs - feeds inputs to an engine and prints which regions changed at each instant, as engine_trace does.
//
// An instant is over when nothing is due at it any more; inputs come before the timers of theirs.

// Region and state as engine_trace calls them.
function plain(region, state) {
  if (region[0] === 'W' || region[0] === 'D') return (/^at_(\d+)_/.exec(state) || [, 'none'])[1];
  if (region[0] === 'O' || region[0] === 'Q')
    return ['owed', 'dated', 'due'].includes(state) ? 'open' : state;
  return state;
}

export function play(engine, text) {
  const lines = text.trim().split('\n').map((line) => JSON.parse(line));
  const { end } = lines.pop();
  const shown = new Map();
  const out = [];
  const show = () => {
    for (const [region, state] of engine.states()) {
      if (!/^[WDQRNO]_/.test(region)) continue;
      const name = plain(region, state);
      if (shown.get(region) === name) continue;
      shown.set(region, name);
      out.push(`${engine.clock.now()} ${region}=${name}`);
    }
  };
  const due = () => {
    let next = Infinity;
    for (const { start, timeout } of engine.clock.timeouts.values()) next = Math.min(next, start + timeout);
    return next;
  };
  const settle = (at) => {
    engine.clock.set(at);
    for (let i = 0; due() <= at; i++) {
      if (i > 100000) throw new Error(`does not settle at ${at}`);
      engine.clock.set(at);
    }
    show();
  };
  const before = (at) => {
    for (let next = due(), i = 0; next < at && i < 10000; next = due(), i++) settle(next);
  };
  // asked for first, an input comes before whatever else is due at its instant
  for (const { at, type, ...data } of lines)
    engine.clock.setTimeout(() => engine.send({ type, at, ...data }), at);
  settle(0);
  before(end);
  return out.join('\n') + '\n';
}
