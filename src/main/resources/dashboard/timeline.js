import { html } from './lib/lit-html.js';
import { repeat } from './lib/directives/repeat.js';
import { get, ofStream, pretty } from './api.js';
import { Endless } from './endless.js';
import { ownZone } from './format.js';
import { alter, place } from './router.js';
import * as ui from './ui.js';

const SHORT = 100;

/** All that happened to a stream, over hot log and archive, newest first. */
class Timeline extends Endless {
  streamId;
  type = '';
  from = '';
  to = '';

  shown() {
    const { parameters } = place();
    this.type = parameters.get('type') ?? '';
    this.from = parameters.get('from') ?? '';
    this.to = parameters.get('to') ?? '';
    super.shown();
  }

  async page(cursor, signal) {
    const { type, from, to } = this;
    const { events, next } = await get(`${ofStream('streams', this.streamId)}/events`, { type, from, to, cursor }, signal);
    return { items: events, next };
  }

  typed = event => {
    const { type, from, to } = event.currentTarget.elements;
    this.type = type.value;
    this.from = instant(from.value);
    this.to = instant(to.value);
    alter({ type: this.type, from: this.from, to: this.to });
    this.soon();
  };

  template() {
    return html`<section class="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      <form class="filters" role="search" aria-label="Events" @input=${this.typed} @submit=${this.entered}>
        <label>Type <input name="type" maxlength="512" autocomplete="off" spellcheck="false" autocapitalize="none" .value=${this.type}></label>
        <label>From ${this.time('from')}</label>
        <label>To ${this.time('to')}</label>
      </form>
      <p class="hint" id="timeline-zone">Times are those of ${ownZone}.</p>
      ${this.found('the timeline')}${this.foot('event', 'events')}
    </section>`;
  }

  time(name) {
    return html`<input type="datetime-local" name=${name} step="1" max="9999-12-31T23:59:59" aria-describedby="timeline-zone" .value=${local(this[name])}>`;
  }

  list() {
    return html`<ol class="rows timeline" aria-label="Events, newest first" aria-busy=${this.reading ? 'true' : 'false'}>
      ${repeat(this.items, event => event.eventId, event => this.event(event))}
    </ol>`;
  }

  none() {
    return this.type || this.from || this.to
      ? ui.empty('No event matches', 'Its type must be the whole type; "From" is inclusive, and "To" is not.')
      : ui.empty('No events yet', 'Nothing has happened to this stream.');
  }

  event({ eventType, payload, occurredAt, archivedAt }) {
    return html`<li>
      <span class="hint">${ui.when(occurredAt)}</span>
      <strong><bdi>${eventType}</bdi></strong>
      ${archivedAt === null ? ui.badge('hot', 'hot') : ui.badge('archived', 'archived')}
      ${shown(payload)}
    </li>`;
  }
}

// what is short stands in a line, and what is long is opened
function shown(payload) {
  const text = pretty(payload);
  const line = text.replace(/\n\s*/g, ' ');
  return line.length <= SHORT
    ? html`<code class="payload">${line}</code>`
    : html`<details class="payload"><summary>Payload</summary><pre class="json" tabindex="0">${text}</pre></details>`;
}

// of the reader's zone, as the field has it, to UTC
function instant(text) {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

function local(text) {
  const date = new Date(text);
  if (text === '' || Number.isNaN(date.getTime())) {
    return '';
  }
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

customElements.define('sw-timeline', Timeline);
