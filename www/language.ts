// The language of a page: chosen in its header, and spoken by its own words as by its elements.
import { memory } from "./memory.js";

/** The words of a page in another language, by what they are in English. */
export type PageWords = Record<string, string>;

const LANGUAGES = new Map<string, [name: string, words: () => Promise<{ default: PageWords }>]>([
  ["en", ["English", async () => ({ default: {} })]],
  ["es", ["Español", () => import("./words/es.js")]],
  ["pt-BR", ["Português", () => import("./words/pt-BR.js")]],
]);

/** What a page says for itself: not its elements, which know their languages, and nothing that is code. */
const OTHERS = "script, style, pre, code, .presend-static";
const SPOKEN = ["aria-label", "placeholder"];

let words: Map<string, string> = new Map();
/** What texts and attributes are in English: by the text, or by the element and the name of the attribute. */
const english = new WeakMap<Node, Map<string, string>>();

/** A text of the page in the language that is spoken; `{slots}` are filled in. */
export function say(text: string, slots: Record<string, string> = {}): string {
  return (words.get(text) ?? text).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
}

/** Puts everything below an element into the language that is spoken. */
export function translate(root: Element): void {
  const put = (node: Node, name: string, shown: string, write: (text: string) => void): void => {
    const known = english.get(node) ?? new Map<string, string>();
    const first = known.get(name) ?? shown;
    const text = first.trim().replace(/\s+/g, " ");
    if (!words.has(text) && !known.has(name)) return;
    english.set(node, known.set(name, first));
    write(first.replace(first.trim(), () => say(text)));
  };
  for (const node of root.childNodes) {
    if (node instanceof Text) put(node, "", node.data, (text) => node.replaceData(0, node.length, text));
    else if (node instanceof Element && !node.matches(OTHERS)) translate(node);
  }
  for (const name of SPOKEN) {
    const value = root.getAttribute(name);
    if (value !== null) put(root, name, value, (text) => root.setAttribute(name, text));
  }
}

/** The choice of the language. @param changed is told of every change: what a script has written, it writes anew */
export function startLanguage(changed: () => void = () => {}): void {
  const select = document.querySelector("#language") as HTMLSelectElement;
  for (const [tag, [name]] of LANGUAGES) select.add(new Option(name, tag));
  let latest = "";
  const speak = async (tag: string): Promise<void> => {
    latest = tag;
    const [, load] = LANGUAGES.get(tag) ?? [];
    const loaded = await load?.().catch(() => undefined);
    // Meanwhile another may have been chosen.
    if (latest !== tag) return;
    if (!loaded) {
      // It could not be fetched: the page goes on in the language that it speaks.
      select.value = document.documentElement.lang;
      return;
    }
    words = new Map(Object.entries(loaded.default));
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
  if (LANGUAGES.has(asked) && asked !== "en") speak(asked);
}
