import {html, render} from "/dashboard/lib/lit-html.js";

render(html`<h1>Stillwater</h1>`, document.getElementById("main"));
