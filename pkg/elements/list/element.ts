// <presend-list>: a whole contact list is looked through before it is sent to.
import { html, type PropertyValues, type TemplateResult } from "lit";
import type {
  Finding,
  ListFilter,
  ListOptions,
  ListRow,
  ListSummary,
  Preview,
  RowStatus,
  Template,
} from "../../index.js";
import { type OpenList, open, prepare } from "../../worker.js";
import { props } from "../base.js";
import { EMPTY, toMessage } from "../compose/draft.js";
import { ComposeElement } from "../compose/host.js";
import { Paths, slotFields } from "../compose/slots.js";
import { compose } from "../compose/styles.js";
import { languageOf } from "../compose/way.js";
import { mirror } from "../mirror.js";
import { lost, voice } from "../parts.js";
import { base } from "../styles.js";
import { packsFor } from "../words/languages.js";
import { overview } from "./overview.js";
import { table } from "./rows.js";
import { start } from "./start.js";
import { styles } from "./styles.js";
import { HEAD, ROW, Rows, Sight } from "./table.js";

/** How far the reading is. */
export interface Progress {
  done: number;
  total: number;
}

/** What a person has said of how a list is to be read; columns by their places, `false` for none. */
export interface Told {
  country?: string;
  numberColumn?: number;
  countryColumn?: number | false;
  optOutColumn?: number | false;
  consentColumn?: number | false;
  /** The messaging limit of the account, and what is used of it. */
  dailyLimit?: number | undefined;
  startedInLast24h?: number | undefined;
}

/**
 * Looks through a contact list of any length, without it leaving the page: which numbers can be written to, which cannot
 * and why, and whether every row fills the template.
 *
 * @element presend-list
 * @attr {string} country - ISO 3166 code of the country in which national numbers are read
 * @attr {string} platform - where messages are sent from: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} faq - what a failure's id is put behind to link to its entry in the FAQ; no links when empty
 * @attr {string} lang - language of words and numbers; by default that of the nearest ancestor, also when it changes
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Template[]} templates - the account's templates, to choose what is sent
 * @prop {ListOptions} options - what else is known: sender, numbers to leave out, columns …
 * @prop {ListSummary} summary - the answer, read only
 * @fires presend-list - a list was read; detail `{ summary }`
 * @fires presend-row - a row was chosen; detail `{ row }`
 * @fires presend-failure - the person has followed a link to a failure; detail `{ failure }`
 * @slot examples - under the place for the file
 * @csspart drop - the place for the file
 * @csspart summary - what was found
 * @csspart table - the rows
 * @csspart preview - the message for the row that was chosen
 * @cssprop --presend-accent - links, focus and the main button
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-paper - background of controls
 * @cssprop --presend-raised - background of quiet areas
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-font - font family
 * @cssprop --presend-radius - radius of controls
 */
export class PresendList extends ComposeElement {
  static override styles = [base, mirror, compose, styles];
  static override properties = props(
    { country: "" },
    {
      templates: [],
      options: {},
      progress: undefined,
      summary: undefined,
      problem: "",
      filter: {},
      places: undefined,
      row: undefined,
      dropping: false,
      mapping: {},
      told: {},
      unfolded: false,
      template: undefined,
      every: false,
      scrolled: 0,
    },
  );

  declare country: string;
  declare templates: Template[];
  declare options: ListOptions;
  declare progress: Progress | undefined;
  declare summary: ListSummary | undefined;
  /** Why a list could not be read. */
  declare problem: string;
  declare filter: ListFilter;
  /** The places of the rows that the filter lets through; all when absent. */
  declare places: Uint32Array | undefined;
  /** The row that was chosen. */
  declare row: ListRow | undefined;
  declare dropping: boolean;
  /** Which column fills which variable. */
  declare mapping: Record<string, number>;
  /** What was said of how the list is to be read. */
  declare told: Told;
  /** Whether how the list is read is looked at. */
  declare unfolded: boolean;
  /** What is to be sent. */
  declare template: Template | undefined;
  /** Whether all countries and reasons are shown. */
  declare every: boolean;
  declare scrolled: number;

  name = "";
  /** What was pasted last: it is there again where another list is asked for. */
  pasted = "";
  /** Whether the focus stood in what is exchanged for something else. */
  #held = false;
  #source: Blob | undefined;
  /** What was read once more after its worker had died. */
  #revived: Blob | undefined;
  #list: OpenList | undefined;
  #rows: Rows | undefined;
  #stop: AbortController | undefined;
  /** Height of all rows of a short list, as it was set. */
  #most = 0;
  /** The language, the platform and the country that the list was read for. */
  #circumstances = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  #leave(): void {
    // Closed rather than cancelled: then its worker may read the next list.
    this.#list?.close();
    this.#stop?.abort();
    this.#list = this.#rows = undefined;
  }

  // Reading.

  /** Reads a list: a file, or what was pasted. */
  async read(source: Blob | string): Promise<void> {
    this.name = source instanceof File ? source.name : "";
    this.#source = typeof source === "string" ? new Blob([source]) : source;
    this.template = undefined;
    this.mapping = {};
    // Columns are those of one list; country and limits are those of whoever sends.
    const { numberColumn: _1, countryColumn: _2, optOutColumn: _3, consentColumn: _4, ...kept } = this.told;
    this.told = kept;
    await this.again();
  }

  /** The country in which numbers in national form are read. */
  get home(): string {
    return this.told.country ?? this.options.country ?? this.country;
  }

  /** Says how the list is to be read, and reads it so. */
  tell(told: Told): void {
    this.told = { ...this.told, ...told };
    this.again();
  }

  get #surroundings(): string {
    return [this.locale, this.platform, this.country].join(" ");
  }

  /** Reads the same list anew, after something around it has changed. */
  async again(): Promise<void> {
    const source = this.#source;
    if (!source) return;
    this.#leave();
    const stop = new AbortController();
    this.#stop = stop;
    this.#circumstances = this.#surroundings;
    this.problem = "";
    this.progress = { done: 0, total: source.size };
    try {
      await this.#open(source, stop);
    } catch (error) {
      if (this.#stop !== stop) return;
      this.#list = undefined;
      if (!stop.signal.aborted) this.problem = sentence(error);
    } finally {
      if (this.#stop === stop) this.progress = undefined;
    }
  }

  async #open(source: Blob, stop: AbortController): Promise<void> {
    const { country: _, consentColumn, dailyLimit, startedInLast24h, ...found } = this.told;
    const limits = {
      ...(dailyLimit !== undefined && { dailyLimit }),
      ...(startedInLast24h !== undefined && { startedInLast24h }),
    };
    // Nobody looks for a column of consent that was not named.
    const columns = { ...found, ...(consentColumn !== false && consentColumn !== undefined && { consentColumn }) };
    const list = open(source, {
      ...this.asking,
      locales: packsFor(this.locale),
      ...this.options,
      country: this.home,
      ...columns,
      sender: { ...this.options.sender, ...limits },
      ...(this.template && { template: this.template }),
      ...(this.template && this.mapped && { mapping: this.mapping }),
      signal: stop.signal,
      onProgress: (done, total) => {
        if (this.#stop === stop) this.progress = { done, total };
      },
    });
    this.#list = list;
    // Made once, while the worker reads: then the answer is drawn in less time.
    this.ruleName("");
    const summary = await list.done;
    if (this.#stop !== stop) return;
    this.summary = summary;
    this.places = undefined;
    this.filter = {};
    this.#show(list);
    this.emit("presend-list", { summary });
    this.say(this.format.count(this.words.list.read, summary.rows));
  }

  /** Asks the list. Where that fails, what reads it has died: it is read once more, and refused when that dies, too. */
  async #ask<T>(list: OpenList, question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      if (this.#list === list) {
        const again = this.#revived !== this.#source;
        this.#revived = this.#source;
        if (again) {
          this.again();
        } else {
          this.clear();
          this.problem = sentence(error);
        }
      }
      throw error;
    }
  }

  cancel(): void {
    this.#stop?.abort();
    this.progress = undefined;
    if (!this.summary) this.#source = undefined;
  }

  /** Back to the place for a file. */
  clear(): void {
    this.#leave();
    this.#source = undefined;
    this.summary = undefined;
    this.problem = "";
  }

  /** Rows by their place in what is shown: the list itself knows them by their place in the file. */
  async #fetch(list: OpenList, from: number, to: number): Promise<ListRow[]> {
    const { places } = this;
    if (!places) return this.#ask(list, () => list.rows(from, to));
    const rows = Array.from(places.subarray(from, to), (place) => list.rows(place, place + 1));
    return (await this.#ask(list, () => Promise.all(rows))).flat();
  }

  // Looking.

  /** How many rows the filter lets through. */
  get count(): number {
    return this.places?.length ?? this.summary?.rows ?? 0;
  }

  at(place: number): ListRow | undefined {
    return this.#rows?.get(place);
  }

  /** Shows only some rows; the same again shows all. */
  async choose(filter: ListFilter): Promise<void> {
    const list = this.#list;
    if (!list) return;
    const [[key, value] = []] = Object.entries(filter) as [keyof ListFilter, string][];
    const same = key !== undefined && this.filter[key] === value;
    const { [key as keyof ListFilter]: _, ...others } = this.filter;
    this.filter = same ? others : { ...this.filter, ...filter };
    let places: Uint32Array | undefined;
    try {
      if (Object.keys(this.filter).length > 0) places = await this.#ask(list, () => list.select(this.filter));
    } catch {
      // What became of the list is shown.
      return;
    }
    this.places = places;
    this.#show(list);
    this.say(this.format.count(this.words.list.shown, this.count));
  }

  /** Takes every filter away. */
  showAll(): void {
    this.filter = {};
    this.choose({});
  }

  /** Draws other rows only when others come into sight. */
  glide(to: number): void {
    const { sight } = this;
    if (sight.at(to).from !== sight.at(this.scrolled).from) this.scrolled = to;
    else this.#place();
  }

  /** Puts the rows in sight where they belong; the browser takes care of what lies between two places. */
  #place(): void {
    const shown = this.renderRoot.querySelector<HTMLElement>(".shown");
    if (shown) shown.style.transform = `translateY(${this.sight.at(this.#scroller?.scrollTop ?? 0).top}px)`;
  }

  /** Begins at the first row. */
  #show(list: OpenList): void {
    this.#rows = new Rows(
      (from, to) => this.#fetch(list, from, to),
      () => this.requestUpdate(),
    );
    this.row = undefined;
    this.picked = -1;
    this.scrolled = 0;
    this.#scroller?.scrollTo(0, 0);
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".scroll");
  }

  get sight(): Sight {
    return new Sight(this.count, this.#scroller?.clientHeight ?? 480);
  }

  /** Chooses a row by its place in what is shown, and brings it into sight. */
  pick(place: number): void {
    const to = Math.max(0, Math.min(this.count - 1, place));
    const scroller = this.#scroller;
    if (scroller) scroller.scrollTop = this.sight.show(to, scroller.scrollTop);
    this.picked = to;
    this.row = this.at(to);
    if (this.row) this.emit("presend-row", { row: this.row });
    this.requestUpdate();
  }

  /** The place of the row that was chosen, in what is shown. */
  picked = -1;

  // Sending.

  /** What is to be sent: every row is checked with it. */
  send(template: Template | undefined): void {
    this.template = template;
    const columns = this.summary?.dialect.columns.map(plain) ?? [];
    const named = this.slots.map((name): [string, number] => [name, columns.indexOf(plain(name))]);
    this.mapping = Object.fromEntries(named.filter(([, at]) => at >= 0));
    this.again();
  }

  /** @param column its place; empty for none */
  map(name: string, column: string): void {
    const { [name]: _, ...others } = this.mapping;
    this.mapping = column === "" ? others : { ...others, [name]: Number(column) };
    this.again();
  }

  /** The variables of the template, by the names that a mapping gives them. */
  get slots(): string[] {
    if (!this.template || !this.presend) return [];
    const fields = slotFields(this.presend.template(this.template).slots);
    return fields.filter(({ slot }) => slot.required && slot.type === "text").map(({ key }) => key);
  }

  /** Whether every variable has its column: before that no row could be filled, and all would seem wrong. */
  get mapped(): boolean {
    return this.slots.every((name) => this.mapping[name] !== undefined);
  }

  /** The message that a row would get. */
  previewOf(row: ListRow): Preview | undefined {
    const { presend, template } = this;
    if (!presend || !template) return undefined;
    const { name } = template;
    const language = languageOf(template);
    const filled = Object.entries(this.mapping).map(([slot, at]) => [slot, row.cells[at] ?? ""]);
    const { slots, preview } = presend.template(template);
    const fields = {
      ...EMPTY,
      kind: "template",
      name,
      language,
      values: { [name]: Object.fromEntries(filled) },
    } as const;
    const message = toMessage(fields, { slots, buttons: preview.buttons }, new Paths());
    return presend.check({ to: row.digits ?? "", message, templates: [template] }).template?.preview;
  }

  async save(which: "sendable" | "blocked" | "all"): Promise<void> {
    const list = this.#list;
    if (!list) return;
    let blob: Blob;
    try {
      blob = await this.#ask(list, () => list.csv(which, { safe: true }));
    } catch {
      // What became of the list is shown.
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${this.name.replace(/\.\w+$/, "") || "contacts"}-${which}.csv`;
    link.click();
    // The browser has taken hold of it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  protected override willUpdate(): void {
    this.#held ||= this.matches(":focus-within");
  }

  protected override updated(changed?: PropertyValues): void {
    super.updated();
    // It goes with a button that is no longer there.
    if (this.#held && !this.progress) {
      if (!this.matches(":focus-within")) this.renderRoot.querySelector<HTMLElement>("#headline,#paste")?.focus();
      this.#held = false;
    }
    // What is needed later is fetched with the page: then it works without a network.
    if (changed?.has("presend") && this.presend) prepare();
    if (this.#source && this.#circumstances !== this.#surroundings) this.again();
    const tall = this.renderRoot.querySelector<HTMLElement>(".tall");
    if (!tall) {
      this.#most = 0;
      return;
    }
    tall.style.blockSize = `${this.sight.height}px`;
    const scroller = this.#scroller;
    // A short list needs less than the room that there is for a long one.
    const most = Math.min(this.count, SHORT) * ROW + HEAD;
    if (scroller && most !== this.#most) {
      this.#most = most;
      scroller.style.maxBlockSize = `${most}px`;
      // How much is in sight is known only now.
      this.requestUpdate();
    }
    this.#place();
    const { row, picked } = this;
    if (picked >= 0 && !row && this.at(picked)) this.row = this.at(picked);
  }

  status(status: RowStatus): { words: string; level: Finding["level"] | "send" } {
    const levels = { sendable: "send", risky: "risk", blocked: "fail", duplicate: "note" } as const;
    return { words: this.words.list.outcomes[status], level: levels[status] };
  }

  /** The overview, which is left alone while one scrolls. */
  #overview(summary: ListSummary): TemplateResult {
    const { presend, progress, problem, filter, mapping, told, unfolded, template, templates, every, copied, locale } =
      this;
    const made = [
      presend,
      summary,
      progress,
      problem,
      filter,
      mapping,
      told,
      unfolded,
      template,
      templates,
      every,
      copied,
      locale,
    ];
    if (made.some((part, at) => part !== this.#made[at])) this.#seen = overview(this, summary);
    this.#made = made;
    return this.#seen as TemplateResult;
  }
  #made: unknown[] = [];
  #seen: TemplateResult | undefined;

  protected override render(): TemplateResult {
    if (this.failed !== "") return lost(this);
    const { summary } = this;
    return html`
      ${summary ? html`${this.#overview(summary)} ${table(this, summary)}` : start(this)}
      ${voice(this)}
    `;
  }
}

/** More rows than are in sight at once on any screen. */
const SHORT = 100;

/** What went wrong, without the name that the list has in a program. */
const sentence = (error: unknown) =>
  error instanceof Error ? error.message.replace(/^(contacts|source): /, "") : String(error);

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/^(body|header|button)\./, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
