// The answers as templates: for the element, and for the build, which puts them into pages so that they can be read
// without a script.
import { html, nothing, type TemplateResult } from "lit";
import type { Failure, Finding } from "../../index.js";
import type { Format } from "../format.js";
import { icon } from "../icons.js";
import type { Part } from "../parts.js";
import { again } from "../retry.js";
import { fill, type Words } from "../words/index.js";

/** How many answers of a group are shown at first. */
const SHOWN = 5;

/** All that the answers are made of. */
export interface View {
  words: Words;
  format: Format;
  /** Those to show, in order. */
  failures: Failure[];
  /** Whether they stand under the headings of their groups. */
  grouped: boolean;
  /** Level of the first headings, 2 to 5. */
  level: number;
  /** The findings by the failure that they point to. */
  found: Map<string, Finding>;
  /** What is open, by the ids of its elements: which answer an element shows may change. */
  opened: Set<string>;
  /** Groups that are shown as a whole. */
  whole: Set<string>;
  /** Makes an answer that is folded, where no script can do so when it is opened. */
  folded?: (failure: Failure) => Part;
  /** The time by which a finding is said. */
  clock: number;
  /** Whether all that can be folded is open, as it must be on paper. */
  printing: boolean;
  /** The links of the house in an answer. */
  house: (id: string) => Part;
  toggle?: (event: Event) => void;
}

/** The choice of a writer: ids of answers, or of groups for all of theirs, in the order in which they are to stand. */
export function choose(failures: Failure[], entries: string): Failure[] {
  const chosen = entries.split(/[\s,]+/).filter(Boolean);
  if (chosen.length === 0) return failures;
  const found = chosen.flatMap((name) => failures.filter(({ id, group }) => id === name || group === name));
  return [...new Set(found)];
}

/** A heading with its rank in the page: a real one, which stays one wherever the page is read. */
function heading(level: number, kind: string, words: string): TemplateResult {
  if (level <= 2) return html`<h2 class=${kind}>${words}</h2>`;
  if (level === 3) return html`<h3 class=${kind}>${words}</h3>`;
  if (level === 4) return html`<h4 class=${kind}>${words}</h4>`;
  if (level === 5) return html`<h5 class=${kind}>${words}</h5>`;
  return html`<h6 class=${kind}>${words}</h6>`;
}

/** The field to search in. It has its place before it works, so that nothing moves when it does. */
export function search(words: Words, query: string, ready: boolean, input?: (event: Event) => void): TemplateResult {
  const { faq } = words;
  return html`<div class="search" role="search"><label><span class="label">${faq.search}</span>
    <span class="searchfield">${icon("search")}<input class="control" part="search" type="search" autocomplete="off" spellcheck="false" placeholder=${faq.searchHint} .value=${query} ?disabled=${!ready} @input=${input ?? nothing} /></span></label></div>`;
}

export function answers(view: View): Part | TemplateResult[] {
  const { failures, found, words } = view;
  const yours = [...found.keys()].flatMap((id) => failures.find((failure) => failure.id === id) ?? []);
  const rest = failures.filter(({ id }) => !found.has(id));
  const parts: TemplateResult[] = [];
  if (yours.length > 0) parts.push(section(view, words.faq.yoursHeading, yours, "yours"));
  if (!view.grouped) {
    if (rest.length > 0) parts.push(html`<div class="entries">${list(view, rest, view.level)}</div>`);
    return parts;
  }
  for (const [group, all] of groupBy(rest)) parts.push(section(view, all[0]?.groupTitle ?? group, all, group));
  return parts;
}

function section(view: View, title: string, failures: Failure[], group: string): TemplateResult {
  const yours = group === "yours";
  // One or two more are not worth a button.
  const few = yours || view.whole.has(group) || failures.length <= SHOWN + 2;
  const shown = few ? failures : failures.slice(0, SHOWN);
  const left = failures.slice(shown.length);
  const level = view.level + 1;
  return html`<section class=${yours ? "yours" : ""} part=${yours ? "yours" : "group"}>
    ${heading(view.level, "heading", title)}
    <div class="entries">
      ${list(view, shown, level)}
      ${left.length > 0 ? html`<details class="rest" id="${group}-rest" ?open=${view.opened.has(`${group}-rest`)} @toggle=${view.toggle ?? nothing}><summary class="quiet">${fill(view.words.faq.more, { count: view.format.number(left.length) })}</summary>${list(view, left, level)}</details>` : nothing}
    </div>
  </section>`;
}

/** Answers one under the other. */
export const list = (view: View, failures: Failure[], level: number): TemplateResult[] =>
  failures.map((failure) => entry(view, failure, level));

function entry(view: View, failure: Failure, level: number): TemplateResult {
  const { id, title } = failure;
  const finding = view.found.get(id);
  const open = view.opened.has(id);
  return html`<details class="fold entry" part="entry" id=${id} ?open=${open} @toggle=${view.toggle ?? nothing}>
    <summary>
      ${heading(level, "title", title)}
      ${finding ? html`<span class="fact ${finding.level}">${icon(finding.level)}<span><strong>${view.words.faq.yours}:</strong> ${fact(view, finding)}</span></span>` : nothing}
    </summary>
    ${open ? answer(view, failure) : (view.folded?.(failure) ?? nothing)}
  </details>`;
}

/** What was found, with the time in the reader's own zone. */
function fact({ clock, format, words }: View, { message, values }: Finding): string {
  const end = Date.parse(String(values?.closesAt ?? ""));
  if (Number.isNaN(end) || end > clock) return message;
  return `${message} ${fill(words.faq.factEnded, { day: format.day(end, clock), time: format.time(end) })}`;
}

export function answer(view: View, failure: Failure): TemplateResult {
  const { words } = view;
  const { faq } = words;
  const { id, summary, causes, fixes } = failure;
  return html`<div class="answer">
    <p class="summary">${summary}</p>
    <div class="halves">
      <div><p class="term">${faq.fixes}</p><ul>${fixes.map((fix) => html`<li>${fix}</li>`)}</ul></div>
      <div><p class="term">${faq.causes}</p><ul>${causes.map((cause) => html`<li>${cause}</li>`)}</ul></div>
    </div>
    <p class="summary"><span class="term">${faq.again}</span> ${again(failure, words)}</p>
    <div class="house">${view.house(id)}</div>
    <details class="details" id="${id}-details" ?open=${view.printing || view.opened.has(`${id}-details`)} @toggle=${view.toggle ?? nothing}>
      <summary class="quiet">${faq.details}</summary>
      ${details(view, failure)}
    </details>
    <p><a class="link anchor" href="#${id}">${icon("link")} ${faq.link}</a></p>
  </div>`;
}

function details({ words, format }: View, { codes, strings, sources }: Failure): TemplateResult {
  const { faq } = words;
  const known = numbers({ codes }, words);
  return html`<dl>
    ${known.length > 0 ? html`<div><dt>${faq.codes}</dt><dd>${known.map(([name, all]) => html`<span class="codes">${name} ${all.join(", ")}</span> `)}</dd></div>` : nothing}
    ${strings.length > 0 ? html`<div><dt>${faq.seen}</dt><dd class="strings">${strings.map((string) => html`<q>${string}</q>`)}</dd></div>` : nothing}
    ${
      sources.length > 0
        ? html`<div><dt>${faq.sources}</dt><dd>${sources.map(
            ({ url, title, checked }) =>
              html`<span class="source"><a href=${safe(url)} rel="noreferrer">${title ?? host(url)}</a> <span class="muted">${fill(faq.checked, { date: format.date(checked) })}</span></span> `,
          )}</dd></div>`
        : nothing
    }
  </dl>`;
}

/** The codes by whose they are, those there are none of left out. */
export function numbers({ codes }: Pick<Failure, "codes">, { faq }: Words): [string, (number | string)[]][] {
  const all: [string, (number | string)[]][] = [
    [faq.metaCodes, codes.meta],
    [faq.subcodes, codes.subcodes],
    ["Twilio", codes.twilio],
    ...Object.entries(codes.other),
  ];
  return all.filter(([, list]) => list.length > 0);
}

/** Only addresses of the web become links. */
const safe = (url: string) => (/^https?:/.test(url) ? url : nothing);

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url;
}

function groupBy(failures: Failure[]): Map<string, Failure[]> {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) groups.set(failure.group, [...(groups.get(failure.group) ?? []), failure]);
  return groups;
}
