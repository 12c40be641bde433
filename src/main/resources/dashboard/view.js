import { render } from './lib/lit-html.js';

/**
 * An element that draws itself from its own fields. What it begins while it is shown, it begins
 * with `this.signal`, which ends when it is taken away.
 */
export class View extends HTMLElement {
  #shown = new AbortController();

  get signal() {
    return this.#shown.signal;
  }

  connectedCallback() {
    this.#shown = new AbortController();
    this.shown();
    this.draw();
  }

  disconnectedCallback() {
    this.#shown.abort();
  }

  /** Sets fields and draws with them. */
  set(fields) {
    if (!this.signal.aborted) {
      Object.assign(this, fields);
      this.draw();
    }
  }

  draw() {
    render(this.template(), this);
  }

  /** Begins what is to go on while it is shown. */
  shown() {}

  template() {
    throw new Error('a view has a template');
  }
}
