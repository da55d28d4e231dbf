// The words of the interface. The words of findings and failures come from the core.
import { en } from "./en.js";

/** What every table of words must hold. */
export type Words = typeof en;

const tables = new Map<string, Words>([["en", en]]);

/** Adds the words of a language, or replaces them. Missing ones stay English. */
export function addWords(lang: string, words: { [part in keyof Words]?: Partial<Words[part]> }): void {
  const parts = Object.keys(en) as (keyof Words)[];
  tables.set(lang, Object.fromEntries(parts.map((part) => [part, { ...en[part], ...words[part] }])) as Words);
}

/** The table for a language tag: its own, that of its language, or English. */
export function wordsFor(lang: string): Words {
  return tables.get(lang) ?? tables.get(lang.split("-")[0] ?? "") ?? en;
}

/** Fills the slots of a text: `{name}`. */
export function fill(text: string, slots: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (slot, name) => String(slots[name] ?? slot));
}
