import { html, nothing, render } from './lib/lit-html.js';
import { send } from './api.js';
import * as format from './format.js';
import { may } from './session.js';

const OUTCOMES = {
  RUNNING: ['▸', 'Running'],
  SUCCEEDED: ['✓', 'Succeeded'],
  FAILED: ['✕', 'Failed'],
  CANCELLED: ['–', 'Cancelled'],
};

const TRIGGERS = {
  SCHEDULE: 'by schedule',
  CATCH_UP: 'caught up',
  MANUAL: 'by hand',
  EVENT_BUS: 'over the event bus',
  CLI: 'from the command line',
};

const KINDS = {
  FULL: 'Full run',
  SNAPSHOT: 'Snapshot',
  ARCHIVE: 'Archive',
  RESTORE: 'Restore',
};

/** The sign of an outcome, so that colour is not all that tells it. */
export function sign(status) {
  return OUTCOMES[status]?.[0] ?? '';
}

export function outcome(status) {
  return OUTCOMES[status]?.[1] ?? status;
}

export function triggerName(trigger) {
  return TRIGGERS[trigger] ?? trigger;
}

export function kindName(kind) {
  return KINDS[kind] ?? kind;
}

/** A short mark; `kind` gives its colour: good, bad, busy, warn or calm. */
export function badge(text, kind = 'calm') {
  return html`<span class="badge ${kind}">${text}</span>`;
}

export function outcomeBadge(status) {
  const kinds = { RUNNING: 'busy', SUCCEEDED: 'good', FAILED: 'bad', CANCELLED: 'calm' };
  return badge(html`<span aria-hidden="true">${sign(status)}</span> ${outcome(status)}`, kinds[status]);
}

/** The status of a stream, which may be any text. */
export function streamBadge(status) {
  return badge(html`<bdi>${status}</bdi>`, status === 'ACTIVE' ? 'good' : 'calm');
}

/** The id of a stream, which may be any text; one of nothing but blanks can be seen as well. */
export function streamName(streamId) {
  return html`<bdi>${streamId.trim() === '' ? JSON.stringify(streamId) : streamId}</bdi>`;
}

/** A point in time for the reader's zone, with the exact one at hand. */
export function when(instant, options) {
  return html`<time datetime=${instant} title=${instant}>${format.time(instant, options)}</time>`;
}

/** What stands where there is nothing yet. */
export function empty(title, hint = nothing) {
  return html`<div class="empty"><p class="empty-title">${title}</p><p>${hint}</p></div>`;
}

/** What stands where something will be in a moment. */
export function loading(what, lines = 4) {
  return html`<div class="skeleton" role="status" aria-label="Loading ${what}">
    ${Array.from({ length: lines }, () => html`<span></span>`)}
  </div>`;
}

/** What went wrong, and the way out of it. */
export function failure(problem, retry) {
  return html`<div class="failure" role="alert">
    <p class="failure-title">${problem.status === 0 ? 'No answer' : 'This did not work'}</p>
    <p>${problem.message}</p>
    ${retry ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}
  </div>`;
}

/** What stands where nothing has been read yet: that it is awaited, or why it cannot be read. */
export function awaited(what, lines, { problem, load }) {
  return problem ? failure(problem, load) : loading(what, lines);
}

/** What was read before could not be read again: it stays, marked as old. */
export function stale(problem) {
  return html`<p class="stale" role="alert">
    ${problem.message} What is shown is what was last known; it is asked for again by itself.
  </p>`;
}

/** Tells all readers, also those who listen, what has just been done. */
export function announce(text, kind = 'good') {
  window.dispatchEvent(new CustomEvent('stillwater-announce', { detail: { text, kind } }));
}

/** Does something for a button, once at a time, and tells how it went. */
export async function act(button, action, done) {
  if (button.ariaBusy === 'true') {
    return undefined;
  }
  button.ariaBusy = 'true';
  try {
    const result = await action();
    const text = typeof done === 'function' ? done(result) : done;
    if (text !== undefined) {
      announce(text);
    }
    return result;
  } catch (problem) {
    announce(problem.message, 'bad');
    return undefined;
  } finally {
    button.ariaBusy = 'false';
  }
}

/** Asks before something is done; true where the answer was yes. */
function confirm({ title, text, verb, danger = false }) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  dialog.setAttribute('aria-describedby', 'confirm-text');
  render(
    html`<form method="dialog">
      <h2 id="confirm-title">${title}</h2>
      <div id="confirm-text">${text}</div>
      <div class="actions">
        <button value="no" autofocus>Go back</button>
        <button value="yes" class=${danger ? 'danger' : 'primary'}>${verb}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(answer => {
    dialog.addEventListener('close', () => {
      answer(dialog.returnValue === 'yes');
      dialog.remove();
    });
  });
}

/** Asks, and does something for a button only where the answer was yes. */
export async function ask(button, question, action, done) {
  if (await confirm(question)) {
    await act(button, action, done);
  }
}

/** What cancels a run, for whoever may. */
export function canceller(run) {
  return may('operate')
    ? html`<div class="actions"><button type="button" class="danger" @click=${event => cancel(event.currentTarget, run)}>Cancel run</button></div>`
    : nothing;
}

function cancel(button, run) {
  const question = {
    title: `Cancel run ${run.runId}?`,
    text: 'It ends within seconds. What it has done stays done, and the next run goes on from there.',
    verb: 'Cancel run',
    danger: true,
  };
  return ask(button, question, () => send('DELETE', `/api/v1/maintenance/runs/${run.runId}`), `Run ${run.runId} is being cancelled.`);
}

/** Names with what they are. */
export function facts(...pairs) {
  return html`<dl class="facts">
    ${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

/** How far a run has come. */
export function progress(run) {
  const at = run.progress;
  const byMonths = at?.phase !== 'SNAPSHOT';
  const done = byMonths ? at?.monthsDone : at?.streamsDone;
  const total = byMonths ? at?.monthsTotal : at?.streamsTotal;
  const known = at !== null && at !== undefined && total > 0;
  return html`<div class="progress">
    <div class="progress-head">
      <strong>${phaseName(at?.phase)}</strong>
      <span>
        ${known ? `${format.count(done)} of ${format.count(total)} ${byMonths ? 'months' : 'streams'}` : 'beginning'}
      </span>
    </div>
    <progress aria-label="Progress of run ${run.runId}" max=${known ? total : 1} value=${known ? done : 0}></progress>
    <div class="progress-foot">
      <span>${at?.rowsPerSecond ? `${format.compact(at.rowsPerSecond)} rows per second` : 'rate not known yet'}</span>
      <span>${at?.secondsLeft != null ? `about ${format.duration(at.secondsLeft * 1000)} left` : 'time left not known yet'}</span>
    </div>
    <p class="waiting">${run.waitingFor ? html`Waiting for ${run.waitingFor}` : ' '}</p>
  </div>`;
}

export function phaseName(phase) {
  const names = { SNAPSHOT: 'Taking snapshots', ARCHIVE: 'Archiving months', RESTORE: 'Restoring a month' };
  return names[phase] ?? 'Starting';
}
