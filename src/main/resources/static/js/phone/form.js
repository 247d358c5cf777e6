// A form on the phone: the same checks, sentences and grades as definition.Form on the server, out of the same definition.
import { dueNext, inDays } from './dates.js';
import { holds, value } from './rules.js';

const WHOLE = /^[+-]?[0-9]{1,15}$/;
const NUMBER = /^[+-]?[0-9]{1,15}(\.[0-9]{1,15})?$/;
const YES = new Map([['是', true], ['true', true], ['yes', true], ['否', false], ['false', false], ['no', false]]);

const within = (field, number) => !(field.min !== undefined && number < field.min)
  && !(field.max !== undefined && number > field.max);

/** What was typed as a value; undefined when it cannot be. */
const read = (field, text) => {
  const plain = text.normalize('NFKC');
  switch (field.kind) {
    case 'YES_NO': return YES.get(text);
    case 'WHOLE': return WHOLE.test(plain) && within(field, Number(plain)) ? BigInt(plain) : undefined;
    case 'NUMBER': return NUMBER.test(plain) && within(field, Number(plain)) ? Number(plain) : undefined;
    case 'CHOICE': return field.options.includes(text) ? text : undefined;
    case 'SIGNATURE': return signature(text);
    case 'PLACE': return place(text);
    case 'PHOTO': return /^[1-9]$/.test(text) ? text : undefined;
    default: return text.length <= (field.longest ?? 500) ? text : undefined;
  }
};

const MOST_POINTS = 4_000;
const coordinate = (number) => Number.isInteger(number) && number >= 0 && number <= 10_000;

/** Strokes of points; one stroke at least that is more than a dot. */
const signature = (text) => {
  if (!/^[ \t\r\n\d,[\]]*$/.test(text)) return undefined;
  let strokes;
  try {
    strokes = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(strokes) || !strokes.every((stroke) => Array.isArray(stroke)
    && stroke.every((point) => Array.isArray(point) && point.length === 2 && point.every(coordinate)))) return undefined;
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  return strokes.some((stroke) => stroke.length > 1) && points <= MOST_POINTS ? JSON.stringify(strokes) : undefined;
};

/** A decimal in so many digits, rounded half up as java.math does. */
const rounded = (text, digits) => {
  const [whole, part = ''] = text.replace('-', '').split('.');
  const shown = BigInt(whole + part.padEnd(digits, '0').slice(0, digits)) + (part.charAt(digits) >= '5' ? 1n : 0n);
  const figures = shown.toString().padStart(digits + 1, '0');
  const number = digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
  return text.startsWith('-') && shown !== 0n ? `-${number}` : number;
};

/** Latitude, longitude and, if known, metres; five digits are a metre. */
const place = (text) => {
  const parts = /^(-?\d{1,2}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)(?:,(\d{1,6}(?:\.\d{1,15})?))?$/.exec(text);
  if (!parts) return undefined;
  const [latitude, longitude] = [rounded(parts[1], 5), rounded(parts[2], 5)];
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) return undefined;
  return [latitude, longitude, ...(parts[3] === undefined ? [] : [rounded(parts[3], 0)])].join(',');
};

/** As java.math rounds half up, on the decimal digits and not on the binary number; undefined when nothing comes out. */
const computed = (field, known) => {
  const number = value(field.computed, known);
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const size = Math.abs(number);
  if (`${size}`.includes('e')) return size < 1 ? 0 : number;
  return Math.sign(number) * Number(`${Math.round(Number(`${size}e${field.digits}`))}e-${field.digits}`);
};

/** Whether the form asks for a field, given what is known and was answered before it. */
export const asks = (field, known) => field.when === undefined || holds(field.when, known);

/**
 * Reads what was typed.
 * @param typed texts by field
 * @param about what is known of the person, by name
 * @return values and problems by field, and the fields that were asked for
 */
export const answers = (form, typed, about) => {
  const values = {};
  const problems = {};
  const asked = [];
  const known = { ...about };
  for (const field of form.fields) {
    if (!asks(field, known)) continue;
    if (field.computed !== undefined) {
      const answer = computed(field, known);
      if (answer === undefined) continue;
      values[field.id] = answer;
      known[field.id] = answer;
      if (!within(field, answer)) problems[field.id] = field.wrong;
      continue;
    }
    asked.push(field.id);
    const text = (typed[field.id] ?? '').trim();
    if (text === '') {
      if (!field.optional) problems[field.id] = field.missing;
      continue;
    }
    const answer = read(field, text);
    if (answer === undefined) problems[field.id] = field.wrong;
    else {
      values[field.id] = answer;
      known[field.id] = answer;
    }
  }
  for (const { when, field, message } of form.contradictions) {
    if (holds(when, known) && !(field in problems)) problems[field] = message;
  }
  return { values, problems, asked, sound: Object.keys(problems).length === 0 };
};

/** The first grade that fits: a form lists the most serious first. */
export const grade = (form, values, about) => form.grades.find((it) => holds(it.when, { ...about, ...values }));

/**
 * The last day of the next time; null: never again; undefined: the server says.
 * @param it how things stand, see dates.js; what is recorded for a day before the last one decides nothing
 */
export const next = (service, graded, on, it) => {
  if (it.before && on < it.before) return undefined;
  return graded?.nextDays === undefined ? dueNext(service.cadence, { ...it, on }) : inDays(on, graded.nextDays);
};

/** Whole months between two days, as java.time counts them. */
export const months = (from, to) => {
  const [y, m, d] = from.split('-').map(Number);
  const [year, month, day] = to.split('-').map(Number);
  const whole = (year - y) * 12 + (month - m);
  if (whole > 0 && day < d) return whole - 1;
  return whole < 0 && day > d ? whole + 1 : whole;
};

/** Days from one day to another. */
export const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What rules may ask of a person on a day: as programme.PersonFacts. */
export const about = (person, today) => {
  const old = months(person.birth, today);
  return { ...person.facts, age: BigInt(Math.trunc(old / 12)), age_months: BigInt(old) };
};

const same = (a, b) => a.label === b.label && a.kind === b.kind && a.unit === b.unit
  && JSON.stringify(a.options) === JSON.stringify(b.options);

/**
 * One form out of those of several services: a field that several ask for in the same words is asked once.
 * @param services {id: service}, those to be done now
 * @return [{id, field, of: [[service, field id]…]}] in the order of the forms
 */
export const joint = (services) => {
  const asked = [];
  for (const [id, service] of Object.entries(services)) {
    for (const field of service.form.fields.filter((it) => it.computed === undefined)) {
      const before = asked.find((it) => it.field.id === field.id && same(it.field, field));
      if (before) before.of.push(id);
      else asked.push({ id: asked.some((it) => it.id === field.id) ? `${field.id}-${id}` : field.id, field, of: [id] });
    }
  }
  return asked;
};

/** What was typed in the joint form, as one service's own form has it. */
export const typedFor = (service, fields, typed) => Object.fromEntries(
  fields.filter((it) => it.of.includes(service)).map((it) => [it.field.id, typed[it.id] ?? '']));
