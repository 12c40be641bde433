import { html, nothing } from './lib/lit-html.js';
import { get } from './api.js';
import * as format from './format.js';
import { follow } from './live.js';
import { place } from './router.js';
import * as ui from './ui.js';
import { View } from './view.js';

/** One run: how it went, phase by phase, and why it failed. */
class Run extends View {
  runId = place().segments[0];
  run;
  problem;

  shown() {
    follow(this.onRun, () => {}, this.signal);
    this.load();
  }

  load = () =>
    this.read(async () => ({
      run: await get(`/api/v1/maintenance/runs/${encodeURIComponent(this.runId)}`, {}, this.signal),
    }));

  onRun = run => {
    if (String(run.runId) === this.runId) {
      this.set({ run });
    }
  };

  template() {
    return html`<div class="page">
      <p class="trail"><a href="#/runs">Runs</a></p>
      <div class="card-head"><h1>${this.run ? ui.kindName(this.run.kind) : 'Run'} ${this.runId}</h1>${this.run ? ui.outcomeBadge(this.run.status) : nothing}</div>
      ${this.run ? this.content(this.run) : this.missing()}
    </div>`;
  }

  missing() {
    return this.problem?.status === 404 || this.problem?.status === 400
      ? ui.empty('There is no such run', html`<a href="#/runs">All runs</a>`)
      : ui.awaited('the run', 6, this);
  }

  content(run) {
    return html`
      ${run.status === 'RUNNING' ? this.going(run) : nothing}
      ${run.error ? html`<section class="card failed" aria-labelledby="why"><h2 id="why">Why it failed</h2><p class="error">${run.error}</p></section>` : nothing}
      <section class="card" aria-labelledby="how">
        <h2 id="how">How it went</h2>
        ${ui.facts(
          ['Started', ui.when(run.startedAt)],
          ['Ended', run.finishedAt ? ui.when(run.finishedAt) : 'not yet'],
          ['Took', this.took(run)],
          ['Set going', ui.triggerName(run.trigger)],
          ['Due', run.scheduledAt ? ui.when(run.scheduledAt) : '–'],
          ['Month', format.monthName(run.month)],
          ['Archives what is before', ui.when(run.cutoff, { seconds: false })],
          ['Instance', run.instance],
        )}
        ${run.phases.length === 0 ? nothing : this.phases(run)}
      </section>
      <section class="card" aria-labelledby="counts">
        <h2 id="counts">What it did</h2>
        ${ui.facts(
          ['Streams', format.count(run.streamsTotal)],
          ['Snapshots taken', format.count(run.snapshotsCreated)],
          ['Snapshots taken anew', format.count(run.snapshotsRefreshed)],
          ['Snapshots unchanged', format.count(run.snapshotsUnchanged)],
          ['Months archived', format.count(run.monthsArchived)],
          ['Events archived', html`${run.eventsEstimated > 0 ? '≈ ' : ''}${format.count(run.eventsArchived)}`],
          ['Late events among them', format.count(run.lateEvents)],
          ['Events restored', format.count(run.eventsRestored)],
        )}
        ${run.missedMonths.length === 0
          ? nothing
          : html`<p class="hint">Came due while nothing was up, and can be captured no more: ${run.missedMonths.map(format.monthName).join(', ')}.</p>`}
      </section>`;
  }

  took(run) {
    return run.finishedAt ? format.between(run.startedAt, run.finishedAt) : '–';
  }

  going(run) {
    return html`<section class="card" aria-labelledby="going">
      <h2 id="going">Running</h2>
      ${ui.progress(run)}
      ${ui.canceller(run)}
    </section>`;
  }

  phases(run) {
    return html`<div class="scroll" role="region" aria-label="Phases" tabindex="0">
      <table aria-label="Phases">
        <thead><tr><th scope="col">Phase</th><th scope="col">Began</th><th scope="col" class="number">Took</th></tr></thead>
        <tbody>
          ${run.phases.map(each => html`<tr>
            <th scope="row">${ui.phaseName(each.phase)}</th>
            <td>${ui.when(each.startedAt)}</td>
            <td class="number">${each.finishedAt ? format.between(each.startedAt, each.finishedAt) : run.status === 'RUNNING' ? 'going' : 'broken off'}</td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define('sw-run', Run);
