import { html } from './lib/lit-html.js';
import { repeat } from './lib/directives/repeat.js';
import { get } from './api.js';
import { Endless } from './endless.js';
import { keep, place, toStream } from './router.js';
import * as ui from './ui.js';

/** The streams, by what their ids begin with and by status. */
class Streams extends Endless {
  prefix = '';
  status = '';
  statuses = new Set(['ACTIVE']);

  shown() {
    const { parameters } = place();
    this.prefix = parameters.get('prefix') ?? '';
    this.status = parameters.get('status') ?? '';
    super.shown();
  }

  async page(cursor, signal) {
    const { prefix, status } = this;
    const { streams, next } = await get('/api/v1/streams', { prefix, status, cursor }, signal);
    streams.forEach(stream => this.statuses.add(stream.status));
    return { items: streams, next };
  }

  typed = event => {
    const { prefix, status } = event.currentTarget.elements;
    this.prefix = prefix.value;
    this.status = status.value;
    keep({ prefix: this.prefix, status: this.status });
    this.soon();
  };

  template() {
    return html`<div class="page">
      <h1>Streams</h1>
      <form class="filters" role="search" aria-label="Streams" @input=${this.typed} @submit=${this.entered}>
        <label>
          Id begins with
          <input type="search" name="prefix" maxlength="512" autocomplete="off" spellcheck="false" autocapitalize="none" .value=${this.prefix}>
        </label>
        <label>
          Status
          <input name="status" maxlength="512" list="statuses" autocomplete="off" spellcheck="false" .value=${this.status}>
        </label>
        <datalist id="statuses">${[...this.statuses].sort().map(status => html`<option value=${status}></option>`)}</datalist>
      </form>
      ${this.found('the streams')}${this.foot('stream', 'streams')}
    </div>`;
  }

  list() {
    return html`<ul class="card rows" aria-label="Streams found" aria-busy=${this.reading ? 'true' : 'false'}>
      ${repeat(this.items, stream => stream.streamId, stream => this.row(stream))}
    </ul>`;
  }

  none() {
    return this.prefix || this.status
      ? ui.empty('No stream matches', 'An id is found by how it begins, with capital and small letters as they are.')
      : ui.empty('No streams yet', html`They come with <code>PUT /api/v1/streams/{streamId}</code>.`);
  }

  row({ streamId, status, updatedAt }) {
    return html`<li>
      <a href=${toStream(streamId)}>${ui.streamName(streamId)}</a>
      ${ui.streamBadge(status)}
      <span class="hint">Updated ${ui.when(updatedAt, { seconds: false })}</span>
    </li>`;
  }
}

customElements.define('sw-streams', Streams);
