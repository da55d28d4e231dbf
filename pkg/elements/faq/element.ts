// <presend-faq>: why messages fail, as answers that one can search, link to and have sorted by what was found.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Failure, Finding, Presend, Report } from "../../index.js";
import { PresendElement, props } from "../base.js";
import { base } from "../styles.js";
import { fill } from "../words/index.js";
import { answers, choose, list, search, type View } from "./answers.js";
import { styles } from "./styles.js";

/** How long the report has to stay the same before the answers move. */
const PAUSE = 700;

/**
 * The failure FAQ: grouped, searchable, every answer linkable, and what a report has found on top.
 *
 * What a page holds inside of the element without a slot (the answers as the build puts them there, say) is shown until the
 * element's own answers take its place, and stays when they cannot.
 *
 * @element presend-faq
 * @attr {string} platform - adds what to do on this platform: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} entries - ids of the answers to show, or of groups for all of theirs, in this order and without the
 *   headings of groups, separated by spaces; all, grouped, when absent
 * @attr {number} heading-level - level of the first headings, 2 to 5; 3 by default
 * @attr {string} lang - language of words and dates; by default that of the nearest ancestor, also when it changes
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Report} report - the report that the answers follow
 * @method show - opens the answer of this id and moves to it
 * @fires presend-open - an answer was opened; detail `{ failure }`
 * @slot - what is shown until the answers are there
 * @slot id-of-an-answer - links of the house inside of this answer, such as `slot="outside-24h-window"`
 * @slot after - links of the house after all answers
 * @csspart search - the search field
 * @csspart group - the answers of a group, with its heading
 * @csspart entry - an answer
 * @csspart yours - the answers that a report has found
 * @cssprop --presend-accent - links and focus
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-paper - background of the search field
 * @cssprop --presend-edge - border of the search field
 * @cssprop --presend-font - font family; that of the host by default
 * @cssprop --presend-radius - radius of controls
 */
export class PresendFaq extends PresendElement {
  static override styles = [base, styles];
  static override properties = props(
    { entries: "", headingLevel: 3 },
    {
      report: undefined,
      query: "",
      found: new Map(),
      whole: new Set(),
      opened: new Set(),
      clock: 0,
      printing: false,
    },
  );

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
  #timer: ReturnType<typeof setTimeout> | undefined;
  #places = new Map<string, number>();
  #auto: string | undefined;
  /** Whether a report was followed already. */
  #followed = false;
  /** The answer to go to once there are any. */
  #target: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear(window, "hashchange", this.#follow);
    this.hear(window, "beforeprint", this.#showAll);
    this.hear(this, "focusout", () => this.#wait());
    this.#tick();
    this.#follow();
  }

  /** Says times anew each minute, where there are any. */
  #tick = (): void => {
    if (this.clock === 0 || this.found.size > 0) this.clock = Date.now();
    clearTimeout(this.#timer);
    if (this.isConnected) this.#timer = setTimeout(this.#tick, 60_000);
  };

  #follow = (): void => {
    const id = location.hash.slice(1);
    if (/^[\w-]+$/.test(id)) this.show(id);
  };

  /** On paper nothing can be unfolded. */
  #showAll = (): void => {
    this.whole = new Set(this.#failures.map(({ group }) => group));
    this.opened = new Set(this.#failures.map(({ id }) => id));
    this.printing = true;
    this.performUpdate();
  };

  /** Opens an answer and moves to it. */
  show(id: string): void {
    this.#target = id;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { presend } = this;
    const asked = changed.has("presend") || changed.has("platform") || changed.has("entries") || changed.has("lang");
    if (presend && (asked || this.#failures.length === 0)) {
      const all = presend.failures(this.asking);
      this.#failures = choose(all, this.entries);
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
    if (this.failed !== "" && changed.has("failed")) this.querySelector(".search")?.remove();
    if (!this.presend) return;
    // Its own answers are there now. What is left of the page's would only be found twice.
    for (const element of this.querySelectorAll(":scope > .presend-static")) element.remove();
    if (this.#target && this.#failures.some(({ id }) => id === this.#target)) {
      const entry = this.renderRoot.querySelector<HTMLElement>(`[id="${this.#target}"]`);
      this.#target = undefined;
      const rest = entry?.closest<HTMLDetailsElement>(".rest");
      if (rest) rest.open = true;
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

  #matching(presend: Presend): Failure[] {
    const query = plain(this.query);
    // What people say of it: the diagnosis knows more words than the answers have.
    const { matches } = presend.diagnose(`WhatsApp message was sent: ${query.slice(0, 400)}`);
    const meant = (id: string) => matches.find(({ failure }) => failure === id)?.score ?? 0;
    const words = query.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const scored = this.#failures.flatMap((failure, index) => {
      const text = this.#text(failure);
      const told = meant(failure.id);
      if (told < 0.5 && !text.includes(query) && !words.every((word) => text.includes(word))) return [];
      const title = plain(failure.title);
      const code = failure.codes.primary.some((number) => String(number) === query);
      const score =
        Number(code) * 8 +
        told * 8 +
        Number(failure.strings.some((string) => plain(string) === query)) * 4 +
        words.filter((word) => title.includes(word)).length * 2 +
        Number(text.includes(query));
      return [{ failure, score, index }];
    });
    return scored.sort((a, b) => b.score - a.score || a.index - b.index).map(({ failure }) => failure);
  }

  #toggle = (event: Event): void => {
    const { id, open } = event.target as HTMLDetailsElement;
    if (open === this.opened.has(id)) return;
    const opened = new Set(this.opened);
    if (open) opened.add(id);
    else opened.delete(id);
    this.opened = opened;
    if (open && this.#failures.some((failure) => failure.id === id)) this.emit("presend-open", { failure: id });
  };

  #type = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
  };

  protected override render(): TemplateResult {
    const { words } = this;
    const view: View = {
      words,
      format: this.format,
      failures: this.#failures,
      grouped: this.entries.trim() === "",
      level: this.headingLevel,
      found: this.found,
      opened: this.opened,
      whole: this.whole,
      printing: this.printing,
      clock: this.clock,
      house: (id) => html`<slot name=${id}></slot>`,
      toggle: this.#toggle,
    };
    if (this.failed !== "") {
      return html`<p class="failed" role="alert">${fill(words.faq.failed, { reason: this.failed })}</p><slot></slot><slot name="after"></slot>`;
    }
    if (!this.presend) {
      // What the build puts into a page has this form already, search field and all.
      const held = this.querySelector(":scope > .presend-static");
      return html`${held ? nothing : html`${search(words, "", false)}<p class="muted waiting">${words.common.loading}</p>`}<slot></slot><slot name="after"></slot>`;
    }
    return html`${search(words, this.query, true, this.#type)}
      ${this.query.trim() === "" ? answers(view) : this.#results(view, this.presend)}
      <slot name="after"></slot>`;
  }

  #results(view: View, presend: Presend): TemplateResult {
    const { faq } = this.words;
    const failures = this.#matching(presend);
    const count = failures.length;
    return html`<p class="count muted" role="status">${count > 0 ? this.format.count(faq.found, count) : fill(faq.nothing, { query: this.query.trim() })}</p>
      <div class="entries results">${list(view, failures, this.headingLevel)}</div>`;
  }
}

const plain = (text: string) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").trim();
