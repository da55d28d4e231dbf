// <presend-template>: a template is pasted or edited, and what Meta would say to it is marked in it.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Edit, Finding, Presend, Report, Template, TemplateReport } from "../../index.js";
import { own, props } from "../base.js";
import { answer, bar, decisive, others, TONES, type Verdict, waiting } from "../compose/answer.js";
import { listOf, readTemplates, toMessage } from "../compose/draft.js";
import { slotForm } from "../compose/form.js";
import { ComposeElement } from "../compose/host.js";
import { pretty } from "../compose/json.js";
import { marked } from "../compose/marked.js";
import { cardsOf, phone } from "../compose/preview.js";
import { Paths } from "../compose/slots.js";
import { compose } from "../compose/styles.js";
import { languageOf } from "../compose/way.js";
import { mirror } from "../mirror.js";
import { choice, copyButton, lost, voice } from "../parts.js";
import { base } from "../styles.js";
import { fill } from "../words/index.js";
import { styles } from "./styles.js";

/** Stands for whoever a message goes to, where the message is only looked at. */
const SOMEBODY = "+447400123456";

/**
 * Checks a template before it is submitted: what Meta would refuse is marked in its JSON, what has to be filled in becomes
 * a form, and a phone shows how it looks.
 *
 * @element presend-template
 * @attr {string} platform - where messages are sent from: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} faq - what a failure's id is put behind to link to its entry in the FAQ; no links when empty
 * @attr {string} lang - language of words and dates; by default that of the nearest ancestor, also when it changes
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Template} template - the template; read it to get what was typed, `undefined` while that is no template
 * @prop {TemplateReport} chosen - the answer, read only
 * @fires presend-template-report - the answer has changed; detail `{ report, template }`
 * @fires presend-failure - the person has followed a link to a failure; detail `{ failure }`
 * @slot examples - over the JSON
 * @csspart composer - the side on which one types
 * @csspart verdict - the answer
 * @csspart bar - the answer as one line, on narrow screens
 * @csspart preview - the template as a phone shows it
 * @cssprop --presend-accent - links, focus and the main button
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-paper - background of controls and bubbles
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-font - font family
 * @cssprop --presend-mono - font family of the JSON
 * @cssprop --presend-gutter - how far the line on narrow screens reaches beyond the element on both sides
 * @cssprop --presend-radius - radius of controls
 */
export class PresendTemplate extends ComposeElement {
  static override styles = [base, mirror, compose, styles];
  static override properties = { ...props({}, { which: 0 }), template: own };

  /** Which of several templates is looked at. */
  declare which: number;

  /** All that was pasted. */
  all: Template[] = [];
  /** The answer for a message that sends the template as it is filled in. */
  filled: Report | undefined;
  #chosen: TemplateReport | undefined;
  #template: Template | undefined;
  #told: TemplateReport | undefined;

  get template(): Template | undefined {
    return this.#template;
  }

  set template(template: Template | undefined) {
    this.which = 0;
    this.set({ json: template ? pretty(template) : "", values: {} });
  }

  override get chosen(): TemplateReport | undefined {
    return this.#chosen;
  }

  override get insists(): boolean {
    return false;
  }

  override get findings(): Finding[] {
    if (this.fault) return [];
    const values = this.filled?.findings.filter(({ stage }) => stage === "variables") ?? [];
    return [...(this.#chosen?.findings ?? []), ...values];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const showing = ["undo", "spoken", "copied", "failed", "clock", "whole"];
    if (!this.presend || (this.#chosen && [...changed.keys()].every((key) => showing.includes(key as string)))) return;
    this.#judge(this.presend);
  }

  #judge(presend: Presend): void {
    const { json } = this.fields;
    this.fault = undefined;
    this.paths = new Paths("template");
    this.paths.set("template", "json");
    this.#template = undefined;
    if (json.trim() === "") {
      this.#chosen = this.filled = undefined;
      return;
    }
    try {
      this.all = readTemplates(json);
      this.which = Math.min(this.which, Math.max(0, this.all.length - 1));
      const template = this.all[this.which] as Template;
      const { asking } = this;
      const inside = placeInside(json, this.which);
      const report = presend.template(template, asking);
      this.#chosen = { ...report, findings: report.findings.map((finding) => moved(finding, inside)) };
      this.#template = template;
      const message = this.#message(template);
      this.filled = presend.check({ ...asking, to: SOMEBODY, templates: [template], message });
      this.cards = cardsOf(presend, [template], message);
    } catch (error) {
      this.fault = this.faultOf(error);
    }
  }

  #message(template: Template) {
    const { name } = template;
    const values = { [name]: this.fields.values[""] ?? {} };
    return toMessage(
      { ...this.fields, kind: "template", name, language: languageOf(template), values },
      this.form,
      this.paths,
    );
  }

  protected override updated(): void {
    super.updated();
    const { chosen } = this;
    if (!chosen || chosen === this.#told) return;
    this.#told = chosen;
    this.emit("presend-template-report", { report: chosen, template: this.#template });
    const first = this.#mainFinding();
    this.sayLater(`${chosen.creatable} ${first?.rule ?? ""}`, `${this.#verdict().words}. ${first?.message ?? ""}`);
  }

  #verdict(): Verdict {
    const { template, check } = this.words;
    if (this.fault || !this.chosen) return { tone: "unknown", words: check.fault };
    const risks = this.chosen.findings.some(({ level }) => level === "risk");
    const verdict = !this.chosen.creatable ? "blocked" : risks ? "risky" : "send";
    return { tone: TONES[verdict], words: template.verdicts[verdict] };
  }

  protected override render(): TemplateResult {
    const { template, common } = this.words;
    if (this.failed !== "") return lost(this);
    const { chosen } = this;
    const answered = this.fault ?? chosen;
    return html`
      ${answered ? bar(this, this.#verdict(), this.#mainFinding()) : nothing}
      <div class="columns">
        <div class="composer" part="composer">
          <slot name="examples"></slot>
          <div>
            ${this.all.length > 1 ? this.#choice() : nothing}
            ${marked(this, "json", { label: template.json, rows: 10, code: true, hint: template.hint })}
          </div>
          ${chosen && this.form.slots.length > 0 ? html`<section aria-labelledby="slots"><h2 id="slots">${template.slots}</h2>${slotForm(this)}</section>` : nothing}
        </div>
        <section class="verdict" part="verdict" aria-labelledby="verdict">
          ${answered ? this.#answer() : waiting(this.presend ? template.empty : common.loading)}
        </section>
      </div>
      ${voice(this)}
    `;
  }

  /** Which of several is looked at. */
  #choice(): TemplateResult {
    const options = this.all.map(
      (one, index) =>
        html`<option ?selected=${index === this.which}>${one.name} · ${this.format.language(languageOf(one))}</option>`,
    );
    const label = fill(this.words.template.which, { count: this.format.number(this.all.length) });
    return choice("which", label, options, ({ selectedIndex }) => {
      this.which = selectedIndex;
    });
  }

  #answer(): TemplateResult {
    const { chosen, filled } = this;
    const main = this.#mainFinding();
    return html`${answer(this, this.#verdict(), () => this.#reason(main))}
      ${others(
        this,
        this.findings.filter((finding) => finding.stage !== "variables" && finding !== main),
      )}
      ${chosen ? phone(this, filled?.template?.preview ?? chosen.preview, undefined, this.cards) : nothing}
    `;
  }

  /** The finding that decides. */
  #mainFinding(): Finding | undefined {
    const found = this.#chosen?.findings ?? [];
    return found.find(({ level }) => level === "fail") ?? found.find(({ level }) => level === "risk");
  }

  #reason(main: Finding | undefined): TemplateResult {
    const { template } = this.words;
    const { chosen, filled } = this;
    const { creation, sendable = null } = chosen ?? {};
    return html`${main ? this.#decisive(main) : html`<p class="reason">${template.fineWhy}</p>`}
      ${sendable === null ? nothing : html`<p class="local">${sendable ? template.sendable : template.unsendable}</p>`}
      <div class="copies">
        ${creation ? copyButton(this, "creation", template.copyCreation, () => pretty(creation)) : nothing}
        ${filled?.payload ? copyButton(this, "payload", template.copyPayload, () => this.#payload(filled)) : nothing}
      </div>`;
  }

  #decisive(main: Finding): TemplateResult {
    const { edit } = main;
    const offered = edit
      ? [html`<button class="button primary" @click=${() => this.accept(edit)}>${this.editLabel(edit)}</button>`]
      : [];
    const show = html`<button class="button" @click=${() => this.reveal(main)}>${this.words.check.reveal}</button>`;
    return decisive(this, main, [...offered, show]);
  }

  /** The message that sends it, without whoever it goes to. */
  #payload({ payload }: Report): string {
    return pretty({ ...payload, to: "" });
  }
}

/** Where the template that is looked at stands in what was pasted: alone, in a list, or in an answer of the Graph API. */
function placeInside(json: string, which: number): string {
  const given: unknown = JSON.parse(json);
  if (Array.isArray(given)) return `template[${which}].`;
  const list = listOf(given);
  return list === undefined ? "template." : `template.${list}[${which}].`;
}

/** A finding about a template, as one about the document that holds it. */
function moved(finding: Finding, inside: string): Finding {
  const { at, edit } = finding;
  return {
    ...finding,
    ...(at !== undefined && { at: inside + at }),
    ...(edit && { edit: { ...edit, at: inside + edit.at } satisfies Edit }),
  };
}
