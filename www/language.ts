// The language of a page: chosen in its header, and spoken by its own words as by its elements.
import { memory } from "./memory.js";

/** The words of a page in another language, by what they are in English. */
export type PageWords = Record<string, string>;

const LANGUAGES: Record<string, [name: string, words: () => Promise<{ default: PageWords }>]> = {
  en: ["English", async () => ({ default: {} })],
  es: ["Español", () => import("./words/es.js")],
  "pt-BR": ["Português", () => import("./words/pt-BR.js")],
};

/** What a page says for itself: not its elements, which know their languages, and nothing that is code. */
const OTHERS = "script, style, pre, code, .presend-static";
const SPOKEN = ["aria-label", "placeholder"];

let words: PageWords = {};
const english = new WeakMap<Node, string>();

/** A text of the page in the language that is spoken; `{slots}` are filled in. */
export function say(text: string, slots: Record<string, string> = {}): string {
  return (words[text] ?? text).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}

/** Puts everything below an element into the language that is spoken. */
export function translate(root: Element): void {
  const put = (node: Text | Attr): void => {
    const first = english.get(node) ?? node.nodeValue ?? "";
    const text = first.trim().replace(/\s+/g, " ");
    if (text === "" || (words[text] === undefined && !english.has(node))) return;
    english.set(node, first);
    node.nodeValue = first.replace(first.trim(), () => say(text));
  };
  for (const node of root.childNodes) {
    if (node instanceof Text) put(node);
    else if (node instanceof Element && !node.matches(OTHERS)) translate(node);
  }
  for (const name of SPOKEN) {
    const attribute = root.getAttributeNode(name);
    if (attribute) put(attribute);
  }
}

/** The choice of the language. @param changed is told of every change: what a script has written, it writes anew */
export function startLanguage(changed: () => void = () => {}): void {
  const select = document.querySelector("#language") as HTMLSelectElement;
  for (const [tag, [name]] of Object.entries(LANGUAGES)) select.add(new Option(name, tag));
  const speak = async (tag: string): Promise<void> => {
    const [, load] = LANGUAGES[tag] ?? [];
    try {
      words = (await load?.())?.default ?? words;
    } catch {
      // It could not be fetched: the page goes on in the language that it speaks.
      select.value = document.documentElement.lang;
      return;
    }
    document.documentElement.lang = tag;
    select.value = tag;
    translate(document.documentElement);
    changed();
  };
  select.addEventListener("change", () => {
    memory.set("language", select.value);
    speak(select.value);
  });
  const asked = new URLSearchParams(location.search).get("lang") ?? memory.get("language");
  if (asked in LANGUAGES && asked !== "en") speak(asked);
}
