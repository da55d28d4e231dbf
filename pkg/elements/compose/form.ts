// The form for the slots of a template, made from the report alone.
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../words/index.js";
import type { ComposeElement } from "./host.js";
import { marked } from "./marked.js";
import { extraKeys, type SlotField, slotFields } from "./slots.js";

/** How many fields there are at most: more than a template may have places. */
const MOST = 200;

/** A field for every slot, and one for every value that the template has no place for. */
export function slotForm(host: ComposeElement): TemplateResult | typeof nothing {
  const { check } = host.words;
  const { chosen: template, fields } = host;
  const all = slotFields(template?.slots ?? [], template?.preview.buttons);
  const slots = all.slice(0, MOST);
  const values = fields.values[fields.name] ?? {};
  // Of a template that is not known nothing can be said to be too much.
  const extras = template ? extraKeys(values, all).slice(0, MOST) : [];
  // Only once the report says so: a template in a hurry is not full of warnings.
  const incomplete =
    host.insists && host.findings.some(({ level, stage }) => level === "fail" && stage === "variables");
  if (slots.length === 0 && extras.length === 0) return nothing;
  return html`<div class="slots">
    ${slots.map((field) =>
      marked(host, `value:${field.key}`, {
        label: slotLabel(host, field),
        required: field.required,
        // A time is typed into a control of its own, and a line break belongs into a list of products only.
        ...(field.slot.type === "limited_time_offer" && ({ line: true, type: "datetime-local" } as const)),
        ...(field.part && field.part !== "sections" && { line: true }),
        hint: field.part === "sections" ? check.slotSectionsHint : nothing,
        placeholder: field.slot.example ?? "",
        missing: field.required && incomplete && !values[field.key] ? check.slotMissing : "",
      }),
    )}
    ${extras.map((key) =>
      marked(host, `value:${key}`, {
        label: fill(check.slotExtra, { name: `{{${key.slice(5)}}}` }),
        beside: html`<button type="button" class="quiet aside" @click=${() => host.type(`value:${key}`, "")}>${check.slotRemove}</button>`,
      }),
    )}
  </div>`;
}

/** What a slot takes: the variable as the template writes it, or the kind of value where there is no variable. */
export function slotName(host: ComposeElement, { slot, part }: SlotField): string {
  const { check } = host.words;
  return (check.slots as Record<string, string>)[part ?? slot.type] ?? `{{${slot.name}}}`;
}

function slotLabel(host: ComposeElement, field: SlotField): TemplateResult {
  const { check } = host.words;
  const { slot, required, key } = field;
  const card = slot.card === undefined ? "" : `${fill(check.slotCard, { card: slot.card + 1 })} · `;
  const label =
    (slot.card === undefined && host.chosen?.preview.buttons[slot.index ?? -1]?.label) ||
    (slot.type === "coupon_code" ? check.buttonCopyCode : String((slot.index ?? 0) + 1));
  const place =
    slot.index !== undefined
      ? fill(check.slotButton, { label })
      : slot.type === "limited_time_offer"
        ? ""
        : /^(card\.\d+\.)?header/.test(key)
          ? check.slotHeader
          : check.slotBody;
  return html`${card}${place} <span class="slot">${slotName(host, field)}</span>${required ? nothing : html` <span class="muted">(${check.slotOptional})</span>`}`;
}
