// <presend-diagnose>: anything that came back is pasted, and what it means is said.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type Diagnosis, PresendError } from "../../index.js";
import { PresendElement, props } from "../base.js";
import { dropping } from "../drop.js";
import { icon } from "../icons.js";
import { FIELD, mirror, type Place, pieces } from "../mirror.js";
import { alert, lost, voice } from "../parts.js";
import { base } from "../styles.js";
import { fill } from "../words/index.js";
import { answer, headline } from "./answer.js";
import { examples } from "./examples.js";
import { PROVIDERS } from "./names.js";
import { MOST, readFile, Unread } from "./read.js";
import { styles } from "./styles.js";
import { ticket } from "./ticket.js";

/** Up to which length it is answered with every key, in UTF-16 units. */
const SHORT = 2000;
/** How long a longer one waits for the typing to pause, in milliseconds. */
const REST = 200;

/**
 * Tells why a message failed, from whatever came back: an error text, a code, JSON, a webhook, a line of a log, an export
 * of many. What is pasted stays on the page.
 *
 * @element presend-diagnose
 * @attr {string} platform - where the message was sent from, for its own way out: `intercom`, `twilio`, `cloud-api` …
 * @attr {string} provider - who passed the error on, which decides what a bare number means: `meta`, `twilio` …
 * @attr {string} evidence - what is pasted
 * @attr {boolean} mask - makes telephone numbers and ids of messages unreadable in the answer and in the text for support
 * @attr {string} faq - what a failure's id is put behind to link to its entry; `#` by default, no links when empty
 * @attr {number} heading-level - level of the heading of the diagnosis, 2 to 5; 3 by default
 * @attr {string} lang - language of words, dates and numbers; by default that of the nearest ancestor, also when it changes
 * @prop {Presend} presend - what `load()` gave; loaded by the element itself when absent
 * @prop {Diagnosis} diagnosis - the answer, read only
 * @method take - diagnoses this text
 * @method open - reads this file and diagnoses what is in it
 * @fires presend-diagnosis - there is another answer; detail `{ diagnosis }`, `diagnosis` is `undefined` when nothing is pasted
 * @fires presend-failure - the person has followed a link to a failure; detail `{ failure }`
 * @slot examples - takes the place of the examples to click
 * @csspart paste - the side on which one pastes
 * @csspart answer - the diagnosis
 * @csspart timeline - what happened to the messages
 * @csspart counts - how many failed for which reason
 * @csspart support - the text for support
 * @cssprop --presend-accent - links, focus and the main button
 * @cssprop --presend-ink - text
 * @cssprop --presend-muted - quieter text
 * @cssprop --presend-paper - background of controls
 * @cssprop --presend-raised - background of quiet areas
 * @cssprop --presend-line - hairlines
 * @cssprop --presend-edge - borders of controls
 * @cssprop --presend-fail - what failed
 * @cssprop --presend-font - font family; that of the host by default
 * @cssprop --presend-mono - font family of what is pasted
 * @cssprop --presend-radius - radius of controls
 */
export class PresendDiagnose extends PresendElement {
  static override styles = [base, mirror, styles];
  static override properties = props(
    { provider: "", evidence: "", mask: false, faq: "#", headingLevel: 3 },
    { file: "", fault: "", reading: false, dropping: false, support: "", whole: false },
  );

  declare provider: string;
  declare evidence: string;
  declare mask: boolean;
  declare faq: string;
  declare headingLevel: number;
  /** What the evidence came as, where it is too long for the field. */
  declare file: string;
  /** Why a file could not be read, in words. */
  declare fault: string;
  declare reading: boolean;
  declare dropping: boolean;
  /** The text for support, as it was made or edited. */
  declare support: string;
  /** Whether every message is listed. */
  declare whole: boolean;

  diagnosis: Diagnosis | undefined;
  /** Whether there is a text for support, be it that all of it was deleted since. */
  supported = false;
  // Nothing is answered before something was pasted.
  protected override said: string | undefined = "";
  #judged: unknown[] = [];
  /** Whether what is there was typed rather than pasted. */
  #typing = false;
  /** The evidence that is waited with, and for how long still. */
  #awaited = "";
  #rest: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { presend } = this;
    this.evidence ??= "";
    const { evidence } = this;
    if (changed.has("evidence") && evidence.length > FIELD && this.file === "") this.file = this.words.diagnose.pasted;
    if (!presend) return;
    const asked = [presend, evidence, this.platform, this.provider, this.mask, this.locale];
    if (asked.every((value, i) => value === this.#judged[i])) return;
    // A longer one takes a moment, in which nobody who types may have to wait.
    const long = evidence.length > (this.#typing ? SHORT : FIELD);
    if (long && evidence !== this.#judged[1] && (this.reading || evidence !== this.#awaited)) {
      if (evidence !== this.#awaited) this.#wait(evidence);
      return;
    }
    clearTimeout(this.#rest);
    this.reading = false;
    this.#judged = asked;
    this.#judge();
  }

  /** Comes back once the typing has paused; what is too long to be typed is not waited for. */
  #wait(evidence: string): void {
    this.#awaited = evidence;
    this.reading = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(
      () => {
        this.reading = false;
      },
      evidence.length > FIELD ? 50 : REST,
    );
  }

  #judge(): void {
    const { presend, evidence } = this;
    this.copied = undefined;
    this.whole = false;
    this.diagnosis = undefined;
    if (presend && evidence.trim() !== "") {
      try {
        this.diagnosis = presend.diagnose(evidence, {
          ...this.asking,
          mask: this.mask,
          ...(this.provider && { provider: this.provider }),
        });
        this.fault = "";
      } catch (error) {
        this.fault = error instanceof PresendError ? error.message : String(error);
      }
    }
    this.support = this.diagnosis && presend ? this.#ticket(this.diagnosis) : "";
    this.supported = this.support !== "";
    this.#told = false;
  }
  #told = true;

  #ticket(diagnosis: Diagnosis): string {
    const { words, format, platform, provider } = this;
    const name = PROVIDERS.find(([id]) => id === provider)?.[1] ?? provider;
    const version = this.presend?.version ?? { package: "", rulesAsOf: "", phoneMetadata: "" };
    return ticket(diagnosis, { words, format, platform, provider: name, version });
  }

  protected override updated(): void {
    if (this.#told) return;
    this.#told = true;
    const { diagnosis, fault } = this;
    this.emit("presend-diagnosis", { diagnosis });
    const said = diagnosis ? headline(this, diagnosis) : fault;
    this.sayLater(said, said);
  }

  // What the person does.

  #type(text: string, how: string): void {
    this.#typing = how !== "insertFromPaste";
    this.evidence = text;
    this.file = "";
    this.fault = "";
  }

  /** Diagnoses a text. One that is too long for the field is named there instead. */
  take(text: string, name = ""): void {
    this.fault = "";
    this.#typing = false;
    this.file = text.length > FIELD ? name || this.words.diagnose.pasted : "";
    this.evidence = text;
  }

  /** Reads a file and diagnoses what is in it. */
  async open(file: File): Promise<void> {
    const { diagnose } = this.words;
    try {
      this.take(await readFile(file), file.name);
    } catch (error) {
      const reason = error instanceof Unread ? error.reason : "unreadable";
      this.fault = fill(diagnose[reason], {
        name: file.name,
        size: this.size(file.size),
        most: this.size(MOST),
        reason: String(error),
      });
      this.diagnosis = undefined;
    }
  }

  /** A size in words. */
  size(bytes: number): string {
    return fill(this.words.diagnose.size, { size: this.format.number(Math.max(0.1, Math.round(bytes / 1e5) / 10)) });
  }

  /** Shows in the field where it says so. */
  toPlace([start, end]: [number, number]): void {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>("#evidence");
    field?.focus();
    field?.setSelectionRange(start, end);
    this.renderRoot.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  }

  #paste = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length <= FIELD && !(file && text === "")) return;
    event.preventDefault();
    if (text !== "") this.take(text);
    else if (file) this.open(file);
  };

  #place = dropping(this, (given) => (typeof given === "string" ? this.take(given) : this.open(given)));

  protected override render(): TemplateResult {
    const { diagnose } = this.words;
    if (this.failed !== "") return lost(this);
    const { over, leave, drop } = this.#place;
    return html`
      <div class="columns">
        <div class="paste ${this.dropping ? "dropping" : ""}" part="paste" @dragover=${over} @dragleave=${leave} @drop=${drop}>
          ${this.file === "" ? this.#field() : this.#long()}
          ${this.#tools()}
          ${alert(this.fault)}
          ${this.#settings()}
          <p class="drop" aria-hidden="true">${icon("file")} ${diagnose.drop}</p>
        </div>
        <section class="diagnosis" part="answer" aria-label=${diagnose.answer} aria-busy=${this.reading}>${answer(this)}</section>
        <div class="examples"><slot name="examples">${this.#examples()}</slot></div>
      </div>
      ${voice(this)}
    `;
  }

  #field(): TemplateResult {
    const { diagnose } = this.words;
    // While it is read anew, the places are those of the text before.
    const places = (this.reading ? [] : (this.diagnosis?.matches ?? [])).flatMap(({ evidence, score }): Place[] =>
      evidence.range ? [{ range: evidence.range, level: score < 0.5 ? "unknown" : "fail" }] : [],
    );
    const type = (event: Event) =>
      this.#type((event.target as HTMLTextAreaElement).value, (event as InputEvent).inputType);
    return html`<div class="label"><label for="evidence">${diagnose.paste}</label></div>
      <div class="scroll"><div class="marked code" dir="ltr">
        <div class="control mirror" aria-hidden="true">${pieces(this.evidence, places)}</div>
        <textarea id="evidence" class="control" rows="5" spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="evidence-hint"
          placeholder=${diagnose.placeholder} .value=${this.evidence} @input=${type} @paste=${this.#paste}></textarea>
      </div></div>
      <p id="evidence-hint" class="hint">${diagnose.pasteHint}</p>`;
  }

  /** What stands in for a field when its text is too long to be typed in. */
  #long(): TemplateResult {
    const { diagnose } = this.words;
    return html`<p class="label">${diagnose.paste}</p>
      <p class="long">${icon("document")}<span>${fill(diagnose.file, { name: this.file, size: this.size(this.evidence.length) })}</span></p>`;
  }

  #tools(): TemplateResult {
    const { diagnose } = this.words;
    const clear = () => {
      this.take("");
      this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#evidence")?.focus());
    };
    return html`<div class="tools">
      <label class="button file">${icon("file")} ${diagnose.open}<input type="file" class="hidden" @change=${this.#place.choose} /></label>
      ${this.evidence === "" ? nothing : html`<button class="quiet" @click=${clear}>${diagnose.startOver}</button>`}
    </div>`;
  }

  #settings(): TemplateResult {
    const { diagnose } = this.words;
    const provider = (event: Event) => {
      this.provider = (event.target as HTMLSelectElement).value;
    };
    const mask = (event: Event) => {
      this.mask = (event.target as HTMLInputElement).checked;
    };
    return html`<div class="settings">
      <label class="link"><span>${diagnose.provider}</span>
        <select @change=${provider}>
          <option value="" ?selected=${this.provider === ""}>${diagnose.providerUnsure}</option>
          ${PROVIDERS.map(([id, name]) => html`<option value=${id} ?selected=${id === this.provider}>${name}</option>`)}
        </select></label>
      <label class="link switch" title=${diagnose.maskHint}><input type="checkbox" role="switch" .checked=${this.mask} @change=${mask} /><span>${diagnose.mask}</span></label>
    </div>`;
  }

  #examples(): TemplateResult {
    const { diagnose } = this.words;
    const show = (text: string, name: string) => {
      this.take(text, name);
      // Where one column is all there is, the answer lies above.
      this.updateComplete.then(() => this.renderRoot.querySelector(".diagnosis")?.scrollIntoView({ block: "nearest" }));
    };
    return html`<p id="examples">${diagnose.examples}</p>
      <ul aria-labelledby="examples">${examples.map(
        ([label, text]) =>
          html`<li><button class="quiet" data-example=${label} @click=${() => show(text(), diagnose.tries[label])}>${diagnose.tries[label]}</button></li>`,
      )}</ul>`;
  }
}
