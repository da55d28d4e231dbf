// What all elements share in which something is typed and judged: fields, marks, edits and their way back, and the clock.
import type { PropertyDeclarations } from "lit";
import { type Edit, type Finding, PresendError, type Report, type TemplateReport } from "../../index.js";
import { PresendElement } from "../base.js";
import { fill } from "../words/index.js";
import { applyEdit, EMPTY, type Fields, type Form, fieldAt, replaced, write } from "./draft.js";
import { Paths } from "./slots.js";

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
  static override properties: PropertyDeclarations = {
    faq: { type: String },
    fields: { state: true },
    undo: { state: true },
    clock: { state: true },
    copied: { state: true },
  };

  /** What a failure's id is put behind to link to its entry in the FAQ; no links when empty. */
  declare faq: string;
  /** What is typed. */
  declare fields: Fields;
  declare undo: Undo | undefined;
  /** The time that is shown. */
  declare clock: number;
  /** What was copied last, as long as nothing has changed since. */
  declare copied: string;

  report: Report | undefined;
  fault: Fault | undefined;
  paths = new Paths();
  #focus: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.faq = "";
    this.fields = EMPTY;
    this.undo = undefined;
    this.clock = Date.now();
    this.copied = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#wake);
    window.addEventListener("pageshow", this.#wake);
    window.addEventListener("focus", this.#wake);
    this.clock = Date.now();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#wake);
    window.removeEventListener("pageshow", this.#wake);
    window.removeEventListener("focus", this.#wake);
    clearTimeout(this.#timer);
  }

  /** Timers sleep with the tab; the clock does not. */
  #wake = (): void => {
    if (!document.hidden) this.clock = Date.now();
  };

  /** The template whose slots are filled in. */
  get template(): TemplateReport | undefined {
    return this.report?.template;
  }

  get form(): Form {
    return { slots: this.template?.slots ?? [], buttons: this.template?.preview.buttons ?? [] };
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
    this.copied = "";
  }

  type(field: string, text: string): void {
    this.set(write(this.fields, field, text));
  }

  /** Makes a change that was offered, and keeps the way back. */
  change(fields: Fields, label: string, field: string): void {
    this.undo = { fields: this.fields, label, field, before: this.undo };
    this.fields = fields;
    this.copied = "";
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
  editLabel(edit: Edit): string {
    if (edit.label !== "") return edit.label;
    const { check } = this.words;
    const text = replaced(this.fields, edit, this.paths);
    return fill(edit.insert === "" ? check.editTakeOut : text === "" ? check.editInsert : check.editReplace, {
      text,
      insert: edit.insert,
    });
  }

  /** Moves to a field. */
  goTo(field: string): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)?.focus();
  }

  async copy(what: string, text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.copied = what;
  }
}
