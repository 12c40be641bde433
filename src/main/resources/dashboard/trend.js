import { html } from './lib/lit-html.js';
import { keyed } from './lib/directives/keyed.js';
import { get, ofStream } from './api.js';
import './chart.js';
import { alter, place } from './router.js';
import * as ui from './ui.js';
import { View } from './view.js';

/** A number of a stream's state over the months. */
class Trend extends View {
  streamId;
  months = [];
  fields = [];
  field;
  points;
  problem;

  shown() {
    const wanted = place().parameters.get('field');
    this.field = this.fields.includes(wanted) ? wanted : this.fields[0];
    if (this.field !== undefined && this.months.length > 0) {
      this.load();
    }
  }

  load = () => {
    const { field } = this;
    return this.read(
      async () => {
        const { points } = await get(`${ofStream('snapshots', this.streamId)}/trend`, { field }, this.signal);
        return { points };
      },
      () => field === this.field,
    );
  };

  choose = event => {
    this.field = event.target.value;
    alter({ field: this.field });
    this.load();
  };

  template() {
    return html`<section class="card" aria-labelledby="trend-title">
      <h2 id="trend-title">Over the months</h2>
      ${this.content()}
    </section>`;
  }

  content() {
    if (this.months.length === 0) {
      return ui.empty('No snapshot yet', 'The first is taken by the next run.');
    }
    if (this.fields.length === 0) {
      return ui.empty('No number to draw', 'The state of this stream has none.');
    }
    return html`
      <div class="filters">
        <label>
          Field
          <select @change=${this.choose}>
            ${this.fields.map(field => html`<option value=${field} ?selected=${field === this.field}>${field}</option>`)}
          </select>
        </label>
      </div>
      ${this.problem ? ui.failure(this.problem, this.load) : this.drawn()}`;
  }

  drawn() {
    return this.points === undefined
      ? html`<div class="plot-room">${ui.loading('the chart', 6)}</div>`
      : keyed(this.points, html`<sw-chart .name=${this.field} .points=${this.points}></sw-chart>`);
  }
}

customElements.define('sw-trend', Trend);
