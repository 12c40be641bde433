import { html } from './lib/lit-html.js';
import { repeat } from './lib/directives/repeat.js';
import { get } from './api.js';
import { Endless } from './endless.js';
import * as format from './format.js';
import { follow } from './live.js';
import { keep, place, toRun } from './router.js';
import * as ui from './ui.js';

const PAGE = 50;

const FILTERS = [
  ['status', 'Outcome', ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'], ui.outcome],
  ['kind', 'Kind', ['FULL', 'SNAPSHOT', 'ARCHIVE', 'RESTORE'], ui.kindName],
  ['trigger', 'Set going', ['SCHEDULE', 'CATCH_UP', 'MANUAL', 'EVENT_BUS', 'CLI'], ui.triggerName],
];

/** The history of runs, newest first. */
class Runs extends Endless {
  filter = {};

  shown() {
    const { parameters } = place();
    this.filter = Object.fromEntries(FILTERS.map(([name]) => [name, parameters.get(name) ?? '']));
    follow(this.onRun, () => {}, this.signal);
    super.shown();
  }

  async page(cursor, signal) {
    const { runs, next } = await get('/api/v1/maintenance/runs', { ...this.filter, limit: PAGE, cursor }, signal);
    return { items: runs, next };
  }

  onRun = run => {
    if (this.items?.some(each => each.runId === run.runId)) {
      this.set({ items: this.items.map(each => (each.runId === run.runId ? run : each)) });
    } else if (this.items) {
      this.begin();
    }
  };

  choose = event => {
    this.filter = { ...this.filter, [event.target.name]: event.target.value };
    keep(this.filter);
    this.begin();
  };

  template() {
    return html`<div class="page">
      <h1>Runs</h1>
      <form class="filters" role="search" aria-label="Runs" @submit=${event => event.preventDefault()}>
        ${FILTERS.map(filter => this.select(...filter))}
      </form>
      ${this.found('the runs')}${this.foot('run', 'runs')}
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
    return html`<section class="card" aria-label="History" aria-busy=${this.reading ? 'true' : 'false'}>
      <div class="scroll" role="region" aria-label="Runs, newest first" tabindex="0">
        <table aria-label="Runs, newest first">
          <thead>
            <tr>
              <th scope="col">Run</th><th scope="col">Outcome</th><th scope="col">Set going</th><th scope="col">Started</th>
              <th scope="col" class="number">Took</th><th scope="col" class="number">Snapshots</th>
              <th scope="col" class="number">Events archived</th>
            </tr>
          </thead>
          <tbody>${repeat(this.items, run => run.runId, run => this.row(run))}</tbody>
        </table>
      </div>
    </section>`;
  }

  none() {
    return Object.values(this.filter).some(value => value)
      ? ui.empty('No such run', 'No run is of all that is chosen above.')
      : ui.empty('Nothing has run yet', 'Runs appear here as they start, and stay.');
  }

  row(run) {
    return html`<tr>
      <th scope="row"><a href=${toRun(run.runId)}>${ui.kindName(run.kind)} ${run.runId}</a></th>
      <td>${ui.outcomeBadge(run.status)}</td>
      <td>${ui.triggerName(run.trigger)}</td>
      <td>${ui.when(run.startedAt)}</td>
      <td class="number">${run.finishedAt ? format.between(run.startedAt, run.finishedAt) : '–'}</td>
      <td class="number">${format.count(run.snapshotsCreated + run.snapshotsRefreshed)}</td>
      <td class="number">${format.count(run.eventsArchived)}</td>
    </tr>`;
  }
}

customElements.define('sw-runs', Runs);
