// Registers the elements. Importing a class by itself, from presend/elements/check say, registers nothing.

// All styles first: what is alike lies together in a bundle then, which is 300 bytes less after brotli.
import "./compose/styles.js";
import "./diagnose/styles.js";
import "./faq/styles.js";
import "./guard/styles.js";
import "./list/styles.js";
import "./mirror.js";
import "./styles.js";
import "./template/styles.js";

import { PresendCheck } from "./check/element.js";
import { PresendDiagnose } from "./diagnose/element.js";
import { PresendFaq } from "./faq/element.js";
import { PresendGuard } from "./guard/element.js";
import { PresendList } from "./list/element.js";
import { PresendTemplate } from "./template/element.js";

export type { PresendEvents } from "./events.js";
export { Format } from "./format.js";
export { addWords, type Words, wordsFor } from "./words/index.js";
export { PresendCheck, PresendDiagnose, PresendFaq, PresendGuard, PresendList, PresendTemplate };

for (const [name, element] of [
  ["presend-check", PresendCheck],
  ["presend-diagnose", PresendDiagnose],
  ["presend-faq", PresendFaq],
  ["presend-guard", PresendGuard],
  ["presend-list", PresendList],
  ["presend-template", PresendTemplate],
] as const) {
  // A page may hold two copies of the package.
  if (!customElements.get(name)) customElements.define(name, element);
}

declare global {
  interface HTMLElementTagNameMap {
    "presend-check": PresendCheck;
    "presend-diagnose": PresendDiagnose;
    "presend-faq": PresendFaq;
    "presend-guard": PresendGuard;
    "presend-list": PresendList;
    "presend-template": PresendTemplate;
  }
}
