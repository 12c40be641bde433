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

  /** Sets what is read, or why it could not be; what is not wanted any more by then is dropped. */
  async read(reading, isWanted = () => true) {
    try {
      const fields = await reading();
      if (isWanted()) {
        this.set({ ...fields, problem: undefined });
      }
    } catch (problem) {
      if (problem.name !== 'AbortError' && isWanted()) {
        this.set({ problem });
      }
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
