// A button that copies, and says that it has.
import { html, type TemplateResult } from "lit";
import { icon } from "../icons.js";
import type { ComposeElement } from "./host.js";

/** @param what tells it apart from other such buttons of the element */
export function copyButton(host: ComposeElement, what: string, label: string, text: () => string): TemplateResult {
  const done = host.copied === what;
  return html`<button type="button" class="quiet copy" @click=${() => host.copy(what, text())}>
    ${icon(done ? "tick" : "copy")} ${done ? host.words.common.copied : label}
  </button>`;
}
