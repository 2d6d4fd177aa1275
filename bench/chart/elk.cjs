// elk.cjs - lays out one graph by elkjs: `MILLISECONDS CROSSINGS MIB` (first call in the process).
//
//   node elk.cjs GRAPH.json        NODE_PATH says where elkjs is
//
// Crossings as bench_chart counts them: of pieces of two edges that have no end in common.
const ELK = require('elkjs/lib/elk.bundled.js');
const fs = require('fs');

const turn = (p, x, y) => (p[2] - p[0]) * (y - p[1]) - (p[3] - p[1]) * (x - p[0]);
const cross = (p, q) => turn(p, q[0], q[1]) * turn(p, q[2], q[3]) < 0 &&
  turn(q, p[0], p[1]) * turn(q, p[2], p[3]) < 0;

function crossings(graph) {
  const pieces = [];
  for (const edge of graph.edges) {
    for (const section of edge.sections || []) {
      const at = [section.startPoint, ...(section.bendPoints || []), section.endPoint];
      for (let i = 1; i < at.length; i++) {
        const [a, b] = at[i - 1].x <= at[i].x ? [at[i - 1], at[i]] : [at[i], at[i - 1]];
        pieces.push([a.x, a.y, b.x, b.y, edge.sources[0], edge.targets[0]]);
      }
    }
  }
  pieces.sort((p, q) => p[0] - q[0]);
  let sum = 0;
  for (let i = 0; i < pieces.length; i++) {
    for (let k = i + 1; k < pieces.length && pieces[k][0] <= pieces[i][2]; k++) {
      const [p, q] = [pieces[i], pieces[k]];
      if (cross(p, q) && p[4] !== q[4] && p[4] !== q[5] && p[5] !== q[4] && p[5] !== q[5]) sum++;
    }
  }
  return sum;
}

const graph = JSON.parse(fs.readFileSync(process.argv[2]));
const begin = process.cpuUsage();
new ELK().layout(graph).then((laid) => {
  const used = process.cpuUsage(begin); // all threads; other programs do not count
  const took = (used.user + used.system) / 1e3;
  console.log(took.toFixed(1), crossings(laid), Math.round(process.memoryUsage().rss / 1048576));
}).catch((error) => {
  console.error(String(error).slice(0, 200));
  process.exit(1);
});
