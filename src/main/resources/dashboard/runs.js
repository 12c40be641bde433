import { html, nothing } from './lib/lit-html.js';
import { get } from './api.js';
import * as format from './format.js';
import { follow } from './live.js';
import { keep, place, toRun } from './router.js';
import * as ui from './ui.js';
import { View } from './view.js';

const PAGE = 50;

const FILTERS = [
  ['status', 'Outcome', ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'], ui.outcome],
  ['kind', 'Kind', ['FULL', 'SNAPSHOT', 'ARCHIVE', 'RESTORE'], ui.kindName],
  ['trigger', 'Set going', ['SCHEDULE', 'CATCH_UP', 'MANUAL', 'EVENT_BUS', 'CLI'], ui.triggerName],
];

/** The history of runs, newest first. */
class Runs extends View {
  filter = {};
  runs;
  next;
  problem;

  shown() {
    this.filter = Object.fromEntries(place().parameters);
    follow(this.onRun, () => {}, this.signal);
    this.load();
  }

  load = async cursor => {
    const asked = this.filter;
    try {
      const page = await get('/api/v1/maintenance/runs', { ...asked, limit: PAGE, cursor }, this.signal);
      // an answer about what is not asked for any more
      if (asked === this.filter) {
        this.set({ runs: cursor ? [...this.runs, ...page.runs] : page.runs, next: page.next, problem: undefined });
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.set({ problem });
      }
    }
  };

  onRun = run => {
    if (this.runs?.some(each => each.runId === run.runId)) {
      this.set({ runs: this.runs.map(each => (each.runId === run.runId ? run : each)) });
    } else {
      this.load();
    }
  };

  choose = event => {
    this.filter = { ...this.filter, [event.target.name]: event.target.value };
    keep(this.filter);
    this.load();
  };

  template() {
    return html`<div class="page">
      <h1>Runs</h1>
      <form class="card filters" role="search" aria-label="Runs" @submit=${event => event.preventDefault()}>
        ${FILTERS.map(filter => this.select(...filter))}
      </form>
      ${this.problem ? ui.failure(this.problem, () => this.load()) : nothing}
      ${this.runs ? this.list() : this.problem ? nothing : ui.loading('the runs', 8)}
    </div>`;
  }

  select(name, label, values, text) {
    return html`<label>
      ${label}
      <select name=${name} @change=${this.choose}>
        <option value="">All</option>
        ${values.map(value => html`<option value=${value} ?selected=${this.filter[name] === value}>${text(value)}</option>`)}
      </select>
    </label>`;
  }

  list() {
    if (this.runs.length === 0) {
      return Object.values(this.filter).some(value => value)
        ? ui.empty('No such run', 'No run is of all that is chosen above.')
        : ui.empty('Nothing has run yet', 'Runs appear here as they start, and stay.');
    }
    return html`<section class="card" aria-label="Runs">
      <div class="scroll" role="region" aria-label="Runs, newest first" tabindex="0">
        <table aria-label="Runs, newest first">
          <thead>
            <tr>
              <th scope="col">Run</th><th scope="col">Outcome</th><th scope="col">Set going</th><th scope="col">Started</th>
              <th scope="col" class="number">Took</th><th scope="col" class="number">Snapshots</th>
              <th scope="col" class="number">Events archived</th>
            </tr>
          </thead>
          <tbody>${this.runs.map(run => this.row(run))}</tbody>
        </table>
      </div>
      ${this.next
        ? html`<div class="actions"><button type="button" @click=${() => this.load(this.next)}>Show more</button></div>`
        : html`<p class="hint">That is all: ${format.count(this.runs.length)} runs.</p>`}
    </section>`;
  }

  row(run) {
    return html`<tr>
      <th scope="row"><a href=${toRun(run.runId)}>${ui.kindName(run.kind)} ${run.runId}</a></th>
      <td>${ui.outcomeBadge(run.status)}</td>
      <td>${ui.triggerName(run.trigger)}</td>
      <td>${ui.when(run.startedAt)}</td>
      <td class="number">${run.finishedAt ? format.duration(new Date(run.finishedAt) - new Date(run.startedAt)) : '–'}</td>
      <td class="number">${format.count(run.snapshotsCreated + run.snapshotsRefreshed)}</td>
      <td class="number">${format.count(run.eventsArchived)}</td>
    </tr>`;
  }
}

customElements.define('sw-runs', Runs);
