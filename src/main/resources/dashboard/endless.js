import { html } from './lib/lit-html.js';
import * as format from './format.js';
import * as ui from './ui.js';
import { View } from './view.js';

const PAUSE = 250;
const AHEAD = '400px';

/** A list that is read page by page, as far as one scrolls or asks by its button. */
export class Endless extends View {
  items;
  next;
  problem;
  reading = false;
  #asking = new AbortController();
  #pause;
  #watcher = new IntersectionObserver(entries => entries.at(-1).isIntersecting && this.more(), { rootMargin: AHEAD });

  /** Reads a page: its `items`, and the cursor of the `next` one where there is one. */
  page() {
    throw new Error('a list has pages');
  }

  shown() {
    this.signal.addEventListener('abort', () => this.#stop());
    this.begin();
  }

  /** Begins anew. */
  begin = () => this.#read([], undefined);

  /** Begins anew when nothing more has been typed for a moment. */
  soon() {
    this.#stop();
    this.next = undefined;
    this.#pause = setTimeout(this.begin, PAUSE);
  }

  /** Begins anew at once, for a form. */
  entered = event => {
    event.preventDefault();
    this.begin();
  };

  more = async () => {
    if (this.next && !this.reading) {
      await this.#read(this.items, this.next);
    }
  };

  async #read(before, cursor) {
    this.#stop();
    const { signal } = (this.#asking = new AbortController());
    this.again = () => this.#read(before, cursor);
    this.set({ reading: true, problem: undefined });
    try {
      const { items, next } = await this.page(cursor, signal);
      if (!signal.aborted) {
        this.set({ items: [...before, ...items], next, reading: false });
        this.#watch();
      }
    } catch (problem) {
      if (!signal.aborted) {
        this.set({ problem, reading: false });
      }
    }
  }

  #stop() {
    clearTimeout(this.#pause);
    this.#asking.abort();
    this.#watcher.disconnect();
  }

  // looking anew tells whether the end is in sight even where it was before
  #watch() {
    const more = this.querySelector('.more');
    if (more !== null && !this.signal.aborted) {
      this.#watcher.observe(more);
    }
  }

  /** The `list()` of what has been read, or that there is `none()`. */
  found(what) {
    if (this.items === undefined) {
      return this.problem ? '' : ui.loading(what, 8);
    }
    if (this.items.length === 0) {
      return this.problem ? '' : this.none();
    }
    return this.list();
  }

  /** How much is shown, and how it goes on. */
  foot(one, many) {
    const number = this.items?.length ?? 0;
    const told = `${format.count(number)} ${number === 1 ? one : many}`;
    return html`
      ${this.problem ? ui.failure(this.problem, this.again) : ''}
      ${this.next && !this.problem
        ? html`<div class="more">
            <button type="button" aria-busy=${this.reading ? 'true' : 'false'} @click=${this.#byHand}>Show more</button>
          </div>`
        : ''}
      <p class="hint end" role="status" tabindex="-1">${this.#tell(number, told)}</p>`;
  }

  #tell(number, told) {
    if (this.problem || this.items === undefined || number === 0) {
      return '';
    }
    return this.next ? `${told} shown, and there are more.` : `That is all: ${told}.`;
  }

  // who reads by keyboard is not left on a button that is gone
  #byHand = async () => {
    await this.more();
    if (!this.next) {
      this.querySelector('.end')?.focus();
    }
  };
}
