// The languages that come along besides English. Each is fetched when an element first speaks it.
import type { Presend } from "../../index.js";
import { addWords, type Translation } from "./index.js";

/** The words of the interface, and those of the core as a pack. */
type Parts = [words: { default: Translation }, core: { default: string }];

const loaders: Record<string, () => Promise<Parts>> = {
  es: () => Promise.all([import("./es.js"), import("../../../wasm/locales/es.js")]),
  "pt-BR": () => Promise.all([import("./pt-BR.js"), import("../../../wasm/locales/pt-BR.js")]),
};

const packs = new Map<string, string>();
const learning = new Map<string, Promise<void>>();
const taught = new WeakMap<Presend, Set<string>>();

/** The language that serves a tag: this very one, or one that shares its first part. */
function serving(tag: string): string | undefined {
  const lower = tag.toLowerCase();
  const known = Object.keys(loaders);
  const first = (lang: string) => lang.toLowerCase().split("-")[0];
  return known.find((lang) => lang.toLowerCase() === lower) ?? known.find((lang) => first(lang) === first(lower));
}

/**
 * Learns the language of a tag. Nothing is returned where there is nothing to wait for: it is English, it is known
 * already, or nobody speaks it here. A language that cannot be fetched stays English.
 */
export function learn(tag: string): Promise<void> | undefined {
  const lang = serving(tag);
  if (lang === undefined || packs.has(lang)) return undefined;
  let promise = learning.get(lang);
  if (promise === undefined) {
    promise = (loaders[lang] as () => Promise<Parts>)().then(
      ([words, pack]) => {
        addWords(lang, words.default);
        packs.set(lang, pack.default);
      },
      () => {
        packs.set(lang, "");
      },
    );
    learning.set(lang, promise);
  }
  return promise;
}

/** What the core is taught of the language of a tag; nothing for English, and before it was learned. */
export function packsFor(tag: string): string[] {
  const pack = packs.get(serving(tag) ?? "");
  return pack ? [pack] : [];
}

/** Hands the core the words of a language that was learned, once. */
export function teach(presend: Presend, tag: string): void {
  const lang = serving(tag);
  const pack = lang && packs.get(lang);
  const known = taught.get(presend) ?? new Set();
  if (!pack || known.has(lang) || typeof presend.addLocale !== "function") return;
  presend.addLocale(pack);
  taught.set(presend, known.add(lang));
}
