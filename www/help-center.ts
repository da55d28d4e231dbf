// The one script that a help center embeds: it registers what an article needs, and no more.
import { PresendDiagnose } from "presend/elements/diagnose";
import { PresendFaq } from "presend/elements/faq";

for (const [name, element] of [
  ["presend-diagnose", PresendDiagnose],
  ["presend-faq", PresendFaq],
] as const) {
  // A page may name the script twice.
  if (!customElements.get(name)) customElements.define(name, element);
}
