// For RuleStory: [{tree, people: [{name: value}]}] in, whether each holds of each out. Whole numbers come as {"whole": n}.
import { readFileSync } from 'node:fs';
import { holds } from './rules.js';

const given = (value) => (value !== null && typeof value === 'object' && 'whole' in value ? BigInt(value.whole) : value);
const names = (person) => Object.fromEntries(
  Object.entries(person).filter(([, value]) => value !== null).map(([name, value]) => [name, given(value)]));
const asked = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(asked.map(({ tree, people }) => people.map((person) => holds(tree, names(person))))));
