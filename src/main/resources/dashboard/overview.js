import { html, nothing } from './lib/lit-html.js';
import { get, send } from './api.js';
import * as format from './format.js';
import { follow, poll, tick } from './live.js';
import { toRun } from './router.js';
import { may } from './session.js';
import * as ui from './ui.js';
import { View } from './view.js';

const STRIP = 24;
const REFRESH = 15_000;

/** What Stillwater did, is doing and will do. */
class Overview extends View {
  status;
  runs = [];
  problem;
  following = true;

  shown() {
    poll(this.load, REFRESH, this.signal);
    tick(() => this.status && this.draw(), this.signal);
    follow(this.onRun, following => this.set({ following }), this.signal);
  }

  load = () =>
    this.read(async () => {
      const [status, { runs }] = await Promise.all([
        get('/api/v1/maintenance', {}, this.signal),
        get('/api/v1/maintenance/runs', { limit: STRIP }, this.signal),
      ]);
      runs.filter(run => this.known(run)).forEach(run => this.tellEnd(run));
      return { status, runs };
    });

  onRun = (run, ended) => {
    if (!this.status) {
      return;
    }
    this.tellEnd(run);
    this.runs = this.known(run) ? this.runs.map(each => (each.runId === run.runId ? run : each)) : [run, ...this.runs].slice(0, STRIP);
    this.status = { ...this.status, running: ended ? null : run, lastRun: ended ? run : this.status.lastRun };
    this.draw();
    if (ended) {
      this.load();
    }
  };

  known({ runId }) {
    return this.runs.find(run => run.runId === runId);
  }

  // once, whichever brings the news: a short run can have ended before its events are followed
  tellEnd(run) {
    if (run.status !== 'RUNNING' && !this.hasEnded(run)) {
      ui.announce(`${ui.kindName(run.kind)} ${run.runId}: ${ui.outcome(run.status).toLowerCase()}.`, run.status === 'FAILED' ? 'bad' : 'good');
    }
  }

  hasEnded(run) {
    const known = this.known(run);
    return known !== undefined && known.status !== 'RUNNING';
  }

  template() {
    return html`<div class="page">
      <h1>Overview</h1>
      ${this.problem && this.status ? ui.stale(this.problem) : nothing}
      ${this.status ? this.content() : ui.awaited('the overview', 8, this)}
    </div>`;
  }

  content() {
    return html`
      <div class="pair">${this.next()}${this.now()}</div>
      ${this.strip()}${this.figures()}`;
  }

  next() {
    const { schedule } = this.status;
    const off = !schedule.enabled || schedule.paused;
    return html`<section class="card next" aria-labelledby="next-title">
      <div class="card-head"><h2 id="next-title">Next run</h2>${this.state(schedule)}</div>
      <div class="countdown ${off ? 'off' : ''}" role="timer" aria-label="Time to the next run">
        ${format.countdown(new Date(schedule.nextRun) - Date.now()).map(part => html`<span>${part.text}</span>`)}
      </div>
      <dl class="zones">
        <div><dt>Here <small>${format.ownZone}</small></dt><dd>${ui.when(schedule.nextRun, { seconds: false })}</dd></div>
        <div>
          <dt>There <small>${schedule.zone}</small></dt>
          <dd>${ui.when(schedule.nextRun, { zone: schedule.zone, seconds: false })}</dd>
        </div>
      </dl>
      <p class="hint">${this.explanation(schedule)}</p>
      ${may('operate') ? this.acts(schedule) : nothing}
    </section>`;
  }

  state(schedule) {
    if (!schedule.enabled) {
      return ui.badge('Off', 'calm');
    }
    if (schedule.paused) {
      return ui.badge('Paused', 'warn');
    }
    return schedule.overdue ? ui.badge('Overdue', 'bad') : ui.badge('On', 'good');
  }

  explanation(schedule) {
    if (schedule.overdue && schedule.overdueSince) {
      return `Overdue since ${format.time(schedule.overdueSince)}.`;
    }
    if (!schedule.enabled) {
      return 'The schedule is turned off by the settings: nothing runs by itself.';
    }
    if (schedule.paused) {
      return `Paused ${format.ago(schedule.pausedAt)}: nothing runs by itself until it is resumed.`;
    }
    return schedule.lastSuccess ? `It last succeeded ${format.ago(schedule.lastSuccess)}.` : 'It has not run yet.';
  }

  acts(schedule) {
    return html`<div class="actions">
      <button type="button" class="primary" ?disabled=${this.status.running !== null} @click=${this.runNow}>Run now</button>
      ${schedule.paused
        ? html`<button type="button" @click=${this.resume}>Resume schedule</button>`
        : html`<button type="button" ?disabled=${!schedule.enabled} @click=${this.pause}>Pause schedule</button>`}
    </div>`;
  }

  now() {
    const { running, lastRun } = this.status;
    return html`<section class="card now" aria-labelledby="now-title">
      <div class="card-head">
        <h2 id="now-title">${running ? html`Running: <a href=${toRun(running.runId)}>${ui.kindName(running.kind).toLowerCase()} ${running.runId}</a>` : 'Last run'}</h2>
        ${running || lastRun ? ui.outcomeBadge((running ?? lastRun).status) : nothing}
      </div>
      ${running ? this.running(running) : lastRun ? this.last(lastRun) : ui.empty('Nothing has run yet', 'The first run takes a snapshot of every stream.')}
    </section>`;
  }

  running(run) {
    return html`
      ${ui.progress(run)}
      <p class="hint">
        Started ${format.ago(run.startedAt)} ${ui.triggerName(run.trigger)}, on ${run.instance}.
        ${this.following ? nothing : 'The line is down; it is opened again by itself.'}
      </p>
      ${ui.canceller(run)}`;
  }

  last(run) {
    return html`
      <p class="lead">
        <a href=${toRun(run.runId)}>${ui.kindName(run.kind)} ${run.runId}</a>
        ${format.ago(run.finishedAt ?? run.startedAt)}, ${ui.triggerName(run.trigger)}, in
        ${format.between(run.startedAt, run.finishedAt)}.
      </p>
      ${run.error ? html`<p class="error">${run.error}</p>` : nothing}
      ${ui.facts(
        ['Snapshots taken', format.count(run.snapshotsCreated + run.snapshotsRefreshed)],
        ['Events archived', format.count(run.eventsArchived)],
        ['Months archived', format.count(run.monthsArchived)],
        ['Late events', format.count(run.lateEvents)],
      )}`;
  }

  strip() {
    const gaps = Math.max(0, STRIP - this.runs.length);
    return html`<section class="card" aria-labelledby="strip-title">
      <div class="card-head"><h2 id="strip-title">Last ${STRIP} runs</h2><a href="#/runs">All runs</a></div>
      <ol class="strip" aria-label="The last ${STRIP} runs, oldest first">
        ${Array.from({ length: gaps }, () => html`<li class="gap" aria-hidden="true"></li>`)}
        ${[...this.runs].reverse().map(run => html`<li>${this.cell(run)}</li>`)}
      </ol>
      <p class="hint">${this.runs.length === 0 ? 'No run yet.' : this.tally()}</p>
    </section>`;
  }

  cell(run) {
    const text = `Run ${run.runId}, ${ui.kindName(run.kind).toLowerCase()}: ${ui.outcome(run.status).toLowerCase()}, ${format.time(run.startedAt)}`;
    return html`<a class="cell ${run.status.toLowerCase()}" href=${toRun(run.runId)} aria-label=${text} title=${text}><span aria-hidden="true">${ui.sign(run.status)}</span></a>`;
  }

  tally() {
    const all = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'RUNNING'].map(status => [
      status,
      this.runs.filter(run => run.status === status).length,
    ]);
    return all
      .filter(([, number]) => number > 0)
      .map(([status, number]) => `${number} ${ui.outcome(status).toLowerCase()}`)
      .join(', ');
  }

  figures() {
    const { months } = this.status;
    const sum = name => months.reduce((total, month) => total + month[name], 0);
    const hot = sum('hot');
    const archived = sum('archived');
    const held = months.filter(month => month.held).length;
    return html`<section class="card" aria-labelledby="log-title">
      <div class="card-head"><h2 id="log-title">The log</h2><a href="#/months">By month</a></div>
      <div class="balance" role="img" aria-label="${format.share(hot / Math.max(1, hot + archived))} of the events are in the hot log">
        <svg width="100%" height="12" preserveAspectRatio="none" viewBox="0 0 1000 12">
          <rect class="archived" width="1000" height="12"></rect>
          <rect class="hot" width=${Math.round((1000 * hot) / Math.max(1, hot + archived))} height="12"></rect>
        </svg>
      </div>
      ${ui.facts(
        [html`<span class="dot hot"></span>Hot events`, html`${format.compact(hot)} <small>${format.bytes(sum('hotBytes'))}</small>`],
        [html`<span class="dot archived"></span>Archived events`, html`${format.compact(archived)} <small>${format.bytes(sum('archivedBytes'))}</small>`],
        ['Snapshots', format.compact(sum('snapshots'))],
        ['Late events waiting', format.compact(sum('lateEvents'))],
        ['Months held', format.count(held)],
      )}
    </section>`;
  }

  runNow = async event => {
    const headers = { prefer: 'respond-async' };
    const run = await ui.act(
      event.currentTarget,
      () => send('POST', '/api/v1/snapshots/maintenance', { headers }),
      begun => (this.hasEnded(begun) ? undefined : 'A run has been started.'),
    );
    if (run && !this.known(run)) {
      this.onRun(run, false);
    }
    this.load();
  };

  pause = event => this.switchTo(event, 'pause', 'The schedule is paused.');

  resume = event => this.switchTo(event, 'resume', 'The schedule goes on.');

  switchTo(event, verb, done) {
    return ui.act(event.currentTarget, async () => {
      const schedule = await send('POST', `/api/v1/maintenance/${verb}`);
      this.set({ status: { ...this.status, schedule } });
    }, done);
  }
}

customElements.define('sw-overview', Overview);
