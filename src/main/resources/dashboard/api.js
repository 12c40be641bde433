/** Why a request was not answered as hoped: a problem of RFC 9457, or status 0 for no answer. */
export class Problem extends Error {
  constructor(status, body = {}) {
    super(body.detail ?? 'Stillwater cannot be reached.');
    this.name = 'Problem';
    this.status = status;
    this.field = body.field;
    this.runId = body.runId;
  }

  /** Whether the same request may well be answered later. */
  get passes() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Told of on `window` when a request is answered 401. */
export const SIGNED_OUT = 'stillwater-signed-out';

/** Reads, with parameters of which the empty ones are left out. */
export function get(path, parameters = {}, signal = undefined) {
  const given = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return request(path + query, { signal });
}

/** Acts; `body` is sent as JSON. */
export function send(method, path, { body, headers = {}, signal } = {}) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return request(path, {
    method,
    signal,
    headers: { ...json, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** The path of a stream, for `/api/v1/streams` or `/api/v1/snapshots`. */
export function ofStream(collection, streamId) {
  return `/api/v1/${collection}/${encodeURIComponent(streamId)}`;
}

async function request(path, options) {
  const response = await fetch(path, { credentials: 'same-origin', ...options }).catch(failure => {
    throw failure.name === 'AbortError' ? failure : new Problem(0);
  });
  const text = await response.text().catch(() => '');
  if (response.ok) {
    return text === '' ? null : parse(text);
  }
  if (response.status === 401 && path !== '/session') {
    window.dispatchEvent(new Event(SIGNED_OUT));
  }
  throw new Problem(response.status, problem(response.status, text));
}

function problem(status, text) {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: `Stillwater answered with status ${status}.` };
  }
}

// a number keeps the digits it was written with, where the browser can tell them
function parse(text) {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && context?.source && String(value) !== context.source
      ? new Exact(context.source, value)
      : value,
  );
}

/** A number as it was written: `12.50`, or one with more digits than a double has. */
export class Exact {
  constructor(text, value) {
    this.text = text;
    this.value = value;
  }

  toString() {
    return this.text;
  }

  valueOf() {
    return this.value;
  }
}

/** JSON to be read by people, with numbers as they were written. */
export function pretty(value, indent = '') {
  const deeper = `${indent}  `;
  if (value instanceof Exact) {
    return value.text;
  }
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map(item => deeper + pretty(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    const members = Object.entries(value).map(
      ([name, item]) => `${deeper}${JSON.stringify(name)}: ${pretty(item, deeper)}`,
    );
    return `{\n${members.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}
