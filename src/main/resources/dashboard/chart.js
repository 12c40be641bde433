import { html } from './lib/lit-html.js';
import uPlot from './lib/uplot.js';
import { monthAt, place } from './calendar.js';
import * as format from './format.js';
import * as ui from './ui.js';
import { View } from './view.js';

const HEIGHT = 240;
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 6 });
const scientific = new Intl.NumberFormat(undefined, { notation: 'scientific', maximumSignificantDigits: 4 });

document.head.append(
  Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/dashboard/lib/uplot.css' }),
);

/** Numbers by month as a line; they stand beneath as a table too. */
class Chart extends View {
  name = '';
  points = [];
  #plot;

  connectedCallback() {
    super.connectedCallback();
    if (this.numbers().length > 0) {
      this.begin();
    }
  }

  begin() {
    const room = this.querySelector('.plot');
    this.#plot = new uPlot(this.options(room), this.data(), room);
    const watcher = new ResizeObserver(() => this.#plot.setSize({ width: room.clientWidth, height: HEIGHT }));
    watcher.observe(room);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#plot.redraw(), { signal: this.signal });
    this.signal.addEventListener('abort', () => {
      watcher.disconnect();
      this.#plot.destroy();
    });
  }

  numbers() {
    return this.points.filter(({ value }) => drawable(value) !== null);
  }

  data() {
    return [this.points.map(({ month }) => place(month)), this.points.map(({ value }) => drawable(value))];
  }

  options(room) {
    const ink = () => this.colour('--accent');
    const axis = {
      stroke: () => this.colour('--muted'),
      font: '12px system-ui, sans-serif',
      grid: { stroke: () => this.colour('--line'), width: 1 },
      ticks: { show: false },
    };
    return {
      width: room.clientWidth,
      height: HEIGHT,
      padding: [12, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { time: false, range: ({ data: [months] }) => [months[0] - 0.5, months.at(-1) + 0.5] } },
      axes: [
        { ...axis, incrs: STEPS, space: 76, values: (plot, splits) => splits.map(split => format.monthName(monthAt(split))) },
        { ...axis, size: 68, values: (plot, splits) => splits.map(brief) },
      ],
      series: [{}, { stroke: ink, width: 2, points: { size: 7, stroke: ink, fill: ink } }],
      hooks: { setCursor: [plot => this.point(plot.cursor.idx)] },
    };
  }

  // light-dark() is decided only where a property uses it
  colour(name) {
    const probe = this.querySelector('.plot-probe');
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  }

  point(index) {
    const at = index == null ? undefined : this.points[index];
    this.querySelector('.plot-point').textContent = at ? `${format.monthName(at.month)}: ${told(at.value)}` : '';
  }

  template() {
    return this.numbers().length === 0 ? ui.empty('No number in any month', 'This field is not in the snapshots, or is no number there.') : this.drawn();
  }

  drawn() {
    return html`
      <div class="plot" role="img" aria-label=${this.label()}></div>
      <p class="hint plot-point" aria-hidden="true"></p>
      <span class="plot-probe" hidden></span>
      <details>
        <summary>The same as a table</summary>
        <div class="scroll tall" tabindex="0" role="region" aria-label="Table of ${this.name} by month">
          <table>
            <caption class="unseen">${this.name} by month, newest first</caption>
            <thead><tr><th scope="col">Month</th><th scope="col" class="number">${this.name}</th></tr></thead>
            <tbody>${[...this.points].reverse().map(({ month, value }) => html`<tr>
              <th scope="row">${format.monthName(month)}</th><td class="number">${told(value)}</td>
            </tr>`)}</tbody>
          </table>
        </div>
      </details>`;
  }

  label() {
    const numbers = this.numbers();
    const bySize = [...numbers].sort((one, other) => Number(one.value) - Number(other.value));
    const [first, last] = [numbers[0], numbers.at(-1)];
    return (
      `${this.name} from ${format.monthName(first.month)} to ${format.monthName(last.month)}: ` +
      `first ${first.value}, last ${last.value}, lowest ${bySize[0].value}, highest ${bySize.at(-1).value}`
    );
  }
}

function drawable(value) {
  return value !== null && Number.isFinite(Number(value)) ? Number(value) : null;
}

// with the digits that it was written with
function told(value) {
  return value === null ? '–' : String(value);
}

function brief(number) {
  return (Math.abs(number) >= 1e15 ? scientific : short).format(number);
}

customElements.define('sw-chart', Chart);
