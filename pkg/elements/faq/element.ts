// <presend-faq>: why messages fail, as answers that one can search, link to and have sorted by what was found.
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Failure, Finding, Report } from "../../index.js";
import { PresendElement } from "../base.js";
import { icon } from "../icons.js";
import { base } from "../styles.js";
import { fill } from "../words/index.js";
import { styles } from "./styles.js";

/** How long the report has to stay the same before the answers move. */
const PAUSE = 700;
/** How many answers of a group are shown at first. */
const SHOWN = 5;

/**
 * The failure FAQ: grouped, searchable, every answer linkable, and what a report has found on top.
 *
 * @element presend-faq
 * @attr {string} platform - adds what to do on this platform: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} entries - ids of the answers to show, in this order, separated by spaces; all when absent
 * @attr {number} heading-level - level of the headings of the groups, 2 to 5; 3 by default
 * @attr {string} lang - language of words and dates; that of the page by default
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Report} report - the report that the answers follow
 * @fires presend-open - an answer was opened; detail `{ failure }`
 * @csspart search - the search field
 * @csspart entry - an answer
 * @csspart yours - the answers that a report has found
 * @cssprop --presend-accent - links and focus
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-font - font family
 */
export class PresendFaq extends PresendElement {
  static override styles = [base, styles];
  static override properties: PropertyDeclarations = {
    report: { attribute: false },
    entries: { type: String },
    headingLevel: { type: Number, attribute: "heading-level" },
    query: { state: true },
    found: { state: true },
    whole: { state: true },
    opened: { state: true },
    clock: { state: true },
    printing: { state: true },
  };

  declare report: Report | undefined;
  declare entries: string;
  declare headingLevel: number;
  declare query: string;
  /** The findings by the failure that they point to: what was found when the typing last paused. */
  declare found: Map<string, Finding>;
  /** Groups that are shown as a whole. */
  declare whole: Set<string>;
  /** Answers that are open. */
  declare opened: Set<string>;
  declare clock: number;
  declare printing: boolean;

  #failures: Failure[] = [];
  #texts = new Map<string, string>();
  #pause: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #places = new Map<string, number>();
  #auto: string | undefined;
  /** Whether a report was followed already. */
  #followed = false;
  /** The answer to go to once there are any. */
  #target: string | undefined;

  constructor() {
    super();
    this.entries = "";
    this.headingLevel = 3;
    this.query = "";
    this.found = new Map();
    this.whole = new Set();
    this.opened = new Set();
    this.clock = Date.now();
    this.printing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#follow);
    window.addEventListener("beforeprint", this.#showAll);
    this.addEventListener("focusout", this.#settle);
    this.#timer = setInterval(() => {
      if (this.found.size > 0) this.clock = Date.now();
    }, 60_000);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#follow);
    window.removeEventListener("beforeprint", this.#showAll);
    this.removeEventListener("focusout", this.#settle);
    clearInterval(this.#timer);
    clearTimeout(this.#pause);
  }

  #follow = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (/^[\w-]+$/.test(id)) this.show(id);
  };

  /** On paper nothing can be unfolded. */
  #showAll = (): void => {
    this.whole = new Set(this.#failures.map(({ group }) => group));
    this.opened = new Set(this.#failures.map(({ id }) => id));
    this.printing = true;
    this.performUpdate();
  };

  #settle = (): void => {
    this.#wait();
  };

  /** Opens an answer and moves to it. */
  show(id: string): void {
    this.#target = id;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (
      this.presend &&
      (changed.has("presend") || changed.has("platform") || changed.has("entries") || this.#failures.length === 0)
    ) {
      const all = this.presend.failures({ locale: this.locale, ...(this.platform && { platform: this.platform }) });
      const chosen = this.entries.split(/[\s,]+/).filter(Boolean);
      this.#failures = chosen.length > 0 ? chosen.flatMap((id) => all.find((failure) => failure.id === id) ?? []) : all;
      this.#texts.clear();
    }
    if (changed.has("report")) this.#wait();
    const target = this.#failures.find(({ id }) => id === this.#target);
    if (target) {
      this.query = "";
      this.whole = new Set([...this.whole, target.group]);
      this.opened = new Set([...this.opened, target.id]);
    }
    if (changed.has("found")) {
      for (const entry of this.#entryElements()) this.#places.set(entry.id, entry.getBoundingClientRect().top);
    }
  }

  /** Follows the report once it has stayed the same for a while, and never under the hands of someone who reads here. */
  #wait(): void {
    clearTimeout(this.#pause);
    // The first report comes with the page itself: waiting would only make the page jump.
    const pause = this.#followed ? PAUSE : 0;
    this.#pause = setTimeout(() => {
      if (this.matches(":focus-within")) return;
      this.#followed ||= this.report !== undefined;
      const found = new Map<string, Finding>();
      for (const finding of this.report?.findings ?? []) {
        const counts =
          finding.level === "fail" || finding.level === "risk" || (finding.level === "unknown" && finding.obtainable);
        if (counts && finding.failure && !found.has(finding.failure)) found.set(finding.failure, finding);
      }
      const first = found.keys().next().value;
      // The first answer opens by itself, and folds again when it is no longer about this message.
      if (this.#auto !== first) {
        const opened = new Set(this.opened);
        if (this.#auto) opened.delete(this.#auto);
        if (first) opened.add(first);
        this.opened = opened;
        this.#auto = first;
      }
      this.clock = Date.now();
      const same = [...found.keys()].join() === [...this.found.keys()].join();
      if (same) {
        // The facts may have changed though nothing moves.
        this.#places.clear();
      }
      this.found = found;
    }, pause);
  }

  #entryElements(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(".entry")];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("found")) this.#glide();
    if (this.#target && this.#failures.some(({ id }) => id === this.#target)) {
      const entry = this.renderRoot.querySelector<HTMLElement>(`[id="${this.#target}"]`);
      this.#target = undefined;
      entry?.scrollIntoView({ block: "start" });
      entry?.querySelector("summary")?.focus({ preventScroll: true });
    }
  }

  /** Lets what has moved glide to its new place. */
  #glide(): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const entry of this.#entryElements()) {
      const before = this.#places.get(entry.id);
      const { top } = entry.getBoundingClientRect();
      if (still || before === undefined || before === top || Math.min(before, top) > innerHeight) continue;
      // From afar a short way is enough to show where it came from.
      const way = Math.max(-160, Math.min(160, before - top));
      entry.animate(
        [
          { transform: `translateY(${way}px)`, opacity: 0.4 },
          { transform: "none", opacity: 1 },
        ],
        { duration: 260, easing: "ease-out" },
      );
    }
    this.#places.clear();
  }

  /** Everything of an answer that a search looks at. */
  #text(failure: Failure): string {
    const known = this.#texts.get(failure.id);
    if (known !== undefined) return known;
    const { id, title, summary, causes, fixes, strings, codes } = failure;
    const numbers = [...codes.meta, ...codes.subcodes, ...codes.twilio, ...Object.values(codes.other).flat()];
    const text = plain([id, title, summary, ...causes, ...fixes, ...strings, ...numbers].join("\n"));
    this.#texts.set(failure.id, text);
    return text;
  }

  #matching(): Failure[] {
    const query = plain(this.query);
    const words = query.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const scored = this.#failures.flatMap((failure, index) => {
      const text = this.#text(failure);
      if (!text.includes(query) && !words.every((word) => text.includes(word))) return [];
      const title = plain(failure.title);
      const code = failure.codes.primary.some((number) => String(number) === query);
      const score =
        Number(code) * 8 +
        Number(failure.strings.some((string) => plain(string) === query)) * 4 +
        words.filter((word) => title.includes(word)).length * 2 +
        Number(text.includes(query));
      return [{ failure, score, index }];
    });
    return scored.sort((a, b) => b.score - a.score || a.index - b.index).map(({ failure }) => failure);
  }

  protected override render(): TemplateResult {
    const { faq, common } = this.words;
    if (this.failed !== "") return html`<p role="alert">${fill(common.failed, { reason: this.failed })}</p>`;
    if (this.#failures.length === 0) return html`<slot></slot><p class="muted waiting">${common.loading}</p>`;
    const searching = this.query.trim() !== "";
    const type = (event: Event) => {
      this.query = (event.target as HTMLInputElement).value;
    };
    return html`
      <div class="search" role="search">
        <label for="search">${faq.search}</label>
        <div class="searchfield">${icon("search")}<input id="search" class="control" part="search" type="search" autocomplete="off" spellcheck="false" placeholder=${faq.searchHint} .value=${this.query} @input=${type} /></div>
      </div>
      ${searching ? this.#results(this.#matching()) : this.#groups()}
    `;
  }

  #results(failures: Failure[]): TemplateResult {
    const { faq } = this.words;
    const count = failures.length;
    const words = fill(this.format.plural(count) === "one" ? faq.found.one : faq.found.other, {
      count: this.format.number(count),
    });
    return html`<p class="count muted" role="status">${count > 0 ? words : fill(faq.nothing, { query: this.query.trim() })}</p>
      <div class="entries results">${this.#list(failures)}</div>`;
  }

  #groups(): TemplateResult[] {
    const { faq } = this.words;
    const yours = [...this.found.keys()].flatMap((id) => this.#failures.find((failure) => failure.id === id) ?? []);
    const groups = groupBy(this.#failures);
    const parts: TemplateResult[] = [];
    if (yours.length > 0) parts.push(this.#section(faq.yoursHeading, yours, yours.length, "yours", true));
    for (const [group, all] of groups) {
      const rest = all.filter(({ id }) => !this.found.has(id));
      // One or two more are not worth a button.
      const shown = this.whole.has(group) || rest.length <= SHOWN + 2 ? rest.length : SHOWN;
      if (rest.length > 0) parts.push(this.#section(all[0]?.groupTitle ?? group, rest, shown, group, false));
    }
    return parts;
  }

  #section(title: string, failures: Failure[], shown: number, group: string, yours: boolean): TemplateResult {
    const { faq } = this.words;
    const left = failures.length - shown;
    const more = () => {
      this.whole = new Set([...this.whole, group]);
    };
    return html`<section class=${yours ? "yours" : ""} part=${yours ? "yours" : "group"} aria-label=${title}>
      <div class="heading" role="heading" aria-level=${this.headingLevel}>${title}</div>
      <div class="entries">
        ${this.#list(failures.slice(0, shown))}
        ${left > 0 ? html`<button type="button" class="quiet" @click=${more}>${fill(this.format.plural(left) === "one" ? faq.more.one : faq.more.other, { count: this.format.number(left) })}</button>` : nothing}
      </div>
    </section>`;
  }

  #list(failures: Failure[]) {
    return repeat(
      failures,
      ({ id }) => id,
      (failure) => this.#entry(failure),
    );
  }

  #entry(failure: Failure): TemplateResult {
    const { faq } = this.words;
    const { id, title } = failure;
    const finding = this.found.get(id);
    const open = this.opened.has(id);
    const toggle = (event: Event) => {
      const now = (event.target as HTMLDetailsElement).open;
      if (now === this.opened.has(id)) return;
      const opened = new Set(this.opened);
      if (now) opened.add(id);
      else opened.delete(id);
      this.opened = opened;
      if (now) this.emit("presend-open", { failure: id });
    };
    return html`<details class="entry" part="entry" id=${id} ?open=${open} @toggle=${toggle}>
      <summary>
        <span class="title">${title}</span>
        ${finding ? html`<span class="fact ${finding.level}">${icon(finding.level === "unknown" ? "unknown" : finding.level)}<span><strong>${faq.yours}:</strong> ${this.#fact(finding)}</span></span>` : nothing}
      </summary>
      ${open ? this.#answer(failure) : nothing}
    </details>`;
  }

  /** What was found, with the time in the reader's own zone. */
  #fact({ message, values }: Finding): string {
    const end = Date.parse(String(values?.closesAt ?? ""));
    if (Number.isNaN(end) || end > this.clock) return message;
    return `${message} ${fill(this.words.faq.factEnded, { day: this.format.day(end, this.clock), time: this.format.time(end) })}`;
  }

  #answer({ id, summary, causes, fixes, retry, retryAfter, codes, strings, sources }: Failure): TemplateResult {
    const { faq } = this.words;
    const again = { no: faq.retryNo, "after-fix": faq.retryAfterFix, backoff: faq.retryBackoff, later: faq.retryLater }[
      retry
    ];
    const numbers: [string, (number | string)[]][] = [
      [faq.metaCodes, codes.meta],
      [faq.subcodes, codes.subcodes],
      ["Twilio", codes.twilio],
      ...Object.entries(codes.other),
    ];
    const known = numbers.filter(([, list]) => list.length > 0);
    return html`<div class="answer">
      <p class="summary">${summary}</p>
      <div class="halves">
        <div><p class="term">${faq.fixes}</p><ul>${fixes.map((fix) => html`<li>${fix}</li>`)}</ul></div>
        <div><p class="term">${faq.causes}</p><ul>${causes.map((cause) => html`<li>${cause}</li>`)}</ul></div>
      </div>
      <p class="summary"><span class="term">${faq.again}</span> ${again}${retryAfter ? html`: ${retryAfter}` : nothing}.</p>
      <details class="details" ?open=${this.printing}>
      <summary>${faq.details}</summary>
      <dl>
        ${known.length > 0 ? html`<div><dt>${faq.codes}</dt><dd>${known.map(([name, list]) => html`<span class="codes">${name} ${list.join(", ")}</span>`)}</dd></div>` : nothing}
        ${strings.length > 0 ? html`<div><dt>${faq.seen}</dt><dd class="strings">${strings.map((string) => html`<q>${string}</q>`)}</dd></div>` : nothing}
        ${
          sources.length > 0
            ? html`<div><dt>${faq.sources}</dt><dd>${sources.map(
                ({ url, title, checked }) =>
                  html`<span class="source"><a href=${safe(url)} rel="noreferrer">${title ?? host(url)}</a> <span class="muted">${fill(faq.checked, { date: this.format.date(checked) })}</span></span>`,
              )}</dd></div>`
            : nothing
        }
      </dl>
      </details>
      <p><a class="anchor" href="#${id}">${icon("link")} ${faq.link}</a></p>
    </div>`;
  }
}

const plain = (text: string) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").trim();

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
