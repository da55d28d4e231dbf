// Times, lengths of time and names in the reader's own language and zone.

import type { Presend } from "../index.js";
import { fill } from "./words/index.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A text whose lengths of time stay whole where its lines break. */
export const unbroken = (text: string): string =>
  text.replace(/\d+ ([dhs]|min)\b( \d+ \w+)?/g, (length) => length.replaceAll(" ", "\u00a0"));

export class Format {
  readonly lang: string;
  #cache = new Map<string, unknown>();

  constructor(lang: string) {
    // A tag that Intl does not know is not worth an error.
    try {
      this.lang = regional(Intl.getCanonicalLocales(lang)[0] ?? "en");
    } catch {
      this.lang = "en";
    }
  }

  #keep<T>(key: string, make: () => T): T {
    if (!this.#cache.has(key)) this.#cache.set(key, make());
    return this.#cache.get(key) as T;
  }

  number(value: number): string {
    return this.#keep("number", () => new Intl.NumberFormat(this.lang)).format(value);
  }

  percent(share: number): string {
    return this.#keep("percent", () => new Intl.NumberFormat(this.lang, { style: "percent" })).format(share);
  }

  /** A text that depends on a count, with the count in it. */
  count(words: { one: string; other: string }, count: number, slots: Record<string, string> = {}): string {
    const one = this.#keep("plural", () => new Intl.PluralRules(this.lang)).select(count) === "one";
    return fill(one ? words.one : words.other, { count: this.number(count), ...slots });
  }

  list(items: string[]): string {
    return this.#keep("list", () => new Intl.ListFormat(this.lang)).format(items);
  }

  time(at: number): string {
    return this.#keep("time", () => new Intl.DateTimeFormat(this.lang, { timeStyle: "short" }))
      .format(at)
      .replaceAll(" ", "\u00a0");
  }

  /** Such as “yesterday”, “Friday” or “3 Nov 2026”. */
  day(at: number, now: number): string {
    const days = Math.round((midnight(at) - midnight(now)) / DAY);
    if (Math.abs(days) <= 1)
      return this.#keep("relative", () => new Intl.RelativeTimeFormat(this.lang, { numeric: "auto" })).format(
        days,
        "day",
      );
    const near = Math.abs(days) < 7;
    return this.#keep(
      `day ${near}`,
      () => new Intl.DateTimeFormat(this.lang, near ? { weekday: "long" } : { dateStyle: "medium" }),
    ).format(at);
  }

  date(day: string): string {
    return this.#keep(
      "date",
      () => new Intl.DateTimeFormat(this.lang, { dateStyle: "medium", timeZone: "UTC" }),
    ).format(Date.parse(day));
  }

  /** The name of the zone that all these times are in, such as “GMT+1”. */
  zone(at: number): string {
    const parts = this.#keep("zone", () => new Intl.DateTimeFormat(this.lang, { timeZoneName: "short" })).formatToParts(
      at,
    );
    return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  }

  /** Such as “3 h 12 min”: in SI symbols, which are the same in every language, and as the core writes them. */
  duration(length: number): string {
    const total = Math.max(0, Math.floor(length / 1000));
    // Around the 24 hours that all this is about, hours say more than days.
    const days = total < 2 * 86_400 ? 0 : Math.floor(total / 86_400);
    const units: [number, string][] = [
      [days, "d"],
      [Math.floor(total / 3600) - days * 24, "h"],
      [Math.floor(total / 60) % 60, "min"],
      [total % 60, "s"],
    ];
    const first = units.findIndex(([count]) => count > 0);
    if (first === -1) return `0\u00a0s`;
    // Seconds count only in the last minutes.
    const kept = units.slice(first, first + 2).filter(([count, unit]) => count > 0 && (unit !== "s" || total < 600));
    return kept.map(([count, unit]) => `${this.number(count)}\u00a0${unit}`).join(" ");
  }

  country(code: string): string {
    return this.#name("region", code);
  }

  /** Countries by their names, in the order of this language. @param presend what knows which there are */
  countries(presend: Presend): [code: string, name: string][] {
    return this.#keep("countries", () => {
      const { compare } = new Intl.Collator(this.lang);
      const named = presend.countries().map((code): [string, string] => [code, this.country(code)]);
      return named.sort((a, b) => compare(a[1], b[1]));
    });
  }

  language(code: string): string {
    return this.#name("language", code.replaceAll("_", "-"));
  }

  #name(type: "region" | "language", code: string): string {
    try {
      return this.#keep(type, () => new Intl.DisplayNames(this.lang, { type })).of(code) ?? code;
    } catch {
      return code;
    }
  }
}

/** The reader's own variety of a language where the page names none: how dates and hours are written depends on it. */
function regional(lang: string): string {
  const own = typeof navigator === "undefined" ? [] : navigator.languages;
  return lang.includes("-") ? lang : (own.find((tag) => tag.startsWith(`${lang}-`)) ?? lang);
}

function midnight(at: number): number {
  const day = new Date(at);
  // Counted in UTC, so that a day of 23 or 25 hours is a day.
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
}

/** A time as `<input type="datetime-local">` takes it. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const year = String(date.getFullYear()).padStart(4, "0");
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
