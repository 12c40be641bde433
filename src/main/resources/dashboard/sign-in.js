import { html, nothing } from './lib/lit-html.js';
import * as session from './session.js';
import { View } from './view.js';

/** Where a key is given. It goes to the server, and into nothing that a script could read. */
class SignIn extends View {
  problem;
  busy = false;

  enter = async event => {
    event.preventDefault();
    const field = event.target.elements.key;
    this.set({ busy: true, problem: undefined });
    try {
      await session.signIn(field.value.trim());
      const wanted = sessionStorage.getItem('stillwater-wanted') ?? '#/';
      sessionStorage.removeItem('stillwater-wanted');
      window.dispatchEvent(new Event('stillwater-session'));
      window.location.hash = wanted;
    } catch (problem) {
      this.set({ busy: false, problem });
      field.select();
      field.focus();
    }
  };

  template() {
    return html`<div class="page narrow">
      <h1>Sign in</h1>
      <form class="card sign-in" @submit=${this.enter}>
        <label for="key">${session.signsIn() ? 'API key or token' : 'No key is needed here'}</label>
        <input
          id="key" name="key" type="password" autocomplete="current-password" required spellcheck="false"
          aria-describedby="key-hint${this.problem ? ' key-problem' : ''}" aria-invalid=${this.problem ? 'true' : 'false'}>
        <p id="key-hint" class="hint">
          Keys are made with <code>stillwater keys create --role operate</code>. The key is kept in a cookie that no
          script can read, until the browser is closed.
        </p>
        ${this.problem ? html`<p id="key-problem" class="error" role="alert">${this.message()}</p>` : nothing}
        <div class="actions"><button class="primary" ?disabled=${this.busy}>Sign in</button></div>
      </form>
    </div>`;
  }

  message() {
    return this.problem.status === 401 ? 'This key does not hold: it is wrong, has expired or was revoked.' : this.problem.message;
  }
}

customElements.define('sw-sign-in', SignIn);
