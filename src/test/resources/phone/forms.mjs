// For PhoneFormStory: [{service, typed, person, on}] in; values, problems, grade and next day out.
import { readFileSync } from 'node:fs';
import { about, answers, grade, next } from './form.js';

const plain = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
const asked = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(asked.map(({ service, typed, person, on }) => {
  const known = about(person, on);
  const read = answers(service.form, typed, known);
  const graded = read.sound ? grade(service.form, read.values, known) : undefined;
  return {
    values: plain(read.values),
    problems: read.problems,
    grade: graded?.code ?? null,
    next: read.sound ? next(service, graded, on, {
      birth: person.birth, events: {}, today: on, known, opens: on, point: 0, week: [], seed: 1,
    }) ?? null : null,
  };
})));
