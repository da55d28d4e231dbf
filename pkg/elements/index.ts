// Registers the elements. Importing a class by itself, from presend/elements/check say, registers nothing.
import { PresendCheck } from "./check/element.js";
import { PresendDiagnose } from "./diagnose/element.js";
import { PresendFaq } from "./faq/element.js";

export { addWords, type Words, wordsFor } from "./words/index.js";
export { PresendCheck, PresendDiagnose, PresendFaq };

for (const [name, element] of [
  ["presend-check", PresendCheck],
  ["presend-diagnose", PresendDiagnose],
  ["presend-faq", PresendFaq],
] as const) {
  // A page may hold two copies of the package.
  if (!customElements.get(name)) customElements.define(name, element);
}

declare global {
  interface HTMLElementTagNameMap {
    "presend-check": PresendCheck;
    "presend-diagnose": PresendDiagnose;
    "presend-faq": PresendFaq;
  }
}
