import { html, nothing } from './lib/lit-html.js';
import { get, ofStream, pretty } from './api.js';
import './compare.js';
import { fieldsOf } from './fields.js';
import { poll } from './live.js';
import { place } from './router.js';
import './timeline.js';
import './trend.js';
import * as ui from './ui.js';
import { View } from './view.js';

const REFRESH = 15_000;
// any that is no member will do: there is a point for each snapshot all the same
const NO_FIELD = '-';

/** A stream: as it stands, over the months, and all that happened to it. */
class Stream extends View {
  streamId = place().segments[0];
  stream;
  months;
  fields;
  problem;

  shown() {
    poll(this.load, REFRESH, this.signal);
  }

  load = () =>
    this.read(async () => {
      const stream = await get(ofStream('streams', this.streamId), {}, this.signal);
      if (this.months === undefined) {
        await this.begin(stream);
      }
      return { stream };
    });

  // the months come by the trend, as snapshots bring their whole states with them
  async begin({ state }) {
    const path = ofStream('snapshots', this.streamId);
    const [{ snapshots }, { points }] = await Promise.all([
      get(path, { limit: 1 }, this.signal),
      get(`${path}/trend`, { field: NO_FIELD }, this.signal),
    ]);
    this.fields = fieldsOf(snapshots[0]?.state, state);
    this.months = points.map(point => point.month);
  }

  template() {
    return html`<div class="page stream">
      <p class="hint"><a href="#/streams">Streams</a></p>
      <h1>${ui.streamName(this.streamId)}</h1>
      ${this.problem && this.stream ? ui.stale(this.problem) : nothing}
      ${this.stream ? this.content() : this.instead()}
    </div>`;
  }

  instead() {
    if (this.problem?.status === 404) {
      return ui.empty('There is no such stream', html`It may be found by how its id begins, among the <a href="#/streams">streams</a>.`);
    }
    return ui.awaited('the stream', 10, this);
  }

  content() {
    return html`
      ${this.current(this.stream)}
      <sw-trend .streamId=${this.streamId} .months=${this.months} .fields=${this.fields}></sw-trend>
      <sw-compare .streamId=${this.streamId} .months=${this.months}></sw-compare>
      <sw-timeline .streamId=${this.streamId}></sw-timeline>`;
  }

  current({ status, state, createdAt, updatedAt }) {
    return html`<section class="card" aria-labelledby="current-title">
      <div class="card-head"><h2 id="current-title">Current state</h2>${ui.streamBadge(status)}</div>
      ${ui.facts(['Created', ui.when(createdAt, { seconds: false })], ['Updated', ui.when(updatedAt, { seconds: false })])}
      <pre class="json" tabindex="0" role="region" aria-label="State as JSON">${pretty(state)}</pre>
    </section>`;
  }
}

customElements.define('sw-stream', Stream);
