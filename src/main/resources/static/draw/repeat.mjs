// Repeats a draw by lot from what the platform published; needs nothing but node.
//   node repeat.mjs data.json
// Exit code 0: the seed fits the commitment and the same were drawn. 1: not so.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const draw = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

const honest = sha256(Buffer.from(draw.seed, 'hex')) === draw.commitment;
const groups = new Map();
for (const { id, group } of draw.candidates) {
  if (!groups.has(group)) groups.set(group, []);
  groups.get(group).push({ id, lot: sha256(`${draw.seed}:${id}`) });
}
const drawn = [...groups.values()].flatMap((lots) =>
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, draw.each).map((lot) => lot.id));
const same = JSON.stringify([...drawn].sort()) === JSON.stringify([...draw.drawn].sort());

console.log(honest ? '种子与承诺值相符' : '种子与承诺值不符');
console.log(same ? '结果相同' : '结果不同', JSON.stringify([...drawn].sort()));
process.exit(honest && same ? 0 : 1);
