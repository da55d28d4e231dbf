// What all elements share in which something is typed and judged: fields, marks, edits and their way back, and the clock.
import { type Edit, type Finding, PresendError, type Preview, type Report, type TemplateReport } from "../../index.js";
import { PresendElement, props } from "../base.js";
import { FIELD } from "../mirror.js";
import { fill } from "../words/index.js";
import { applyEdit, EMPTY, type Fields, type Form, fieldAt, placeOf, read, replaced, write } from "./draft.js";
import { placesIn } from "./json.js";
import { Paths } from "./slots.js";

/** How long the judging of what is long waits for the typing to pause, in milliseconds. */
const REST = 200;

/** What cannot be read, and in which field it stands. */
export interface Fault {
  field: string;
  sentence: string;
}

/** What an accepted change can be taken back to, and the change before it. */
export interface Undo {
  fields: Fields;
  label: string;
  field: string;
  before: Undo | undefined;
}

export abstract class ComposeElement extends PresendElement {
  static override properties = props({ faq: "" }, { fields: EMPTY, undo: undefined, clock: 0, whole: false });

  /** What a failure's id is put behind to link to its entry in the FAQ; no links when empty. */
  declare faq: string;
  /** What is typed. */
  declare fields: Fields;
  declare undo: Undo | undefined;
  /** The time that is shown. */
  declare clock: number;
  /** Whether all findings are shown, however many. */
  declare whole: boolean;

  report: Report | undefined;
  fault: Fault | undefined;
  paths = new Paths();
  /** The cards of the template whose slots are filled in. */
  cards: Preview[] = [];
  #focus: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Until when what was typed waits to be judged. */
  #until = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    // Timers sleep with the tab; the clock does not.
    const wake = () => {
      if (!document.hidden) this.clock = Date.now();
    };
    this.hear(document, "visibilitychange", wake);
    this.hear(window, "pageshow focus", wake);
    this.clock = Date.now();
  }

  protected override firstUpdated(): void {
    const verdict = this.renderRoot.querySelector<HTMLElement>(".verdict");
    // Where it sticks: CSS alone cannot know how high it is.
    if (verdict) {
      new ResizeObserver(() => verdict.style.setProperty("--_high", `${verdict.offsetHeight}px`)).observe(verdict);
    }
  }

  /**
   * What is long is judged when the typing pauses, and never in the task in which it was typed: the browser itself has
   * enough to do with it.
   */
  protected wait(text: string): void {
    this.#until = text.length > FIELD ? Date.now() + REST : 0;
  }

  protected override scheduleUpdate(): Promise<void> | undefined {
    const left = this.#until - Date.now();
    if (left <= 0) return super.scheduleUpdate();
    // It may have been put off again by then.
    return new Promise((done) => setTimeout(done, Math.min(left, REST))).then(() => this.scheduleUpdate());
  }

  protected override get urgent(): boolean {
    return true;
  }

  /** The template whose slots are filled in. */
  get chosen(): TemplateReport | undefined {
    return this.report?.template;
  }

  get form(): Form {
    return { slots: this.chosen?.slots ?? [], buttons: this.chosen?.preview.buttons ?? [] };
  }

  /** Whether fields say that they lack a value. A form that was just opened does not. */
  get insists(): boolean {
    return true;
  }

  /** What was found in what is typed; nothing while it cannot be read. */
  get findings(): Finding[] {
    return this.fault ? [] : (this.report?.findings ?? []);
  }

  protected override updated(): void {
    this.#tick();
    if (!this.#focus) return;
    this.goTo(this.#focus);
    this.#focus = undefined;
  }

  /** Looks again when the answer changes by the clock, and often enough for the time that is shown. */
  #tick(): void {
    clearTimeout(this.#timer);
    const { report } = this;
    if (!report || !this.isConnected) return;
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

  protected faultOf(error: unknown): Fault {
    if (error instanceof SyntaxError) {
      return { field: "json", sentence: this.brokenJson(this.fields.json, error) };
    }
    if (!(error instanceof PresendError)) {
      return { field: "", sentence: error instanceof Error ? error.message : String(error) };
    }
    const { path, message } = error;
    const sentence = path === "" ? message : message.slice(path.length + 2);
    return {
      field: fieldAt(path, this.paths) ?? "",
      sentence: sentence.charAt(0).toLocaleUpperCase(this.locale) + sentence.slice(1),
    };
  }

  protected brokenJson(json: string, error: SyntaxError): string {
    const { check } = this.words;
    const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? json.length);
    const line = json.slice(0, at).split("\n").length;
    const where = at >= json.trimEnd().length ? check.jsonEnd : fill(check.jsonLine, { line });
    return fill(check.jsonBroken, { where });
  }

  /** Takes over what was typed. An undo is offered only until the next change. */
  set(fields: Partial<Fields>): void {
    this.fields = { ...this.fields, ...fields };
    this.undo = undefined;
    this.copied = undefined;
    this.whole = false;
  }

  type(field: string, text: string): void {
    this.wait(text);
    this.set(write(this.fields, field, text));
  }

  /** Makes a change that was offered, and keeps the way back. */
  change(fields: Fields, label: string, field: string): void {
    this.undo = { fields: this.fields, label, field, before: this.undo };
    this.fields = fields;
    this.copied = undefined;
    this.#focus = field;
  }

  accept(edit: Edit): void {
    const field = this.editField(edit);
    const fields = applyEdit(this.fields, edit, this.paths);
    if (fields && field) this.change(fields, this.editLabel(edit), field);
  }

  takeBack(): void {
    if (!this.undo) return;
    const { fields, field, before } = this.undo;
    this.fields = fields;
    this.undo = before;
    this.#focus = field;
  }

  /** The field that an edit is about; none when the text stands in no field. */
  editField(edit: Edit): string | undefined {
    return fieldAt(edit.at, this.paths);
  }

  /** What an edit does, in words: those that came with it, or what it replaces. */
  editLabel(edit: Edit, text = replaced(this.fields, edit, this.paths)): string {
    const { label, insert } = edit;
    if (label !== "") return label;
    const { check } = this.words;
    const words = insert === "" ? check.editTakeOut : text === "" ? check.editInsert : check.editReplace;
    return fill(words, { text, insert });
  }

  /** Moves to a field. */
  goTo(field: string): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)?.focus();
  }

  /** Moves to what a finding is about, and selects it. */
  reveal({ at, range }: Finding): void {
    const field = fieldAt(at, this.paths);
    if (field === undefined) return;
    this.goTo(field);
    const text = read(this.fields, field);
    const place = field === "json" ? placeOf(placesIn(text, this.paths.root), at ?? "", range) : range;
    const control = this.renderRoot.querySelector<HTMLTextAreaElement>(`textarea[data-field="${CSS.escape(field)}"]`);
    if (!place || !control) return;
    control.setSelectionRange(...place);
    // A field that is as high as its text does not scroll; what is marked in its mirror can be scrolled to.
    const mark = this.renderRoot.querySelector(`mark[data-at="${place[0]}"]`);
    if (mark) mark.scrollIntoView({ block: "center" });
    else control.scrollTop = this.#above(control, text.slice(0, place[0])) - control.clientHeight / 2;
  }

  /** How high a text is in a field. */
  #above(control: HTMLElement, text: string): number {
    const like = control.previousElementSibling?.cloneNode() as HTMLElement;
    like.textContent = text;
    control.before(like);
    const { offsetHeight } = like;
    like.remove();
    return offsetHeight;
  }

  goToVerdict(): void {
    const heading = this.renderRoot.querySelector<HTMLElement>("#verdict");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }
}
