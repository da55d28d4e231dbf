// The form for the slots of a template, made from the report alone.
import { html, nothing, type TemplateResult } from "lit";
import type { PreviewButton } from "../../index.js";
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
        label: labelled(host, field),
        required: field.required,
        // A time is typed into a control of its own, and a line break belongs into a list of products only.
        ...(field.slot.type === "limited_time_offer" && ({ line: true, type: "datetime-local" } as const)),
        ...(field.part && field.part !== "sections" && { line: true }),
        // The whole link, of which only the end is typed.
        hint:
          field.part === "sections" ? check.slotSectionsHint : fill("{url}", { url: buttonOf(host, field)?.url ?? "" }),
        placeholder: exampleOf(host, field, values[field.key]),
        missing: field.required && incomplete && !values[field.key] ? check.slotMissing : "",
      }),
    )}
    ${extras.map((key) =>
      marked(host, `value:${key}`, {
        label: fill(check.slotExtra, { name: `{{${key.slice(5)}}}` }),
        beside: html`<button class="quiet aside" @click=${() => host.type(`value:${key}`, "")}>${check.slotRemove}</button>`,
      }),
    )}
  </div>`;
}

/** The button that a slot belongs to, as a phone shows it. */
const buttonOf = (host: ComposeElement, { slot: { card, index = -1 } }: SlotField): PreviewButton | undefined =>
  (card === undefined ? host.chosen?.preview : host.cards[card])?.buttons[index];

/** What could stand in a field: of a link, without the beginning that the template brings along. */
function exampleOf(host: ComposeElement, field: SlotField, value: string | undefined): string {
  const { example = "" } = field.slot;
  const { url = "" } = buttonOf(host, field) ?? {};
  const fixed = url.slice(0, Math.max(0, url.lastIndexOf(value || "{{")));
  return example.startsWith(fixed) ? example.slice(fixed.length) : example;
}

/**
 * The name of a field: the part of the template, and what it takes there: the variable as the template writes it, or the kind
 * of value where there is no variable.
 */
export function slotLabel(host: ComposeElement, field: SlotField): [place: string, name: string] {
  const { check } = host.words;
  const { slot, key, part } = field;
  const card = slot.card === undefined ? "" : `${fill(check.slotCard, { card: slot.card + 1 })} · `;
  const label =
    buttonOf(host, field)?.label ||
    (slot.type === "coupon_code" ? check.buttonCopyCode : String((slot.index ?? 0) + 1));
  const place =
    slot.index !== undefined
      ? fill(check.slotButton, { label })
      : slot.type === "limited_time_offer"
        ? ""
        : /^(card\.\d+\.)?header/.test(key)
          ? check.slotHeader
          : check.slotBody;
  return [card + place, (check.slots as Record<string, string>)[part ?? slot.type] ?? `{{${slot.name}}}`];
}

function labelled(host: ComposeElement, field: SlotField): TemplateResult {
  const [place, name] = slotLabel(host, field);
  return html`${place} <span class="slot">${name}</span>${field.required ? nothing : html` <span class="muted">(${host.words.check.slotOptional})</span>`}`;
}
