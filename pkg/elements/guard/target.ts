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

/** The element that a selector means here, where each of several boxes has one such: the nearest to the field. */
export function findNearest(field: Field, selector: string): HTMLElement | undefined {
  for (let place: ParentNode | null = field; place; place = place.parentNode) {
    const found = place.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return undefined;
}

export const textOf = (field: Field): string => ("value" in field ? field.value : field.innerText);

/** Replaces a part of the text as if it were typed, so that the host hears of it. */
export function replaceText(field: Field, [start, end]: [number, number], insert: string): void {
  if ("setRangeText" in field) field.setRangeText(insert, start, end, "end");
  else field.textContent = textOf(field).slice(0, start) + insert + textOf(field).slice(end);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertReplacementText" }));
}

const DISABLED = "aria-disabled";

/** @param value nothing takes the attribute away */
function set(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** What the host's button shows while it is held. */
export interface Sign {
  button: HTMLElement;
  /** What it says instead of the host's words. */
  words: string | undefined;
  /** @param words none where the button is out of use, `undefined` at the end */
  show(words: string | undefined): void;
}

/**
 * Shows something else on the host's button. Its nodes stay where they are, or the host could no longer change them, and what
 * the host writes meanwhile is what is there afterwards.
 */
export function signOn(button: HTMLElement): Sign {
  const before = button.getAttribute(DISABLED);
  /** The host's own words. */
  const texts = new Map<Text, string>();
  const added = new Text();
  const sign: Sign = {
    button,
    words: undefined,
    show(words) {
      for (const [text, own] of texts) text.data ||= own;
      texts.clear();
      added.remove();
      // A button that leads on is not out of use.
      if (words === "") set(button, DISABLED, "true");
      else if (sign.words === "" && button.getAttribute(DISABLED) === "true") set(button, DISABLED, before);
      sign.words = words;
      if (!words) return;
      const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        texts.set(text, text.data);
        text.data = "";
      }
      added.data = words;
      button.append(added);
    },
  };
  return sign;
}

/** Points to a description without losing those that the host has given. */
export function describe(element: Element, id: string, on: boolean): void {
  const others = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((token) => token && token !== id);
  const all = on ? [...others, id] : others;
  set(element, "aria-describedby", all.join(" ") || null);
}
