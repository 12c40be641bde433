/**
 * Where the reader is: the part of the address after `#`, as a page's name, its further segments
 * (decoded) and its parameters.
 */
export function place(hash = window.location.hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, ...segments] = path.split('/').map(decode);
  return { page, segments, parameters: new URLSearchParams(query) };
}

/** Writes parameters into the address, so that it can be shared, without a step back. */
export function keep(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value);
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  const path = window.location.hash.split('?')[0] || '#/';
  window.history.replaceState(null, '', path + query);
}

/** The same, beside the parameters that are there. */
export function alter(parameters) {
  keep({ ...Object.fromEntries(place().parameters), ...parameters });
}

/** The address of a stream's page. */
export function toStream(streamId) {
  return `#/streams/${encodeURIComponent(streamId)}`;
}

/** The address of a run's page. */
export function toRun(runId) {
  return `#/runs/${runId}`;
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
