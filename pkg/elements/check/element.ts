// <presend-check>: a message is composed, and whether it will go through is said as one types.
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import {
  type Draft,
  type Edit,
  type Finding,
  type Presend,
  PresendError,
  type Report,
  type Slot,
  type Stage,
  type Template,
} from "../../index.js";
import { PresendElement } from "../base.js";
import { mirror } from "../mirror.js";
import { base } from "../styles.js";
import { fill, type Words } from "../words/index.js";
import { composer } from "./composer.js";
import {
  applyEdit,
  EMPTY,
  type Fields,
  fieldAt,
  type Kind,
  type Paths,
  readTemplates,
  replaced,
  toConversation,
  toFields,
  toMessage,
  write,
} from "./draft.js";
import { styles } from "./styles.js";
import { bar, judgement, mainFinding } from "./verdict.js";

/** A template and what would stop it now. */
export interface Usable {
  template: Template;
  language: string;
  refusal?: Finding;
}

/** What cannot be read, and in which field it stands. */
export interface Fault {
  field: string;
  sentence: string;
}

/** How long the live region waits for the typing to pause. */
const PAUSE = 900;

/**
 * Composes a WhatsApp message and tells, as one types, whether it will go through.
 *
 * @element presend-check
 * @attr {string} platform - where the message is sent from: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} faq - what a failure's id is put behind to link to its entry; `#` by default
 * @attr {boolean} choose-platform - lets the person choose the platform
 * @attr {string} lang - language of words, dates and numbers; that of the page by default
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Draft} draft - the message and what is known around it; read it to get what was typed
 * @prop {Template[]} templates - the account's templates
 * @prop {Report} report - the answer, read only
 * @fires presend-report - the answer has changed; detail `{ report, draft }`
 * @fires presend-platform - the person has chosen a platform; detail `{ platform }`
 * @fires presend-failure - the person has followed a link to a failure; detail `{ failure }`
 * @slot examples - under the composer
 * @csspart composer - the side on which one types
 * @csspart verdict - the answer
 * @csspart bar - the answer as one line, on narrow screens
 * @csspart preview - the message as a phone shows it
 * @cssprop --presend-accent - links, focus and the main button
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-paper - background of controls and bubbles
 * @cssprop --presend-raised - background of quiet areas
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-font - font family
 * @cssprop --presend-gutter - how far the line on narrow screens reaches beyond the element on both sides
 * @cssprop --presend-radius - radius of controls
 */
export class PresendCheck extends PresendElement {
  static override styles = [base, mirror, styles];
  static override properties: PropertyDeclarations = {
    templates: { attribute: false },
    faq: { type: String },
    choosePlatform: { type: Boolean, attribute: "choose-platform" },
    fields: { state: true },
    own: { state: true },
    undo: { state: true },
    spoken: { state: true },
    copied: { state: true },
    clock: { state: true },
    naming: { state: true },
  };

  declare templates: Template[];
  declare faq: string;
  declare choosePlatform: boolean;
  /** What is typed. */
  declare fields: Fields;
  /** The person's own templates: as pasted, and what could be read of them. */
  declare own: { json: string; templates?: Template[]; fault?: string };
  /** What an accepted edit can be taken back to. */
  declare undo: { fields: Fields; label: string; field: string } | undefined;
  declare spoken: string;
  declare copied: boolean;
  /** The time that is shown. */
  declare clock: number;
  /** Whether a template is being named by hand. */
  declare naming: boolean;

  report: Report | undefined;
  fault: Fault | undefined;
  usable: Usable[] = [];
  slots: Slot[] = [];
  paths: Paths = new Map();

  #given: Draft = { message: { type: "text", text: "" } };
  #stages: Map<string, Stage> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #speech: ReturnType<typeof setTimeout> | undefined;
  #focus: string | undefined;

  constructor() {
    super();
    this.templates = [];
    this.faq = "#";
    this.choosePlatform = false;
    this.fields = EMPTY;
    this.own = { json: "" };
    this.undo = undefined;
    this.spoken = "";
    this.copied = false;
    this.clock = Date.now();
    this.naming = false;
  }

  get draft(): Draft {
    try {
      return this.#draft(toMessage(this.fields, this.slots, new Map()));
    } catch {
      return this.#draft({});
    }
  }

  set draft(draft: Draft) {
    this.#given = draft;
    this.fields = toFields(draft);
    this.undo = undefined;
    this.naming = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#wake);
    window.addEventListener("pageshow", this.#wake);
    window.addEventListener("focus", this.#wake);
    this.#sizes.observe(this);
    this.clock = Date.now();
  }

  protected override firstUpdated(): void {
    const verdict = this.renderRoot.querySelector(".verdict");
    if (verdict) this.#sizes.observe(verdict);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#wake);
    window.removeEventListener("pageshow", this.#wake);
    window.removeEventListener("focus", this.#wake);
    this.#sizes.disconnect();
    clearTimeout(this.#timer);
    clearTimeout(this.#speech);
  }

  /** Where the verdict sticks: CSS alone cannot know how high it is. */
  #sizes = new ResizeObserver(() => {
    const height = this.renderRoot.querySelector<HTMLElement>(".verdict")?.offsetHeight ?? 0;
    this.style.setProperty("--_stick", `${Math.min(24, innerHeight - height - 24)}px`);
  });

  /** Timers sleep with the tab; the clock does not. */
  #wake = (): void => {
    if (!document.hidden) this.clock = Date.now();
  };

  /** The templates in force. */
  get list(): Template[] {
    return this.own.templates ?? this.templates;
  }

  #draft(message: Draft["message"]): Draft {
    const { fields } = this;
    const { country: _, conversation, ...rest } = this.#given;
    const last = toConversation(fields.last);
    const { lastInboundAt: __, ...others } = conversation ?? {};
    return {
      ...rest,
      // A payload brings along its own recipient.
      ...((fields.to !== "" || fields.kind !== "json") && { to: fields.to }),
      ...(fields.country && { country: fields.country }),
      conversation: { ...others, ...last },
      message,
      ...(this.list.length > 0 && { templates: this.list }),
      ...(this.platform && { platform: this.platform }),
      locale: this.locale,
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.presend) return;
    // What only shows something else leaves the answer as it is.
    const showing = ["undo", "spoken", "copied", "failed", "naming"];
    if (this.report && [...changed.keys()].every((key) => showing.includes(key as string))) return;
    this.clock = Date.now();
    this.#judge(this.presend);
  }

  #judge(presend: Presend): void {
    this.fault = undefined;
    try {
      this.slots = this.#slots(presend);
      this.paths = new Map();
      this.report = presend.check(this.#draft(toMessage(this.fields, this.slots, this.paths)));
      this.usable = this.#usable(presend);
    } catch (error) {
      this.fault = this.#fault(error);
    }
  }

  /** The slots of the template that is named: the report tells them, whatever the values. */
  #slots(presend: Presend): Slot[] {
    const { kind, name, language } = this.fields;
    if (kind !== "template") return [];
    return presend.check(this.#draft({ type: "template", template: { name, language } })).template?.slots ?? [];
  }

  /** Every template, tried with its own examples: which of them would go through now? */
  #usable(presend: Presend): Usable[] {
    return this.list.map((template) => {
      const { name } = template;
      const language = typeof template.language === "object" ? template.language.code : (template.language ?? "");
      const attempt = (components: object[]) =>
        presend.check({
          ...this.#draft({ type: "template", template: { name, language, components } }),
          templates: [template],
        });
      const refusal = attempt([]).findings.find(
        ({ level, rule }) => level === "fail" && this.stage(rule) !== "variables",
      );
      return refusal ? { template, language, refusal } : { template, language };
    });
  }

  #fault(error: unknown): Fault {
    const { check } = this.words;
    if (error instanceof SyntaxError) return { field: "json", sentence: brokenJson(this.fields.json, error, check) };
    if (error instanceof PresendError) {
      const path = error.path;
      const sentence = path === "" ? error.message : error.message.slice(path.length + 2);
      const field =
        this.fields.kind === "json" && path.startsWith("message") ? "json" : (fieldAt(path, this.paths) ?? "");
      return { field, sentence: sentence.charAt(0).toLocaleUpperCase(this.locale) + sentence.slice(1) };
    }
    return { field: "", sentence: error instanceof Error ? error.message : String(error) };
  }

  /** At which point of the report a rule stands. */
  stage(rule: string): Stage {
    this.#stages ??= new Map(this.presend?.rules().map(({ id, stage }) => [id, stage]));
    return this.#stages.get(rule) ?? "message";
  }

  protected override updated(): void {
    this.#tick();
    const { report } = this;
    if (report && report !== this.#told) {
      this.#told = report;
      this.emit("presend-report", { report, draft: this.draft });
      this.#speak();
    }
    if (this.#focus) {
      const field = this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(this.#focus)}"]`);
      this.#focus = undefined;
      field?.focus();
    }
  }
  #told: Report | undefined;

  /** Looks again when the answer changes by the clock, and often enough for the time that is shown. */
  #tick(): void {
    clearTimeout(this.#timer);
    const { report } = this;
    if (!report) return;
    const now = Date.now();
    const end = Date.parse(report.window.closesAt ?? "");
    const near = Math.abs(end - now) < 600_000;
    const next = near ? 1000 - (now % 1000) : 60_000 - (now % 60_000);
    const change = Date.parse(report.changesAt ?? "") - now;
    this.#timer = setTimeout(
      () => {
        this.clock = Date.now();
      },
      Math.max(20, Math.min(next, Number.isNaN(change) ? next : change + 1)),
    );
  }

  /** The live region speaks when the verdict changes, and only once the typing has paused. */
  #speak(): void {
    clearTimeout(this.#speech);
    this.#speech = setTimeout(() => {
      const { report } = this;
      if (!report || this.fault) return;
      const { check } = this.words;
      const words = { send: check.send, risky: check.risky, blocked: check.blocked }[report.verdict];
      const rule = mainFinding(report)?.rule ?? "";
      if (this.#said === `${report.verdict} ${rule}`) return;
      // The first answer is read with the page itself.
      const first = this.#said === undefined;
      this.#said = `${report.verdict} ${rule}`;
      if (!first) this.spoken = `${words}. ${mainFinding(report)?.message ?? ""}`;
    }, PAUSE);
  }
  #said: string | undefined;

  // What the person does.

  /** Takes over what was typed. An undo is offered only until the next change. */
  set(fields: Partial<Fields>): void {
    this.fields = { ...this.fields, ...fields };
    this.undo = undefined;
    this.copied = false;
  }

  /** Takes along what is there when it is to be seen as a payload for the first time. */
  chooseKind(kind: Kind): void {
    const { json } = this.fields;
    this.set({ kind, json: kind === "json" && json === "" ? JSON.stringify(this.#payload(), null, 2) : json });
  }

  #payload(): object {
    const { message } = this.draft;
    if (this.report?.payload) return this.report.payload;
    const text = typeof message.text === "string" ? { text: { body: message.text } } : {};
    return { messaging_product: "whatsapp", to: this.fields.to, ...message, ...text };
  }

  type(field: string, text: string): void {
    this.set(write(this.fields, field, text));
  }

  /** Makes a change that was offered, and keeps the way back. */
  change(fields: Fields, label: string, field: string): void {
    this.undo = { fields: this.fields, label, field };
    this.fields = fields;
    this.#focus = field;
  }

  accept(edit: Edit): void {
    const field = this.editField(edit);
    const fields = applyEdit(this.fields, edit, this.paths);
    if (fields && field) this.change(fields, this.editLabel(edit), field);
  }

  /** The field that an edit is about; none when the text stands in no field. */
  editField(edit: Edit): string | undefined {
    return fieldAt(edit.at, this.paths);
  }

  /** What an edit does, in words: those that came with it, or what it replaces. */
  editLabel(edit: Edit): string {
    if (edit.label !== "") return edit.label;
    const { check } = this.words;
    const text = replaced(this.fields, edit, this.paths);
    return fill(edit.insert === "" ? check.editTakeOut : text === "" ? check.editInsert : check.editReplace, {
      text,
      insert: edit.insert,
    });
  }

  takeBack(): void {
    if (!this.undo) return;
    const { fields, field } = this.undo;
    this.fields = fields;
    this.undo = undefined;
    this.#focus = field;
  }

  useTemplate({ template, language }: Usable): void {
    const { check } = this.words;
    const label = fill(check.useTemplate, { name: template.name, language: this.format.language(language) });
    this.change({ ...this.fields, kind: "template", name: template.name, language }, label, "template");
  }

  pasteTemplates(json: string): void {
    const { templates } = this.own;
    const kept = templates ? { templates } : {};
    if (json.trim() === "") {
      this.own = { json };
      return;
    }
    try {
      const read = readTemplates(json);
      // The core says what is wrong with a list before it is used.
      this.presend?.check({ message: { type: "text", text: "" }, templates: read });
      this.own = { json, templates: read };
    } catch (error) {
      const { check } = this.words;
      const sentence = error instanceof SyntaxError ? brokenJson(json, error, check) : this.#fault(error).sentence;
      this.own = { json, ...kept, fault: sentence };
    }
    this.undo = undefined;
  }

  /** Moves to a field. */
  goTo(field: string): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)?.focus();
  }

  goToVerdict(): void {
    const heading = this.renderRoot.querySelector<HTMLElement>("#verdict");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }

  async copyPayload(): Promise<void> {
    await navigator.clipboard.writeText(JSON.stringify(this.report?.payload, null, 2));
    this.copied = true;
  }

  protected override render(): TemplateResult {
    return html`
      ${bar(this)}
      <div class="columns">
        <div class="composer" part="composer">${composer(this)}<slot name="examples"></slot></div>
        <section class="verdict" part="verdict" aria-labelledby="verdict">${judgement(this)}</section>
      </div>
      <div class="hidden" role="status" aria-live="polite">${this.spoken || nothing}</div>
    `;
  }
}

function brokenJson(json: string, error: SyntaxError, words: Words["check"]): string {
  const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? json.length);
  const where =
    at >= json.trimEnd().length ? words.jsonEnd : fill(words.jsonLine, { line: json.slice(0, at).split("\n").length });
  return fill(words.jsonBroken, { where });
}
