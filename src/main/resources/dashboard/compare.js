import { html, nothing } from './lib/lit-html.js';
import { get, ofStream, pretty } from './api.js';
import * as format from './format.js';
import { alter, place } from './router.js';
import * as ui from './ui.js';
import { View } from './view.js';

const CHANGES = {
  added: ['Added', 'good'],
  removed: ['Removed', 'bad'],
  changed: ['Changed', 'warn'],
};

/** What differs between a stream's snapshots of two months. */
class Compare extends View {
  streamId;
  months = [];
  before;
  after;
  diff;
  problem;

  shown() {
    if (this.months.length > 1) {
      const { parameters } = place();
      this.before = this.known(parameters.get('before')) ?? this.months.at(-2);
      this.after = this.known(parameters.get('after')) ?? this.months.at(-1);
      this.load();
    }
  }

  known(month) {
    return this.months.find(each => each === month);
  }

  load = () => {
    const { before, after } = this;
    const path = `${ofStream('snapshots', this.streamId)}/diff`;
    return this.read(
      async () => ({ diff: await get(path, { from: before, to: after }, this.signal) }),
      () => before === this.before && after === this.after,
    );
  };

  choose = event => {
    this[event.target.name] = event.target.value;
    alter({ before: this.before, after: this.after });
    this.load();
  };

  template() {
    return html`<section class="card" aria-labelledby="compare-title">
      <h2 id="compare-title">Compare two months</h2>
      ${this.months.length > 1
        ? this.content()
        : ui.empty('Nothing to compare yet', 'That takes the snapshots of two months.')}
    </section>`;
  }

  content() {
    return html`
      <div class="filters">
        ${this.select('before', 'Before')}${this.select('after', 'After')}
      </div>
      ${this.problem ? ui.failure(this.problem, this.load) : this.difference()}`;
  }

  select(name, label) {
    return html`<label>
      ${label}
      <select name=${name} @change=${this.choose}>
        ${[...this.months].reverse().map(month => html`
          <option value=${month} ?selected=${month === this[name]}>${format.monthName(month)}</option>`)}
      </select>
    </label>`;
  }

  difference() {
    if (this.diff === undefined) {
      return ui.loading('the difference');
    }
    const rows = this.rows();
    if (rows.length === 0 && this.diff.status === null) {
      return html`<div role="status">${ui.empty('Nothing changed.')}</div>`;
    }
    return html`
      ${this.diff.status === null ? nothing : this.status(this.diff.status)}
      ${rows.length === 0 ? html`<p class="hint">Nothing changed in the state.</p>` : this.table(rows)}`;
  }

  status({ from, to }) {
    return html`<p>Status: ${ui.streamBadge(from)} became ${ui.streamBadge(to)}</p>`;
  }

  rows() {
    const { added, removed, changed } = this.diff;
    return [
      ...added.map(({ path, value }) => ({ change: 'added', path, after: value })),
      ...removed.map(({ path, value }) => ({ change: 'removed', path, before: value })),
      ...changed.map(({ path, from, to }) => ({ change: 'changed', path, before: from, after: to })),
    ].sort((one, other) => one.path.localeCompare(other.path, undefined, { numeric: true }));
  }

  table(rows) {
    const { from, to } = this.diff;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="What changed">
      <table class="difference">
        <caption class="unseen">What changed from ${format.monthName(from)} to ${format.monthName(to)}</caption>
        <thead><tr>
          <th scope="col">Path</th>
          <th scope="col">${format.monthName(from)}</th>
          <th scope="col">${format.monthName(to)}</th>
        </tr></thead>
        <tbody>${rows.map(row => this.row(row))}</tbody>
      </table>
    </div>`;
  }

  row({ change, path, before, after }) {
    return html`<tr class=${change}>
      <th scope="row"><code>${path === '' ? '(all of it)' : path}</code> ${ui.badge(...CHANGES[change])}</th>
      <td class="before">${value(before)}</td>
      <td class="after">${value(after)}</td>
    </tr>`;
  }
}

function value(json) {
  return json === undefined ? html`<span class="hint">–</span>` : html`<code>${pretty(json)}</code>`;
}

customElements.define('sw-compare', Compare);
