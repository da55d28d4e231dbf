// <presend-check>: a message is composed, and whether it will go through is said as one types.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Draft, Presend, Preview, Report, Template } from "../../index.js";
import { own, props } from "../base.js";
import {
  type Fields,
  type Form,
  type Kind,
  listed,
  readTemplates,
  toConversation,
  toFields,
  toMessage,
} from "../compose/draft.js";
import { ComposeElement } from "../compose/host.js";
import { pretty } from "../compose/json.js";
import { cardsOf, SHOWN } from "../compose/preview.js";
import { Paths } from "../compose/slots.js";
import { compose } from "../compose/styles.js";
import { languageOf, mainFinding, type Usable, usableIn } from "../compose/way.js";
import { mirror } from "../mirror.js";
import { voice } from "../parts.js";
import { base } from "../styles.js";
import { composer, share } from "./composer.js";
import { fieldsOf, fromFragment, masked, toFragment } from "./link.js";
import { judgement, line } from "./verdict.js";

const BLANK: Draft = { message: { type: "text", text: "" } };

/**
 * Composes a WhatsApp message and tells, as one types, whether it will go through.
 *
 * @element presend-check
 * @attr {string} platform - where the message is sent from: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} faq - what a failure's id is put behind to link to its entry; `#` by default
 * @attr {boolean} choose-platform - lets the person choose the platform
 * @attr {boolean} linkable - offers a link to the case, and shows the case in the fragment of the page's address
 * @attr {string} lang - language of words, dates and numbers; by default that of the nearest ancestor, also when it changes
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
export class PresendCheck extends ComposeElement {
  static override styles = [base, mirror, compose];
  static override properties = {
    ...props(
      { faq: "#", choosePlatform: false, linkable: false },
      { templates: [], sharing: false, open: false, own: { json: "" }, naming: false },
    ),
    draft: own,
  };

  declare templates: Template[];
  declare choosePlatform: boolean;
  declare linkable: boolean;
  /** Whether a link to the case was asked for. */
  declare sharing: boolean;
  /** Whether the link is to hold numbers and words as they are. */
  declare open: boolean;
  /** The person's own templates: as pasted, whether that is still to be read, and what could be read. */
  declare own: { json: string; unread?: boolean; templates?: Template[]; fault?: string };
  /** Whether a template is being named by hand. */
  declare naming: boolean;

  usable: Usable[] = [];
  /** How a text looks. */
  shown: Preview | undefined;
  /** What else is known. */
  #more: Partial<Draft> = {};
  /** The link that was restored last. */
  #restored = "";
  #form: Form = { slots: [], buttons: [] };

  #given = BLANK;

  get draft(): Draft {
    try {
      return this.#draft(toMessage(this.fields, this.form, new Paths()));
    } catch {
      return this.#draft(BLANK.message);
    }
  }

  set draft(draft: Draft | null | undefined) {
    this.#take(draft ?? BLANK, toFields(draft ?? BLANK));
  }

  #take(given: Draft, fields: Fields): void {
    this.#given = given;
    this.fields = fields;
    this.undo = undefined;
    this.naming = false;
  }

  override get form(): Form {
    return this.#form;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear(window, "hashchange", this.#restore);
    this.#restore();
  }

  /** Shows the case that the address holds; going back to it takes nothing away from what was typed since. */
  #restore = (): void => {
    const fragment = location.hash.slice(1);
    const found = this.linkable && fragment !== this.#restored ? fromFragment(fragment) : undefined;
    if (!found) return;
    this.#restored = fragment;
    this.#take(BLANK, fieldsOf(found, Date.now()));
    const { templates, platform } = found;
    this.own = templates ? { json: pretty(templates), templates } : { json: "" };
    if (platform !== undefined) {
      this.platform = platform;
      this.emit("presend-platform", { platform });
    }
  };

  /** The address of this case. Only what it needs is in it. */
  get link(): string {
    const { presend, platform, own } = this;
    if (!presend) return "";
    const fields = this.open ? this.fields : masked(this.fields, presend);
    const { last, kind, name, language } = fields;
    const used = own.templates?.filter((one) => one.name === name && languageOf(one) === language);
    const needed: Record<string, string[]> = {
      text: ["text"],
      template: ["name", "language", "values"],
      json: ["json"],
    };
    const kept = ["to", "country", "kind", "more", ...(needed[kind] ?? [])];
    const entries = Object.entries({ ...fields, values: { [name]: fields.values[name] ?? {} } });
    const fragment = toFragment({
      fields: Object.fromEntries(entries.filter(([field, value]) => kept.includes(field) && value !== "")),
      last: last.kind === "at" ? Date.now() - last.at : last,
      ...(platform && { platform }),
      ...(kind === "template" && used && used.length > 0 && { templates: used }),
    });
    return `${location.href.split("#")[0]}#${fragment}`;
  }

  /** The templates in force. */
  get list(): Template[] {
    return listed(this.own.templates ?? this.templates);
  }

  #draft(message: Draft["message"]): Draft {
    const { fields } = this;
    const { country: _, conversation: __, sender: ___, contact: ____, policy: _____, ...rest } = this.#given;
    const { conversation, ...more } = this.#more;
    return {
      ...rest,
      ...more,
      // A payload brings along its own recipient.
      ...((fields.to !== "" || fields.kind !== "json") && { to: fields.to }),
      ...(fields.country && { country: fields.country }),
      conversation: { ...conversation, ...toConversation(fields.last) },
      message,
      ...(this.list.length > 0 && { templates: this.list }),
      ...this.asking,
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.presend) return;
    // What only shows something else leaves the answer as it is.
    const showing = ["undo", "spoken", "copied", "failed", "naming", "sharing", "open", "whole"];
    if (this.report && [...changed.keys()].every((key) => showing.includes(key as string))) return;
    this.clock = Date.now();
    if (this.own.unread) this.#readOwn(this.presend);
    this.#judge(this.presend);
  }

  #judge(presend: Presend): void {
    this.fault = undefined;
    try {
      this.#more = this.fields.more.trim() === "" ? {} : JSON.parse(this.fields.more);
    } catch (error) {
      this.fault = { field: "more", sentence: this.brokenJson(this.fields.more, error as SyntaxError) };
      return;
    }
    try {
      this.#form = this.#formOf(presend);
      this.paths = new Paths();
      const message = toMessage(this.fields, this.#form, this.paths);
      this.report = presend.check(this.#draft(message));
      const { kind, text } = this.fields;
      // A text looks like the body of a template that holds nothing else.
      const body = { name: "text", components: [{ type: "BODY", text: text.slice(0, SHOWN + 1) }] };
      this.shown = kind === "text" ? presend.template(body).preview : undefined;
      this.cards = cardsOf(presend, kind === "template" ? this.list : [], message);
      this.#use(presend);
    } catch (error) {
      this.fault = this.faultOf(error);
    }
  }

  /** Looks at the templates anew when something has changed that is not the message alone: there may be many. */
  #use(presend: Presend): void {
    const { message: _, templates: __, ...rest } = this.#draft(BLANK.message);
    const known = [
      presend,
      this.own.templates ?? this.templates,
      JSON.stringify([rest, this.report?.window.state, this.report?.allowed]),
    ];
    if (known.every((part, i) => part === this.#used[i])) return;
    this.#used = known;
    this.usable = usableIn(presend, this.list, rest);
  }
  #used: unknown[] = [];

  /** The slots of the template that is named: the report tells them, whatever the values. */
  #formOf(presend: Presend): Form {
    const { kind, name, language } = this.fields;
    if (kind !== "template") return { slots: [], buttons: [] };
    const { template } = presend.check(this.#draft({ type: "template", template: { name, language } }));
    return { slots: template?.slots ?? [], buttons: template?.preview.buttons ?? [] };
  }

  protected override updated(): void {
    super.updated();
    const { report } = this;
    if (report && report !== this.#told) {
      this.#told = report;
      this.emit("presend-report", { report, draft: this.draft });
      this.#speak(report);
    }
  }
  #told: Report | undefined;

  #speak(report: Report): void {
    if (this.fault) return;
    const { check } = this.words;
    const main = mainFinding(report);
    this.sayLater(`${report.verdict} ${main?.rule ?? ""}`, `${check.verdicts[report.verdict]}. ${main?.message ?? ""}`);
  }

  // What the person does.

  /** Takes along what is there when it is to be seen as a payload for the first time. */
  chooseKind(kind: Kind): void {
    const { json } = this.fields;
    this.set({ kind, json: kind === "json" && json === "" ? pretty(this.#payload()) : json });
  }

  #payload(): object {
    const { message } = this.draft;
    if (this.report?.payload) return this.report.payload;
    const text = typeof message.text === "string" ? { text: { body: message.text } } : {};
    return { messaging_product: "whatsapp", to: this.fields.to, ...message, ...text };
  }

  useTemplate({ template, language }: Usable): void {
    const { name } = template;
    const label = `${name} (${this.format.language(language)})`;
    this.change({ ...this.fields, kind: "template", name, language }, label, "template");
    // What is missing is typed next: in the choice itself a letter would choose another template.
    this.updateComplete.then(() => {
      const fields = this.renderRoot.querySelectorAll<HTMLInputElement>(".slots .control:not(.mirror)");
      const empty = [...fields].find(({ value }) => value === "");
      if (empty) empty.focus();
      else this.goToVerdict();
    });
  }

  pasteTemplates(json: string): void {
    this.wait(json);
    this.own = json.trim() === "" ? { json } : { ...this.own, json, unread: true };
    this.undo = undefined;
  }

  /** What cannot be read leaves the templates in force that were read last. */
  #readOwn(presend: Presend): void {
    const { json, templates } = this.own;
    const kept = templates ? { templates } : {};
    try {
      const read = readTemplates(json);
      // The core says what is wrong with a list before it is used.
      presend.check({ ...BLANK, templates: read });
      this.own = { json, templates: read };
    } catch (error) {
      const sentence = error instanceof SyntaxError ? this.brokenJson(json, error) : this.faultOf(error).sentence;
      this.own = { json, ...kept, fault: sentence };
    }
  }

  protected override render(): TemplateResult {
    return html`
      <div class="columns">
        <div>${line(this)}<div class="composer" part="composer">${composer(this)}</div></div>
        <section class="verdict" part="verdict" aria-labelledby="verdict">${judgement(this)}</section>
        <div class="composer"><slot name="examples"></slot>${this.linkable ? share(this) : nothing}</div>
      </div>
      ${voice(this)}
    `;
  }
}
