import { Exact } from './api.js';

const LONGEST = 1_000;

/** The numbers in states, by the names that a trend knows them by: `amount.total`, `items.0`. */
export function fieldsOf(...states) {
  const fields = new Set();
  states.forEach(state => gather(state, [], fields));
  return [...fields].sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
}

function gather(value, path, fields) {
  if (typeof value === 'number' || value instanceof Exact) {
    const field = path.join('.');
    if (field !== '' && field.length <= LONGEST) {
      fields.add(field);
    }
  } else if (value !== null && typeof value === 'object') {
    // what is named with a dot, or not at all, cannot be asked for
    Object.entries(value)
      .filter(([name]) => name !== '' && !name.includes('.'))
      .forEach(([name, item]) => gather(item, [...path, name], fields));
  }
}
