// A field in which places are underlined, as a spelling checker does it.
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.js";
import { FIELD, pieces } from "../mirror.js";
import { alert, type Part } from "../parts.js";
import { fill } from "../words/index.js";
import { marksIn, read } from "./draft.js";
import type { ComposeElement } from "./host.js";

/** How many edits are offered for one field. */
const OFFERED = 20;

/** A word that may be longer than the field is wide. */
const SOLID = /\S{20}/;

interface Options {
  label: string | TemplateResult;
  hint?: string | TemplateResult | typeof nothing;
  /** One line, in which Enter does nothing. */
  line?: boolean;
  rows?: number;
  placeholder?: string;
  inputmode?: string;
  /** Of what type a line is, where it is not just text. */
  type?: "text" | "datetime-local";
  /** Whether it shows code. */
  code?: boolean;
  required?: boolean;
  /** What to say when nothing is in it that should be. */
  missing?: string;
  /** Something beside the label. */
  beside?: TemplateResult | typeof nothing;
}

/** A labelled field of the composer with its marks, its message for screen readers, and the edits that are offered for it. */
export function marked(host: ComposeElement, field: string, options: Options): TemplateResult {
  const {
    label,
    hint = nothing,
    line = false,
    rows = 1,
    placeholder = "",
    code = false,
    missing = "",
    beside = nothing,
  } = options;
  const text = read(host.fields, field);
  const { findings } = host;
  const marks = marksIn(field, text, findings, host.paths);
  const fault = host.fault?.field === field ? host.fault.sentence : "";
  const id = `field-${field.replace(/[^\w]/g, "-")}`;
  const long = !line && text.length > FIELD;
  const edits = findings.flatMap(({ edit }) => (edit && host.editField(edit) === field ? edit : [])).slice(0, OFFERED);
  const wrong = fault !== "" || missing !== "" || marks.some(({ level }) => level === "fail");
  const input = (event: Event) => host.type(field, (event.target as HTMLInputElement).value);
  const scroll = (event: Event) => {
    const from = event.target as HTMLElement;
    const mirror = from.previousElementSibling as HTMLElement;
    mirror.scrollLeft = from.scrollLeft;
  };
  const described = `${id}-hint ${id}-said`;
  return html`
    <div class="field">
      <div class="label"><label for=${id}>${label}</label>${beside}</div>
      <div class="marked ${line ? "line" : ""} ${code ? "code" : ""} ${wrong ? "wrong" : ""} ${long ? "long" : ""} ${SOLID.test(text) ? "solid" : ""}" data-rows=${rows} dir=${code || options.inputmode === "tel" ? "ltr" : nothing}>
        <div class="control mirror" aria-hidden="true">${long ? nothing : pieces(text, marks)}</div>
        ${
          line
            ? html`<input id=${id} data-field=${field} class="control" type=${options.type ?? "text"} .value=${text} placeholder=${placeholder} inputmode=${options.inputmode ?? nothing}
              autocomplete="off" autocapitalize="off" spellcheck="false" aria-invalid=${wrong} aria-required=${options.required ?? nothing} aria-describedby=${described} @input=${input} @scroll=${scroll} />`
            : html`<textarea id=${id} data-field=${field} class="control" rows=${rows} .value=${text} placeholder=${placeholder} spellcheck=${!code}
              aria-invalid=${wrong} aria-describedby=${described} aria-required=${options.required ?? nothing} @input=${input} @paste=${settle}></textarea>`
        }
      </div>
      <div id="${id}-hint" class="hint">${missing === "" ? nothing : html`<span class="missing">${icon("fail")} ${missing}</span> `}${hint}</div>
      <div id="${id}-said" class="hidden">${marks.map(({ message }) => message).join(" ")}</div>
      ${alert(fault)}
      ${
        edits.length === 0 || fault
          ? nothing
          : html`<div class="edits">${edits.map((edit) => html`<button class="button edit" @click=${() => host.accept(edit)}>${host.editLabel(edit)}</button>`)}</div>`
      }
      ${undoOf(host, field)}
    </div>
  `;
}

/**
 * The same selection, made anew: after “select all” in a shadow root Chromium takes ten times as long to paste many lines over
 * what is selected.
 */
function settle(event: Event): void {
  const { target } = event as Event & { target: HTMLTextAreaElement };
  target.setSelectionRange(target.selectionStart, target.selectionEnd);
}

/** The way back from an edit that was accepted, where it was made. */
export const undoOf = (host: ComposeElement, field: string): Part =>
  host.undo?.field === field ? undone(host, host.undo.label, () => host.takeBack()) : nothing;

/** What was done, and the way back. */
export const undone = ({ words }: ComposeElement, label: string, back: () => void): TemplateResult =>
  html`<p class="undo">${icon("tick")}<span>${fill(words.check.done, { label })}</span>
    <button class="quiet" @click=${back}>${words.common.undo}</button></p>`;
