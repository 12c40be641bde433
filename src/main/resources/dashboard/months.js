import { html, nothing, svg } from './lib/lit-html.js';
import { get, send } from './api.js';
import { monthAt, place } from './calendar.js';
import * as format from './format.js';
import { follow, poll } from './live.js';
import { may } from './session.js';
import * as ui from './ui.js';
import { View } from './view.js';

const REFRESH = 30_000;
const HEIGHT = 160;
const FEWEST = 12;
const MOST = 240;

const HOW = {
  SWITCH: 'moved as the table that it is',
  BATCHES: 'moved in batches',
  DROP: 'dropped, for it is empty',
  STAY: 'stays',
};

/** The life of the log: what there is of each month, and what the next run would move. */
class Months extends View {
  months;
  plan;
  problem;

  shown() {
    poll(this.load, REFRESH, this.signal);
    follow((run, ended) => ended && this.load(), () => {}, this.signal);
  }

  load = () =>
    this.read(async () => {
      const [{ months }, plan] = await Promise.all([
        get('/api/v1/maintenance', {}, this.signal),
        get('/api/v1/maintenance/plan', {}, this.signal),
      ]);
      return { months, plan };
    });

  template() {
    return html`<div class="page">
      <h1>Months</h1>
      ${this.problem && this.months ? ui.stale(this.problem) : nothing}
      ${this.months ? this.content() : ui.awaited('the months', 8, this)}
    </div>`;
  }

  content() {
    if (this.months.length === 0) {
      return ui.empty('No events yet', 'A month appears here with its first event or snapshot.');
    }
    return html`${this.picture()}${this.next()}${this.table()}`;
  }

  picture() {
    const months = throughout(this.months.filter(each => each.month).reverse());
    const most = Math.max(1, ...months.map(each => each.hot + each.archived));
    const last = months.at(-1);
    return html`<section class="card" aria-labelledby="picture-title">
      <div class="card-head">
        <h2 id="picture-title">Events by month</h2>
        <span class="legend">
          <span><span class="dot hot"></span>Hot</span><span><span class="dot archived"></span>Archived</span>
        </span>
      </div>
      ${last === undefined
        ? nothing
        : html`<figure class="bars">
            <svg
              role="img" viewBox="0 0 ${months.length * 10} ${HEIGHT}" preserveAspectRatio="none"
              aria-label="Events by month from ${format.monthName(months[0].month)} to ${format.monthName(last.month)}, at most ${format.count(most)}; the table below has the numbers">
              ${months.map((each, at) => this.bar(each, at, most))}
            </svg>
            <figcaption>
              <span>${format.monthName(months[0].month)}</span>
              <span>at most ${format.compact(most)} a month</span>
              <span>${format.monthName(last.month)}</span>
            </figcaption>
          </figure>`}
    </section>`;
  }

  bar(each, at, most) {
    const hot = (HEIGHT * each.hot) / most;
    const archived = (HEIGHT * each.archived) / most;
    return svg`<g>
      <title>${format.monthName(each.month)}: ${format.count(each.hot)} hot, ${format.count(each.archived)} archived</title>
      <rect class="archived" x=${at * 10 + 1} y=${HEIGHT - archived} width="8" height=${archived}></rect>
      <rect class="hot" x=${at * 10 + 1} y=${HEIGHT - archived - hot} width="8" height=${hot}></rect>
    </g>`;
  }

  next() {
    const { plan } = this;
    const filled = plan.months.filter(each => each.rows > 0);
    const dropped = plan.months.filter(each => each.how === 'DROP').length;
    return html`<section class="card" aria-labelledby="plan-title">
      <div class="card-head">
        <h2 id="plan-title">What a run would do now</h2>
        <span class="hint">events before ${ui.when(plan.cutoff, { seconds: false })} are archived</span>
      </div>
      ${plan.faults.map(fault => html`<p class="error" role="alert">To be mended first: ${fault}</p>`)}
      <p>
        It takes the snapshots of ${format.monthName(plan.month)} and moves
        ${this.moved(filled.filter(each => each.how !== 'STAY'))}.
        ${dropped === 0 ? nothing : `Tables of months that are empty are dropped: ${format.count(dropped)}.`}
      </p>
      ${filled.length === 0 ? nothing : this.planned(filled)}
    </section>`;
  }

  moved(months) {
    const estimated = months.some(each => each.rowsEstimated);
    const sum = months.reduce((total, each) => total + each.rows, 0);
    return months.length === 0
      ? 'no events'
      : `${estimated ? 'about ' : ''}${format.count(sum)} events of ${format.count(months.length)} ${months.length === 1 ? 'month' : 'months'}`;
  }

  planned(months) {
    return html`<div class="scroll" role="region" aria-label="The plan" tabindex="0">
      <table aria-label="What a run would do with each month">
        <thead>
          <tr><th scope="col">Month</th><th scope="col" class="number">Events</th><th scope="col" class="number">Size</th><th scope="col">How</th></tr>
        </thead>
        <tbody>
          ${months.map(each => html`<tr>
            <th scope="row">${this.name(each)}</th>
            <td class="number">${each.rowsEstimated ? '≈ ' : ''}${format.count(each.rows)}</td>
            <td class="number">${format.bytes(each.bytes)}</td>
            <td>${HOW[each.how] ?? each.how}${each.heldBackBy ? html`: <small>${each.heldBackBy}</small>` : nothing}</td>
          </tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  table() {
    const acts = may('operate');
    return html`<section class="card" aria-labelledby="months-title">
      <h2 id="months-title">All months</h2>
      <div class="scroll" role="region" aria-label="What there is of each month" tabindex="0">
        <table aria-label="What there is of each month">
          <thead>
            <tr>
              <th scope="col">Month</th><th scope="col">State</th>
              <th scope="col" class="number">Hot events</th><th scope="col" class="number">Archived events</th>
              <th scope="col" class="number">Late</th><th scope="col" class="number">Snapshots</th>
              ${acts ? html`<th scope="col"><span class="unseen">Action</span></th>` : nothing}
            </tr>
          </thead>
          <tbody>${this.months.map(each => this.row(each, acts))}</tbody>
        </table>
      </div>
    </section>`;
  }

  row(each, acts) {
    const about = each.estimated ? '≈ ' : '';
    return html`<tr>
      <th scope="row">${this.name(each)}</th>
      <td>${this.state(each)}</td>
      <td class="number">${about}${format.count(each.hot)} <small>${format.bytes(each.hotBytes)}</small></td>
      <td class="number">${about}${format.count(each.archived)} <small>${format.bytes(each.archivedBytes)}</small></td>
      <td class="number">${each.lateEvents === 0 ? '–' : format.count(each.lateEvents)}</td>
      <td class="number">${each.snapshots === 0 ? '–' : format.count(each.snapshots)}</td>
      ${acts ? html`<td class="number">${this.action(each)}</td>` : nothing}
    </tr>`;
  }

  name(each) {
    return each.month ? format.monthName(each.month) : 'Before all months';
  }

  state(each) {
    if (each.held) {
      return ui.badge('Held', 'warn');
    }
    if (each.archived === 0) {
      return ui.badge(each.hot === 0 ? 'Empty' : 'Hot', 'calm');
    }
    return each.hot > each.lateEvents ? ui.badge('In part archived', 'calm') : ui.badge('Archived', 'busy');
  }

  action(each) {
    if (each.held) {
      return html`<button type="button" class="small" aria-label="Release ${this.name(each)}" @click=${event => this.release(event.currentTarget, each)}>Release</button>`;
    }
    return each.month && each.archived > 0
      ? html`<button type="button" class="small" aria-label="Restore ${this.name(each)}" @click=${event => this.restore(event.currentTarget, each)}>Restore</button>`
      : nothing;
  }

  restore(button, each) {
    const question = {
      title: `Restore ${this.name(each)}?`,
      text: `Its ${format.count(each.archived)} archived events come back to the hot log and stay there until the month is released.`,
      verb: 'Restore',
    };
    return ui.ask(button, question, () => this.then('POST', each), answer =>
      answer.held
        ? `${this.name(each)} is in the hot log and held: ${format.count(answer.eventsRestored)} events.`
        : `${this.name(each)} is being restored.`,
    );
  }

  release(button, each) {
    const question = {
      title: `Release ${this.name(each)}?`,
      text: 'The next run archives it again, as any month of its age.',
      verb: 'Release',
    };
    return ui.ask(button, question, () => this.then('DELETE', each), `${this.name(each)} is left to the next run.`);
  }

  async then(method, each) {
    const answer = await send(method, `/api/v1/archive/${each.month}/restore`);
    await this.load();
    return answer;
  }
}

// months without events have their place too, and few are not drawn broad
function throughout(months) {
  if (months.length === 0) {
    return months;
  }
  const known = new Map(months.map(each => [place(each.month), each]));
  const last = place(months.at(-1).month);
  const first = Math.max(last - MOST + 1, Math.min(place(months[0].month), last - FEWEST + 1));
  return Array.from({ length: last - first + 1 }, (_, at) => known.get(first + at) ?? { month: monthAt(first + at), hot: 0, archived: 0 });
}

customElements.define('sw-months', Months);
