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

/** The signs on a button: several guards may hold one. */
interface Board {
  signs: Set<Sign>;
  draw(): void;
}

const boards = new WeakMap<HTMLElement, Board>();

/**
 * Shows something else on the host's button. Its nodes stay where they are, or the host could no longer change them, and what
 * the host writes meanwhile is what is there afterwards.
 */
export function signOn(button: HTMLElement): Sign {
  const board = boards.get(button) ?? boardOn(button);
  boards.set(button, board);
  const sign: Sign = {
    button,
    words: undefined,
    show(words) {
      if (words === sign.words) return;
      sign.words = words;
      if (words === undefined) board.signs.delete(sign);
      else board.signs.add(sign);
      board.draw();
    },
  };
  return sign;
}

function boardOn(button: HTMLElement): Board {
  let disabled = button.getAttribute(DISABLED);
  /** The host's own words. */
  const texts = new Map<Node, string>();
  const added = new Text();
  const signs = new Set<Sign>();
  /** Notes what the host has written. */
  const note = (changes: MutationRecord[]) => {
    for (const { target, type } of changes) {
      if (target === button && type === "attributes") disabled = button.getAttribute(DISABLED);
      texts.delete(target);
    }
  };
  const draw = () => {
    note(watcher.takeRecords());
    const words = [...signs].at(-1)?.words;
    for (const [text, own] of texts) text.nodeValue ||= own;
    texts.clear();
    added.remove();
    // A button that leads on is not out of use.
    set(button, DISABLED, words === "" ? "true" : disabled);
    if (words) {
      const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { currentNode } = walker;
        texts.set(currentNode, currentNode.nodeValue ?? "");
        currentNode.nodeValue = "";
      }
      added.data = words;
      button.append(added);
    }
    watcher.takeRecords();
    if (signs.size > 0) return;
    watcher.disconnect();
    boards.delete(button);
  };
  const watcher = new MutationObserver((changes) => {
    note(changes);
    // In a frame of its own: a host that insists on its words is outdone once a frame, and nothing hangs.
    requestAnimationFrame(() => signs.size > 0 && draw());
  });
  watcher.observe(button, { attributeFilter: [DISABLED], characterData: true, childList: true, subtree: true });
  return { signs, draw };
}

/** Points to a description without losing those that the host has given. */
export function describe(element: Element, id: string, on: boolean): void {
  const others = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((token) => token && token !== id);
  const all = on ? [...others, id] : others;
  set(element, "aria-describedby", all.join(" ") || null);
}
