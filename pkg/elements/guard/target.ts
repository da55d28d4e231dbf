// The host's own field and button: found, read, written and described, but never owned.

const FIELDS = 'textarea, input:not([type]), input[type="text"], [contenteditable]:not([contenteditable="false"])';
const SENDS = 'button:not([type="button"], [type="reset"]), input[type="submit"], input[type="image"]';

/** A field of the host in which a message is typed. */
export type Field = HTMLTextAreaElement | HTMLInputElement | HTMLElement;

export function findField(place: Element): Field | undefined {
  return (place.matches(FIELDS) ? place : place.querySelector(FIELDS)) as Field | undefined;
}

export const formOf = (field: Field): HTMLFormElement | null =>
  "form" in field && field.form ? field.form : field.closest("form");

/** The button that sends, where none is named: the one that submits the form. */
export function findButton(field: Field): HTMLElement | undefined {
  return formOf(field)?.querySelector<HTMLElement>(SENDS) ?? undefined;
}

export const textOf = (field: Field): string => ("value" in field ? field.value : field.innerText);

/** Replaces a part of the text as if it were typed, so that the host hears of it. */
export function replaceText(field: Field, [start, end]: [number, number], insert: string): void {
  if ("setRangeText" in field) field.setRangeText(insert, start, end, "end");
  else field.textContent = textOf(field).slice(0, start) + insert + textOf(field).slice(end);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertReplacementText" }));
}

/** Points to a description without losing those that the host has given. */
export function describe(element: Element, id: string, on: boolean): void {
  const others = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((token) => token && token !== id);
  const all = on ? [...others, id] : others;
  if (all.length > 0) element.setAttribute("aria-describedby", all.join(" "));
  else element.removeAttribute("aria-describedby");
}
