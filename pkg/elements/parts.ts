// Small parts that several elements are made of.
import { html, nothing, type TemplateResult } from "lit";
import type { PresendElement } from "./base.js";
import { icon } from "./icons.js";
import { fill } from "./words/index.js";

export type Part = TemplateResult | typeof nothing;

/** A button that copies, and says that it has, or that it may not. @param what tells it apart from others of the element */
export function copyButton(
  host: PresendElement,
  what: string,
  label: string,
  text: () => string,
  kind = "quiet copy",
  field?: () => HTMLTextAreaElement | null,
): TemplateResult {
  const { common } = host.words;
  const { allowed } = host.copied?.what === what ? host.copied : {};
  return html`<button class=${kind} @click=${() => host.copy(what, text(), field?.())}>${icon(allowed ? "tick" : "copy")} ${allowed ? common.copied : label}</button>
    ${allowed === false ? html`<span class="hint" role="status">${common.copyByHand}</span>` : nothing}`;
}

/** A labelled choice. @param options as `<option>`s */
export function choice(
  id: string,
  label: unknown,
  options: unknown,
  change: (chosen: HTMLSelectElement) => void,
  below: unknown = nothing,
): TemplateResult {
  return html`<div class="field">
    <div class="label"><label for=${id}>${label}</label></div>
    <div class="select"><select id=${id} data-field=${id} class="control" @change=${(event: Event) => change(event.target as HTMLSelectElement)}>${options}</select></div>
    ${below}
  </div>`;
}

/** The countries in which a national number can be read, as `<option>`s. */
export const countries = ({ words: { check }, format, presend }: PresendElement, chosen: string): TemplateResult =>
  html`<option value="">${check.countryFromNumber}</option>
    ${presend && format.countries(presend).map(([code, name]) => html`<option value=${code} ?selected=${code === chosen}>${name}</option>`)}`;

/** What cannot be read, in a sentence. */
export const alert = (sentence: string | undefined): Part =>
  sentence ? html`<p class="fieldfault" role="alert">${sentence}</p>` : nothing;

/** What is said where nothing works, because the package could not be loaded. */
export const lost = (host: PresendElement): TemplateResult =>
  html`<p role="alert">${fill(host.words.common.failed, { reason: host.failed })}</p>`;

/** The polite live region. */
export const voice = ({ spoken }: PresendElement): TemplateResult =>
  html`<div class="hidden" role="status" aria-live="polite">${spoken || nothing}</div>`;
