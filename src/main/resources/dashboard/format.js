// in the language and the habits of who reads
const locale = undefined;

const whole = new Intl.NumberFormat(locale);
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const month = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];
const UNITS = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The zone of the reader. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function count(number) {
  return whole.format(number);
}

/** A large number in few characters: 1.2M. */
export function compact(number) {
  return number < 10_000 ? whole.format(number) : short.format(number);
}

export function share(part) {
  return percent.format(part);
}

/** A number of bytes in the unit that suits. */
export function bytes(number) {
  const step = number < 1 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(number) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: BYTES[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(number / 1000 ** step);
}

/** A point in time, in the reader's zone or another. */
export function time(instant, { zone = ownZone, seconds = true } = {}) {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: seconds ? 'medium' : 'short',
    timeZone: zone,
  }).format(new Date(instant));
}

/** A month as it is written in the API, in the reader's words. */
export function monthName(text) {
  return month.format(new Date(`${text}-01T00:00:00Z`));
}

/** How long ago, or how soon: "3 days ago". */
export function ago(instant, now = Date.now()) {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / size), unit);
}

/** How long something took. */
export function duration(millis) {
  if (millis < 1_000) {
    return unit(Math.max(0, Math.round(millis)), 'millisecond');
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return unit(Math.round(seconds * 10) / 10, 'second');
  }
  const parts = [
    [Math.floor(seconds / 3_600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [Math.floor(seconds) % 60, 'second'],
  ].filter(([amount]) => amount > 0);
  return parts.slice(0, 2).map(([amount, name]) => unit(amount, name)).join(' ');
}

/** How long it took from one point in time to another. */
export function between(from, to) {
  return duration(new Date(to) - new Date(from));
}

function unit(amount, name) {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(amount);
}

/** Time left as it is counted down: days, hours, minutes, seconds. */
export function countdown(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  return [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3_600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ].map(([amount, name]) => ({ amount, text: unit(amount, name) }));
}
