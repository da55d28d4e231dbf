// <presend-guard>: holds the send button of somebody else's form while the message in it would be refused.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Draft, Edit, Finding, Report, Template, TemplateReport } from "../../index.js";
import { props } from "../base.js";
import { why } from "../compose/answer.js";
import { EMPTY, listed, toMessage } from "../compose/draft.js";
import { ComposeElement } from "../compose/host.js";
import { undone } from "../compose/marked.js";
import { cardsOf, meterLine } from "../compose/preview.js";
import { Paths } from "../compose/slots.js";
import { compose } from "../compose/styles.js";
import { mainFinding, type Usable, usableIn } from "../compose/way.js";
import { unbroken } from "../format.js";
import { icon } from "../icons.js";
import { mirror } from "../mirror.js";
import { lost, type Part, voice } from "../parts.js";
import { base } from "../styles.js";
import { fill } from "../words/index.js";
import { chooser } from "./chooser.js";
import { styles } from "./styles.js";
import {
  describe,
  type Field,
  findButton,
  findField,
  findNearest,
  formOf,
  replaceText,
  type Sign,
  signOn,
  textOf,
} from "./target.js";

let count = 0;
/** Whether a message goes through that a person insists on, past every guard. */
let passing = false;

/** What is known around the message: a draft, whose message is read from the host's field when it is not given. */
export type Known = Omit<Draft, "message"> & Partial<Pick<Draft, "message">>;

/**
 * Guards a compose box that belongs to the host: holds its send button while the message would be refused, says why in
 * place, and offers the way out. Wrap it around a form, or point at one with `for`.
 *
 * It fails open: while it loads, when it cannot load, and when a message is merely risky or something is not known,
 * sending works as if it were not there.
 *
 * @element presend-guard
 * @attr {string} for - selector of the form or field to guard, in the same document or shadow root; what it wraps when absent
 * @attr {string} send - selector of the button that sends; the one that submits the form when absent
 * @attr {boolean} enter-sends - says that Enter in the field sends; Ctrl+Enter and ⌘+Enter are always taken for sending
 * @attr {boolean} relabel - while only a template may be sent, the host's button says so and leads to the templates
 * @attr {boolean} allow-anyway - offers “Send anyway” while the message is held
 * @attr {string} platform - where the message is sent from: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} faq - what a failure's id is put behind to link to its entry in the FAQ; no links when empty
 * @attr {string} lang - language of words, dates and numbers; by default that of the nearest ancestor, also when it changes
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Known} draft - what is known around the message: recipient, conversation, templates, sender …; set it when it changes
 * @prop {boolean} held - whether sending is held now, read only
 * @prop {Report} report - the answer, read only; none while nothing could be checked
 * @fires presend-report - the answer has changed; detail `{ report, draft, held }`
 * @fires presend-attempt - sending was tried while it was held; detail `{ report, draft }`
 * @fires presend-anyway - the person sends although the message would be refused; detail `{ report, draft, at }`
 * @fires presend-template - the person wants to send a template; detail `{ name, language, message, payload, report }`
 * @fires presend-failure - the person has followed a link to a failure; detail `{ failure }`
 * @fires presend-unchecked - nothing can be checked, so nothing is held; detail `{ reason }`
 * @slot - the form to guard
 * @csspart panel - what is said under the compose box
 * @csspart dialog - the choice of a template
 * @csspart preview - the template as a phone shows it
 * @cssprop --presend-accent - links, focus and the main button
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-paper - background of controls and of the dialog
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-font - font family
 * @cssprop --presend-radius - radius of controls
 */
export class PresendGuard extends ComposeElement {
  static override styles = [base, mirror, compose, styles];
  static override properties = props(
    { for: "", send: "", enterSends: false, relabel: false, allowAnyway: false },
    { draft: {}, choosing: false, query: "", insisting: false, replaced: undefined },
  );

  declare for: string;
  declare send: string;
  declare enterSends: boolean;
  declare relabel: boolean;
  declare allowAnyway: boolean;
  declare draft: Known;
  /** Whether templates are being chosen. */
  declare choosing: boolean;
  /** What is searched among the templates. */
  declare query: string;
  /** Whether an attempt was made to send the template as it is. */
  declare insisting: boolean;
  /** What the field held before an edit was accepted. */
  declare replaced: { text: string; after: string; label: string } | undefined;

  held = false;
  usable: Usable[] = [];
  /** The answer for the template that is being filled in. */
  filled: Report | undefined;

  #id = `presend-guard-${++count}`;
  #sign: Sign | undefined;
  #described: Field | undefined;
  /** The reason, where the host's own elements can point to it: shadow roots keep theirs to themselves. */
  #note: HTMLElement | undefined;
  #told = "";

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    // The first to hear of it: listeners of the host, wherever it has put them, come later.
    this.hear(root instanceof ShadowRoot ? root : window, EVENTS, this.#hear, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unmark();
  }

  /** The host's field; it may be exchanged at any time. */
  get field(): Field | undefined {
    const place = this.for === "" ? this : (this.getRootNode() as Document | ShadowRoot).querySelector(this.for);
    return place ? findField(place) : undefined;
  }

  /** The host's button that sends. */
  get button(): HTMLElement | undefined {
    const { field, send } = this;
    return field && (send === "" ? findButton(field) : findNearest(field, send));
  }

  // Judging.

  /** Looks again, after the host has changed the field by itself. */
  check(): void {
    this.requestUpdate();
  }

  #later(): void {
    setTimeout(() => this.requestUpdate());
  }

  #known(): Known {
    return { ...this.asking, ...this.draft };
  }

  #draft(): Draft {
    const { field } = this;
    return { message: { type: "text", text: field ? textOf(field) : "" }, ...this.#known() };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.clock = Date.now();
    this.#judge();
    if (changed.has("failed") && this.failed !== "") this.emit("presend-unchecked", { reason: this.failed });
    if (this.choosing) this.#judgeTemplate(changed);
    this.#mark();
  }

  #judge(): void {
    const { presend, field } = this;
    this.report = undefined;
    this.held = false;
    if (!presend || !field) return;
    try {
      const draft = this.#draft();
      this.report = settled(presend.check(draft), draft);
      this.held = this.report.verdict === "blocked";
    } catch (error) {
      // What the host gave cannot be read. That is no reason to keep anybody from sending.
      const reason = error instanceof Error ? error.message : String(error);
      if (this.#told !== reason) this.emit("presend-unchecked", { reason });
      this.#told = reason;
    }
  }

  #judgeTemplate(changed: PropertyValues<this>): void {
    const { presend } = this;
    if (!presend) return;
    const { message: _, ...known } = this.#known();
    try {
      if (changed.has("choosing") || changed.has("draft") || changed.has("clock")) {
        this.usable = usableIn(presend, this.templates, known);
      }
      this.fault = undefined;
      this.filled = undefined;
      if (this.fields.name === "") return;
      const { name, language } = this.fields;
      const empty = presend.check({ ...known, message: { type: "template", template: { name, language } } });
      this.filled = empty;
      this.paths = new Paths();
      const message = toMessage(this.fields, this.form, this.paths);
      this.filled = presend.check({ ...known, message });
      this.cards = cardsOf(presend, this.templates, message);
    } catch (error) {
      this.fault = this.faultOf(error);
    }
  }

  override get chosen(): TemplateReport | undefined {
    return this.filled?.template;
  }

  override get insists(): boolean {
    return this.insisting;
  }

  override get findings(): Finding[] {
    return this.fault ? [] : (this.filled?.findings ?? []);
  }

  // Holding.

  #hear = (event: Event): void => {
    const { field } = this;
    if (!field) return;
    const { type } = event;
    const path = event.composedPath();
    // The form is emptied after this.
    if (type === "reset") this.#later();
    else if (/input|change|focusin/.test(type) && path.includes(field)) this.requestUpdate();
    if (passing || !this.#sends(event, field, path)) return;
    // Judged by what is there at this moment, not by what was there when the page last looked.
    this.#judge();
    if (!this.held) {
      // The host is likely to empty its field.
      this.#later();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.requestUpdate();
    this.#attempt(type === "click");
  };

  /** Whether an event is somebody sending the message. */
  #sends(event: Event, field: Field, path: EventTarget[]): boolean {
    const { button } = this;
    if (event.type === "submit") {
      const { submitter } = event as SubmitEvent;
      // Another button may do something else with the form.
      const other = this.send !== "" && button && submitter && !submitter.contains(button);
      return event.target === formOf(field) && !other;
    }
    if (event instanceof KeyboardEvent) {
      // While a word is being put together from several keys, Enter only ends the word.
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || !path.includes(field)) return false;
      return event.ctrlKey || event.metaKey || (this.enterSends && !event.shiftKey && !event.altKey);
    }
    return event.type === "click" && button !== undefined && path.includes(button);
  }

  /** Sending was tried: the way out comes to the person, as far as they used the button. */
  #attempt(pressed: boolean): void {
    const { report } = this;
    this.emit("presend-attempt", { report, draft: this.#draft() });
    this.say(this.#sentence());
    if (!pressed) return;
    if (this.wantsTemplate) this.choose();
    else this.renderRoot.querySelector<HTMLElement>(".panel button, .panel summary")?.focus();
  }

  /** Whether a template is the way out. */
  get wantsTemplate(): boolean {
    const { held, report } = this;
    return held && report !== undefined && mainFinding(report)?.stage === "window" && this.templates.length > 0;
  }

  /** The account's templates. */
  get templates(): Template[] {
    return listed(this.draft?.templates);
  }

  #sentence(): string {
    const { check, guard } = this.words;
    const main = this.report && mainFinding(this.report);
    return main ? `${check.verdicts[this.held ? "blocked" : "risky"]}. ${main.message}` : guard.free;
  }

  protected override updated(): void {
    super.updated();
    const dialog = this.renderRoot.querySelector("dialog");
    if (this.choosing && !dialog?.open) dialog?.showModal();
    const { report, held } = this;
    if (!report) return;
    const key = `${report.verdict} ${mainFinding(report)?.rule}`;
    this.sayLater(key, this.#sentence());
    const told = `${key} ${report.window.state} ${this.draft?.to}`;
    if (told !== this.#told) {
      this.#told = told;
      this.emit("presend-report", { report, draft: this.#draft(), held });
    }
  }

  /** Marks the host's button and field while sending is held, and leaves no trace afterwards. */
  #mark(): void {
    const { button, field, held } = this;
    if (!held || this.#sign?.button !== button || this.#described !== field) this.#unmark();
    if (!held || !field) return;
    if (!this.#note) {
      this.#note = document.createElement("span");
      this.#note.id = this.#id;
      this.#note.hidden = true;
      this.append(this.#note);
    }
    this.#note.textContent = this.#sentence();
    describe(field, this.#id, true);
    this.#described = field;
    if (!button) return;
    describe(button, this.#id, true);
    this.#sign ??= signOn(button);
    const relabel = this.relabel && this.wantsTemplate && button.localName !== "input";
    this.#sign.show(relabel ? this.words.guard.choose : "");
  }

  #unmark(): void {
    this.#note?.remove();
    this.#note = undefined;
    if (this.#described) describe(this.#described, this.#id, false);
    this.#described = undefined;
    if (!this.#sign) return;
    describe(this.#sign.button, this.#id, false);
    this.#sign.show(undefined);
    this.#sign = undefined;
  }

  // What the person does.

  /** Opens the choice of a template. What was typed stays where it is, and what was filled in for the same recipient. */
  choose(): void {
    const { to = "" } = this.draft ?? {};
    if (to === "" || to !== this.fields.to) this.fields = { ...EMPTY, kind: "template", to };
    this.choosing = true;
    this.query = "";
    this.pick("", "");
  }

  /** Takes a template to fill it in; none to choose another. */
  pick(name: string, language: string): void {
    this.insisting = false;
    this.set({ name, language });
    // What had the focus is gone.
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#choose")?.focus());
  }

  close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  /** Hands the template to the host, or shows what is missing. */
  sendTemplate(): void {
    const { filled } = this;
    if (!filled) return;
    if (filled.verdict === "blocked") {
      this.insisting = true;
      this.renderRoot.querySelector<HTMLElement>(".slots [aria-invalid=true], .slots .control:not(.mirror)")?.focus();
      return;
    }
    const { name, language } = this.fields;
    const message = toMessage(this.fields, this.form, new Paths());
    this.close();
    this.emit("presend-template", { name, language, message, payload: filled.payload, report: filled });
    this.fields = EMPTY;
  }

  /** Sends what is held, as the person insists. The event is for the host's records. */
  anyway(): void {
    const { field, button, report } = this;
    const form = field && formOf(field);
    // A button that the host keeps from being pressed sends nothing.
    if (!field || (button ? button.matches(":disabled") : !form && !this.enterSends)) return;
    this.emit("presend-anyway", { report, draft: this.#draft(), at: new Date().toISOString() });
    this.#unmark();
    passing = true;
    try {
      if (button) button.click();
      else if (form) form.requestSubmit();
      else
        field.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true }),
        );
    } finally {
      passing = false;
    }
    this.#later();
  }

  #accept(edit: Edit): void {
    const { field } = this;
    if (!field) return;
    const text = textOf(field);
    const label = this.editLabel(edit, text.slice(...edit.range));
    replaceText(field, edit.range, edit.insert);
    this.replaced = { text, after: textOf(field), label };
    field.focus();
  }

  #takeBack(): void {
    const { field, replaced } = this;
    if (!field || !replaced) return;
    replaceText(field, [0, textOf(field).length], replaced.text);
    this.replaced = undefined;
    field.focus();
  }

  protected override render(): TemplateResult {
    const { report } = this;
    return html`<slot></slot>
      <div class="panel" part="panel">${report ? this.#panel(report) : this.failed === "" ? nothing : lost(this)}</div>
      ${voice(this)}
      ${this.choosing ? chooser(this) : nothing}`;
  }

  #panel(report: Report): TemplateResult {
    const { check } = this.words;
    const main = mainFinding(report);
    if (!main) return html`<div class="quietly">${meterLine(this, report)} ${this.#undone()}</div>`;
    if (report.verdict === "risky") {
      // A window that is about to close says so itself.
      return html`<div class="quietly">${main.stage === "window" ? nothing : meterLine(this, report)}
        <p class="line risk">${icon("risk", check.verdicts.risky)}<span>${main.message}</span></p>
        ${this.#ways(main)} ${this.#undone()}</div>`;
    }
    const [first] = main.fixes;
    return html`<div class="held fail">
      <p class="what">${icon("fail")}<strong>${check.verdicts.blocked}</strong></p>
      <p>${unbroken(main.message)}</p>
      ${first && !this.wantsTemplate ? html`<p>${first}</p>` : nothing}
      ${report.findings.filter(({ level, stage }) => level === "note" && stage === main.stage).map(({ message }) => html`<p class="muted">${message}</p>`)}
      ${this.#ways(main)} ${this.#undone()}
    </div>`;
  }

  #ways(main: Finding): TemplateResult {
    const { guard } = this.words;
    const { edit } = main;
    const { field, report, draft } = this;
    // Only what stands in the field can be changed in it.
    const editable = edit && field && !draft?.message && edit.at === "message.text";
    const until = Date.parse(report?.changesAt ?? "");
    const waits = this.held && (main.stage === "limits" || main.stage === "account") && !Number.isNaN(until);
    return html`<div class="ways">
      ${editable ? html`<button class="button primary" @click=${() => this.#accept(edit)}>${this.editLabel(edit, textOf(field).slice(...edit.range))}</button>` : nothing}
      ${
        this.wantsTemplate && !this.#sign?.words
          ? html`<button class="button primary" @click=${() => this.choose()}>${guard.choose}${icon("arrow")}</button>`
          : nothing
      }
      ${waits ? html`<p>${fill(guard.waits, { day: this.format.day(until, this.clock), time: this.format.time(until) })}</p>` : nothing}
      ${this.held && this.allowAnyway ? html`<button class="quiet" @click=${() => this.anyway()}>${guard.anyway}</button>` : nothing}
      ${this.held ? why(this, main) : nothing}
    </div>`;
  }

  /** The way back from an edit, as long as nothing else was typed. */
  #undone(): Part {
    const { replaced, field } = this;
    if (!replaced || !field || textOf(field) !== replaced.after) return nothing;
    return undone(this, replaced.label, () => this.#takeBack());
  }
}

const EVENTS = "click submit keydown input change focusin reset";

/**
 * A report without what is nobody's fault yet: a field in which nothing was typed, and a recipient that the host has not
 * told.
 */
function settled(report: Report, draft: Draft): Report {
  const { text } = draft.message as { text?: unknown };
  const empty = typeof text === "string" && text.trim() === "";
  const findings = report.findings.filter(
    ({ stage, at }) =>
      !(empty && stage === "message" && at === "message.text") && !(draft.to === undefined && stage === "recipient"),
  );
  if (findings.length === report.findings.length) return report;
  const any = (wanted: Finding["level"]) => findings.some(({ level }) => level === wanted);
  const open = findings.some(({ level, obtainable }) => level === "unknown" && obtainable);
  return { ...report, findings, verdict: any("fail") ? "blocked" : any("risk") || open ? "risky" : "send" };
}
