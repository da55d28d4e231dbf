// The words of the interface. The words of findings and failures come from the core.
import { en } from "./en.js";

/** What every table of words must hold. */
export type Words = typeof en;

/** The words of a language, as far as somebody has translated them. */
export type Translation<Table = Words> = {
  [key in keyof Table]?: Table[key] extends string ? string : Translation<Table[key]>;
};

const tables = new Map<string, Words>([["en", en]]);

/** Adds the words of a language, or replaces them. Missing ones stay English. */
export function addWords(lang: string, words: Translation): void {
  tables.set(lang, completed(en, words) as Words);
}

function completed(english: object, own: object = {}): object {
  const parts = Object.entries(english).map(([key, word]) => {
    const known = own[key as keyof object];
    return [key, typeof word === "string" ? (known ?? word) : completed(word, known)];
  });
  return { ...own, ...Object.fromEntries(parts) };
}

/** The table for a language tag: its own, that of its language, or English. */
export function wordsFor(lang: string): Words {
  const first = (tag: string) => tag.toLowerCase().split("-")[0];
  const near = () => [...tables].find(([tag]) => first(tag) === first(lang))?.[1];
  return tables.get(lang) ?? near() ?? en;
}

/** Fills the slots of a text: `{name}`. Marks of direction in what is filled in would turn the rest of the sentence around. */
export function fill(text: string, slots: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (slot, name) =>
    String(slots[name] ?? slot).replace(/[\u202a-\u202e\u2066-\u2069]/g, ""),
  );
}
