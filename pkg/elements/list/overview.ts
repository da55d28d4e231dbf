// What is in a list, at a glance: by outcome, by country, by reason; each part of it shows its rows.
import { html, nothing, svg, type TemplateResult } from "lit";
import type { ListFilter, ListSummary, RowStatus } from "../../index.js";
import { findings } from "../compose/answer.js";
import { languageOf } from "../compose/way.js";
import { icon } from "../icons.js";
import { alert, choice, copyButton, countries } from "../parts.js";
import { fill } from "../words/index.js";
import type { PresendList, Told } from "./element.js";
import { reading } from "./start.js";

/** How many countries and reasons are shown at first. */
const SHOWN = 6;
const OUTCOMES: RowStatus[] = ["sendable", "risky", "blocked", "duplicate"];

export function overview(host: PresendList, summary: ListSummary): TemplateResult {
  const { list } = host.words;
  const { format } = host;
  const good = summary.sendable + summary.risky;
  const several = good === summary.rows && good > 1 ? list.all : list.some;
  const headline = summary.rows === 0 ? list.nobody : several;
  const numbers = { good: format.number(good), rows: format.number(summary.rows) };
  return html`<section class="overview" part="summary" aria-labelledby="headline">
    <div class="top">
      <h2 id="headline" tabindex="-1">${fill(headline, numbers)}</h2>
      <button class="quiet" @click=${() => host.clear()}>${list.other}</button>
    </div>
    ${host.progress ? reading(host) : nothing} ${alert(host.problem)}
    ${outcomes(host, summary)}
    ${good > 0 ? html`<p class="plan">${plan(host, summary)}</p>` : nothing}
    <div class="ways">
      ${download(host, "sendable", good, true)} ${download(host, "blocked", summary.rows - good, false)}
      <button class="button" @click=${() => host.save("all")}>${list.saveAll}</button>
      ${copyButton(host, "summary", list.copy, () => summary.text)}
    </div>
    ${findings(
      host,
      // How long it takes stands above.
      summary.findings.filter(({ rule }) => rule !== "list.duration"),
    )} ${told(host, summary)}
    <div class="tallies">
      ${tally(host, list.byCountry, "region", summary.byRegion, summary.rows, (code) => (code === "001" ? list.noCountry : format.country(code)))}
      ${tally(host, list.byReason, "rule", summary.byRule, summary.rows, (id) => host.ruleName(id))}
    </div>
    ${host.templates.length > 0 ? sending(host, summary) : nothing}
  </section>`;
}

function download(host: PresendList, which: "sendable" | "blocked", rows: number, first: boolean): TemplateResult {
  const { list } = host.words;
  const words = fill(which === "sendable" ? list.saveGood : list.saveBad, { rows: host.format.number(rows) });
  return html`<button class="button ${first ? "primary" : ""}" ?disabled=${rows === 0} @click=${() => host.save(which)}>${words}</button>`;
}

/** To how many, on how many days, how long it takes. */
function plan({ words: { list }, format }: PresendList, { plan }: ListSummary): string {
  const length = format.duration(plan.seconds * 1000);
  if (plan.days.length <= 1) return format.count(list.plan, plan.recipients, { length });
  return fill(list.planDays, {
    recipients: format.number(plan.recipients),
    days: format.number(plan.days.length),
    first: format.number(plan.days[0] ?? 0),
  });
}

const pressed = (host: PresendList, key: keyof ListFilter, value: string) => String(host.filter[key] === value);

/** One bar of all rows, and beneath it what its parts are. */
function outcomes(host: PresendList, summary: ListSummary): TemplateResult {
  let x = 0;
  const parts = OUTCOMES.filter((status) => summary[amount(status)] > 0);
  const bar = parts.map((status) => {
    const width = (summary[amount(status)] / summary.rows) * 100;
    x += width;
    return svg`<rect class=${host.status(status).level} x="${x - width}%" width="${width}%" height="100%"></rect>`;
  });
  return html`<svg class="share" aria-hidden="true">${bar}</svg>
    <ul class="outcomes">${OUTCOMES.map((status) => {
      const { words, level } = host.status(status);
      const rows = summary[amount(status)];
      return html`<li class=${level}><button class="outcome" aria-pressed=${pressed(host, "status", status)} ?disabled=${rows === 0} @click=${() => host.choose({ status })}>
        ${icon(level)}<strong>${host.format.number(rows)}</strong> <span>${words}</span></button></li>`;
    })}</ul>`;
}

const amount = (status: RowStatus) => (status === "duplicate" ? "duplicates" : status);

/** How many rows of each kind, the most frequent first. */
function tally(
  host: PresendList,
  title: string,
  key: "region" | "rule",
  counts: Record<string, number>,
  rows: number,
  name: (id: string) => string,
): TemplateResult | typeof nothing {
  const all = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  if (all.length === 0) return nothing;
  const shown = host.every || all.length <= SHOWN + 1 ? all : all.slice(0, SHOWN);
  const more = () => {
    host.every = true;
  };
  return html`<div class="tally">
    <h3>${title}</h3>
    <ul>${shown.map(
      ([
        id,
        count,
      ]) => html`<li><button aria-pressed=${pressed(host, key, id)} @click=${() => host.choose({ [key]: id })}>
        <span class="name">${name(id)}</span><span class="number">${host.format.number(count)}</span>
        <svg class="share" aria-hidden="true"><rect width="${Math.min(100, (count / rows) * 100)}%" height="100%"></rect></svg>
      </button></li>`,
    )}</ul>
    ${shown.length < all.length ? html`<button class="quiet" @click=${more}>${fill(host.words.faq.more, { count: host.format.number(all.length - shown.length) })}</button>` : nothing}
  </div>`;
}

/** The columns by their names, or by their places where they have none. */
const columnsOf = ({ words: { list } }: PresendList, { dialect }: ListSummary) =>
  Array.from({ length: dialect.width }, (_, at) => dialect.columns[at] || fill(list.column, { number: at + 1 }));

/** How the list was read, and what of it can be set right: made after the rest, and only if it can be seen. */
function told(host: PresendList, summary: ListSummary): TemplateResult {
  const { list } = host.words;
  const { dialect, findings } = summary;
  const wanting = ["list.no-number-column", "list.country-not-given"];
  const open = Object.keys(host.told).length > 0 || findings.some(({ rule }) => wanting.includes(rule));
  const number = columnsOf(host, summary)[dialect.numberColumn ?? -1];
  const toggle = (event: Event) => {
    host.unfolded = (event.target as HTMLDetailsElement).open;
  };
  return html`<details class="fold told" ?open=${open} @toggle=${toggle}>
    <summary>${dialect.width > 1 && number !== undefined ? fill(list.howNumbers, { column: number }) : list.how}</summary>
    ${host.unfolded ? html`<div class="choices">${places(host, summary)}</div>` : nothing}
  </details>`;
}

/** Where the numbers are, in which country they are read, who is not to be written to, and what the account allows. */
function places(host: PresendList, summary: ListSummary): TemplateResult {
  const { list, check } = host.words;
  const { dialect } = summary;
  const columns = columnsOf(host, summary);
  const column = (key: keyof Told, label: string, at: number | null, none = list.noColumn) =>
    choice(
      key,
      label,
      html`<option value="" ?disabled=${key === "numberColumn"} ?selected=${at === null}>${none}</option>
        ${columns.map((name, place) => html`<option value=${place} ?selected=${at === place}>${name}</option>`)}`,
      ({ value }) => host.tell({ [key]: value === "" ? false : Number(value) }),
    );
  const hint = html`<p class="hint">${check.countryHint}</p>`;
  const limit = (key: "dailyLimit" | "startedInLast24h", label: string) => {
    const change = ({ target }: Event) => {
      const { value, valueAsNumber } = target as HTMLInputElement;
      if (value === "" || valueAsNumber >= 0)
        host.tell({ [key]: value === "" ? undefined : Math.floor(valueAsNumber) });
    };
    return html`<div class="field">
      <div class="label"><label for=${key}>${label}</label></div>
      <input id=${key} class="control" type="number" min="0" .value=${host.told[key] ?? host.options.sender?.[key] ?? ""} @change=${change} />
    </div>`;
  };
  return html`${
    columns.length > 1
      ? [
          column("numberColumn", list.columnNumber, dialect.numberColumn, list.unmapped),
          column("countryColumn", list.columnCountry, dialect.countryColumn),
          column("optOutColumn", list.columnOptOut, dialect.optOutColumn),
          column("consentColumn", list.columnConsent, dialect.consentColumn),
        ]
      : nothing
  }
  ${choice("country", check.country, countries(host, host.home), ({ value }) => host.tell({ country: value }), hint)}
  ${limit("dailyLimit", list.limit)} ${limit("startedInLast24h", list.used)}`;
}

/** What is to be sent, and which column fills which variable. */
function sending(host: PresendList, summary: ListSummary): TemplateResult {
  const { list, check } = host.words;
  const columns = columnsOf(host, summary);
  const send = ({ selectedIndex }: HTMLSelectElement) => host.send(host.templates[selectedIndex - 1]);
  const templates = host.templates.map(
    (one) =>
      html`<option ?selected=${one === host.template}>${one.name} · ${host.format.language(languageOf(one))}</option>`,
  );
  const none = html`<option ?selected=${!host.template}>${list.noTemplate}</option>`;
  return html`<div class="sending">
    ${choice("send", list.template, [none, templates], send)}
    ${host.mapped ? nothing : html`<p class="muted">${list.unmappedHint}</p>`}
    ${host.slots.map((name) => {
      const [part = "", variable = ""] = name.split(/\.(.*)/);
      const place = { header: check.slotHeader, button: fill(check.slotButton, { label: Number(variable) + 1 }) }[part];
      const label = html`${place ?? check.slotBody} ${part === "button" ? nothing : html`<span class="slot">{{${variable}}}</span>`}`;
      const options = html`<option value="" ?selected=${host.mapping[name] === undefined}>${list.unmapped}</option>
        ${columns.map((column, at) => html`<option value=${at} ?selected=${host.mapping[name] === at}>${column}</option>`)}`;
      return choice(`map-${name.replace(/\W/g, "-")}`, label, options, ({ value }) => host.map(name, value));
    })}
  </div>`;
}
