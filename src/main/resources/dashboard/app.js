import { html, nothing } from './lib/lit-html.js';
import { Problem, SIGNED_OUT } from './api.js';
import { place } from './router.js';
import * as session from './session.js';
import { act, failure, loading } from './ui.js';
import { View } from './view.js';

const PAGES = {
  '': { title: 'Overview', module: './overview.js', element: 'sw-overview' },
  months: { title: 'Months', module: './months.js', element: 'sw-months' },
  streams: { title: 'Streams', module: './streams.js', element: 'sw-streams', one: ['./stream.js', 'sw-stream'] },
  runs: { title: 'Runs', module: './runs.js', element: 'sw-runs', one: ['./run.js', 'sw-run'] },
  'sign-in': { title: 'Sign in', module: './sign-in.js', element: 'sw-sign-in', open: true },
};

const NAVIGATION = ['', 'months', 'streams', 'runs'];

/** The frame of all pages: where one can go, who one is, and what has just happened. */
class App extends View {
  ready = false;
  problem;
  said = { text: '', kind: 'good' };
  page;

  shown() {
    const { signal } = this;
    this.replaceChildren();
    window.addEventListener('hashchange', () => this.open(true), { signal });
    window.addEventListener(SIGNED_OUT, () => this.begin(), { signal });
    window.addEventListener('stillwater-announce', event => this.set({ said: event.detail }), { signal });
    window.addEventListener('stillwater-session', () => this.draw(), { signal });
    this.begin();
  }

  async begin() {
    try {
      await session.load();
      this.set({ ready: true, problem: undefined });
      await this.open(false);
    } catch (problem) {
      this.set({ problem });
    }
  }

  async open(moved) {
    const { hash } = window.location;
    const { page, segments } = place();
    const wanted = PAGES[page] ?? PAGES[''];
    if (!wanted.open && session.role() === null) {
      sessionStorage.setItem('stillwater-wanted', window.location.hash);
      window.location.hash = '#/sign-in';
      return;
    }
    const [module, element] = segments.length > 0 && wanted.one ? wanted.one : [wanted.module, wanted.element];
    document.title = `${segments[0] ?? wanted.title} · Stillwater`;
    this.set({ page: PAGES[page] ? page : '', problem: undefined });
    try {
      await import(module);
    } catch {
      this.set({ problem: new Problem(0) });
      return;
    }
    // who reads may have gone on meanwhile
    if (this.signal.aborted || hash !== window.location.hash) {
      return;
    }
    const view = document.createElement(element);
    this.querySelector('main').replaceChildren(view);
    if (moved) {
      window.scrollTo(0, 0);
      this.said = { text: '', kind: 'good' };
      this.draw();
      this.querySelector('main').focus({ preventScroll: true });
    }
  }

  leave = async event => {
    await act(event.currentTarget, session.signOut, 'Signed out.');
    window.location.hash = '#/sign-in';
    this.draw();
  };

  template() {
    return html`
      <a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      <header class="top">
        <a class="brand" href="#/"><img src="/dashboard/icon.svg" alt="" width="24" height="24">Stillwater</a>
        <nav aria-label="Pages">${NAVIGATION.map(name => this.link(name))}</nav>
        <div class="who">${this.who()}</div>
      </header>
      ${this.problem ? html`<div class="page">${failure(this.problem, () => this.begin())}</div>` : nothing}
      ${this.ready || this.problem ? nothing : html`<div class="page">${loading('the dashboard', 6)}</div>`}
      <main id="main" tabindex="-1"></main>
      <div class="said ${this.said.kind}" role="status" aria-live="polite" ?data-quiet=${this.said.text === ''}>
        <span>${this.said.text}</span>
        ${this.said.text === '' ? nothing : html`<button type="button" aria-label="Dismiss" @click=${this.hush}>×</button>`}
      </div>
      <footer class="bottom">
        <a href="/docs">API</a><a href="/metrics">Metrics</a><a href="/health/ready">Health</a>
      </footer>`;
  }

  link(name) {
    const here = this.page === name ? 'page' : nothing;
    return html`<a href="#/${name}" aria-current=${here}>${PAGES[name].title}</a>`;
  }

  who() {
    if (!this.ready || !session.signsIn()) {
      return nothing;
    }
    return session.role() === null
      ? html`<a href="#/sign-in">Sign in</a>`
      : html`<span class="role">May ${session.role()}</span>
          <button type="button" class="quiet" @click=${this.leave}>Sign out</button>`;
  }

  hush = () => this.set({ said: { text: '', kind: 'good' } });

  // the address after # is the page's, so the jump is made here
  skip = event => {
    event.preventDefault();
    this.querySelector('main').focus();
  };
}

customElements.define('sw-app', App);
