// For PhoneDatesStory: [{cadence, it}] in; the last day of the next time out, "never" or "unknown".
import { readFileSync } from 'node:fs';
import { dueNext } from './dates.js';

const asked = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(asked.map(({ cadence, it }) => {
  const due = dueNext(cadence, it);
  return due === null ? 'never' : due ?? 'unknown';
})));
