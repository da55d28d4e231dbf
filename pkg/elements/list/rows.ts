// The rows of a list, those in sight, and what is known of the one that was chosen.
import { html, nothing, type TemplateResult } from "lit";
import type { ListRow, ListSummary } from "../../index.js";
import { findings } from "../compose/answer.js";
import { phone } from "../compose/preview.js";
import { icon } from "../icons.js";
import { fill } from "../words/index.js";
import type { PresendList } from "./element.js";

export function table(host: PresendList, summary: ListSummary): TemplateResult {
  const { list } = host.words;
  const { from, to } = host.sight.at(host.scrolled);
  const scroll = (event: Event) => host.glide((event.target as HTMLElement).scrollTop);
  const filtered = host.places !== undefined;
  return html`<section class="table" part="table" aria-labelledby="rows">
    <div class="top">
      <h2 id="rows">${filtered ? fill(list.rowsOf, { rows: host.format.number(host.count), all: host.format.number(summary.rows) }) : host.format.count(list.rows, host.count)}</h2>
      ${filtered ? html`<button class="quiet" @click=${() => host.showAll()}>${list.showAll}</button>` : nothing}
    </div>
    <div role="grid" class="scroll" tabindex="0" aria-label=${list.rowsKeys} aria-rowcount=${host.count + 1} aria-colcount="4"
      aria-activedescendant=${host.picked < 0 ? nothing : `row-${host.picked}`} @scroll=${scroll} @keydown=${(event: KeyboardEvent) => keys(host, event)}>
      <div role="row" class="row head" aria-rowindex="1">
        <span role="columnheader">${list.row}</span><span role="columnheader">${list.number}</span>
        <span role="columnheader">${list.outcome}</span><span role="columnheader">${list.reason}</span>
      </div>
      <div class="tall" role="presentation"><div class="shown" role="presentation">${Array.from({ length: Math.max(0, to - from) }, (_, at) => line(host, from + at))}</div></div>
    </div>
    ${host.row ? details(host, host.row) : html`<p class="muted hint">${list.rowHint}</p>`}
  </section>`;
}

/** Arrows, pages, both ends. */
function keys(host: PresendList, event: KeyboardEvent): void {
  const page = 10;
  const at = host.picked;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: Math.max(0, at - 1),
    PageDown: at + page,
    PageUp: Math.max(0, at - page),
    Home: 0,
    End: host.count - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  host.pick(to);
}

function line(host: PresendList, place: number): TemplateResult {
  const row = host.at(place);
  const chosen = host.picked === place;
  const { words, level } = row ? host.status(row.status) : { words: "", level: "note" as const };
  return html`<div role="row" id="row-${place}" class="row ${level}" aria-rowindex=${place + 2} aria-selected=${chosen} @click=${() => host.pick(place)}>
    <span role="gridcell" class="muted">${row ? host.format.number(row.index + 1) : ""}</span>
    <span role="gridcell" class="input">${row?.input ?? "…"}</span>
    <span role="gridcell" class="outcome-cell">${row ? icon(level) : nothing}<span>${words}</span></span>
    <span role="gridcell" class="why">${row?.findings[0]?.message ?? ""}</span>
  </div>`;
}

/** Everything about one row, and the message that it would get. */
function details(host: PresendList, row: ListRow): TemplateResult {
  const { list } = host.words;
  const { summary } = host;
  const names = summary?.dialect.columns ?? [];
  const country = row.region ? host.format.country(row.region) : "";
  const preview = host.previewOf(row);
  return html`<div class="details" aria-live="off">
    <div>
      <h3>${fill(list.rowTitle, { number: host.format.number(row.index + 1) })} ${row.digits ? html`<strong>+${row.digits}</strong>` : nothing} <span class="muted">${country}</span></h3>
      ${row.findings.length > 0 ? findings(host, row.findings) : html`<p>${list.rowFine}</p>`}
      <dl class="cells">${row.cells.map((cell, at) => html`<div><dt>${names[at] ?? fill(list.column, { number: at + 1 })}</dt><dd dir="auto">${cell}</dd></div>`)}</dl>
    </div>
    ${preview ? phone(host, preview) : nothing}
  </div>`;
}
