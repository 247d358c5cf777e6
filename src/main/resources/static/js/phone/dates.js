// When a service is due next, off line: the same as programme.Cadence says on the server.
import { holds } from './rules.js';

const DAY = 86_400_000;
const at = (day) => Date.parse(day);
const plus = (day, days) => new Date(at(day) + days * DAY).toISOString().slice(0, 10);
const later = (a, b) => (a > b ? a : b);
const monday = (day) => plus(day, -((new Date(at(day)).getUTCDay() + 6) % 7));

/** A period as ISO 8601 writes it (P1Y2M10D) after a day, as java.time adds it. */
export const after = (day, period) => {
  const [, years, months, days] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(period).map((part) => Number(part ?? 0));
  const [y, m, d] = day.split('-').map(Number);
  const month = y * 12 + (m - 1) + years * 12 + months;
  const last = new Date(Date.UTC(Math.trunc(month / 12), (month % 12) + 1, 0)).getUTCDate();
  const moved = new Date(Date.UTC(Math.trunc(month / 12), month % 12, Math.min(d, last))).toISOString().slice(0, 10);
  return plus(moved, days);
};

const weekly = ({ times, gap }, { on, week }) => {
  const done = week.filter((day) => day >= monday(on) && day <= on).length + 1;
  const nextWeek = plus(monday(on), 7);
  let opens = plus(on, gap);
  if (done >= times && opens < nextWeek) opens = nextWeek;
  const left = Math.max(0, times - (opens < nextWeek ? done : 0) - 1);
  return later(plus(monday(opens), 6 - left * gap), opens);
};

const calendar = ({ anchor, gap, closes, makesUp, points }, { birth, events, on, today, opens, point }) => {
  const from = anchor ? events[anchor] : birth;
  if (!from) return undefined;
  const begun = points.filter(([begins]) => after(from, begins) <= on).length - 1;
  const last = on < opens ? Math.min(point, Math.max(begun, 0)) : point;
  for (let i = last + 1; i < points.length; i += 1) {
    const due = after(from, points[i][1]);
    const closed = closes && i + 1 < points.length && after(from, points[i + 1][0]) <= today;
    if ((makesUp || due >= on) && !closed) return later(due, later(after(from, points[i][0]), plus(on, gap)));
  }
  return null;
};

const drawn = (share, seed, day) => ((seed * 7_919 + (at(day) / DAY) * 104_729) % 1_009) % 100 < share;
const draw = ({ share }, { on, seed }) => {
  let day = plus(on, 1);
  while (!drawn(share, seed, day)) day = plus(day, 1);
  return day;
};

/**
 * The last day of the next time; null: never again; undefined: the server says.
 * @param cadence as programme.CadenceData gives it
 * @param it how things stand when it was done on the day {on}: {birth, events, today, known, opens, point, week, seed}
 */
export const dueNext = (cadence, it) => {
  const [kind, how] = Object.entries(cadence)[0];
  switch (kind) {
    case 'once':
    case 'after': return null;
    case 'every': return plus(it.on, how.days);
    case 'yearly': return `${Number(it.on.slice(0, 4)) + 1}-12-31`;
    case 'weekly': return weekly(how, it);
    case 'calendar': return calendar(how, it);
    case 'doses': return it.point + 1 < how.length ? after(it.on, how[it.point + 1][1]) : null;
    case 'draw': return draw(how, it);
    case 'choose': {
      const chosen = how.find((choice) => choice.when === undefined || holds(choice.when, it.known));
      return chosen && dueNext(chosen.then, it);
    }
    default: return undefined;
  }
};

/** After so many days, as a grade asks. */
export const inDays = plus;
