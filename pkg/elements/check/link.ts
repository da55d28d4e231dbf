// A case as text for the fragment of an address, so that somebody else can see it, and back.
import type { Presend, Template } from "../../index.js";
import { EMPTY, type Fields } from "../compose/draft.js";

/** What the fragment begins with. */
export const CASE = "case=";

/** A case: what was typed, with the last message as its age, so that the case is the same whenever it is opened. */
export interface Case {
  fields: Partial<Omit<Fields, "last">>;
  /** How long ago the customer wrote, in milliseconds; else as it stands in the fields. */
  last: number | Exclude<Fields["last"], { kind: "at" }>;
  platform?: string;
  templates?: Template[];
}

/** Turns a case into a fragment: base64url, because a fragment may hold nothing else that JSON needs. */
export function toFragment(it: Case): string {
  const bytes = new TextEncoder().encode(JSON.stringify(it));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return CASE + text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The case in a fragment; nothing when it holds none that can be read. */
export function fromFragment(fragment: string): Case | undefined {
  if (!fragment.startsWith(CASE)) return undefined;
  try {
    const text = atob(fragment.slice(CASE.length).replaceAll("-", "+").replaceAll("_", "/"));
    const read: Case = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0))));
    return isCase(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** A link comes from anywhere: only what has the form of a case is taken. */
function isCase(read: unknown): read is Case {
  if (typeof read !== "object" || read === null) return false;
  const { fields, last, platform = "", templates = [] } = read as Record<string, unknown>;
  const like = (value: unknown, model: unknown): boolean =>
    typeof value === typeof model && value !== null && Array.isArray(value) === Array.isArray(model);
  if (!like(fields, {}) || !like(platform, "") || !like(templates, [])) return false;
  const given = fields as Record<string, unknown>;
  const known = Object.entries(given).every(([name, value]) => like(value, EMPTY[name as keyof Fields]));
  const texts = Object.values(given.values ?? {}).every(
    (values) => like(values, {}) && Object.values(values as object).every((value) => typeof value === "string"),
  );
  const { kind, stamp = "" } = (last ?? {}) as { kind?: unknown; stamp?: unknown };
  const wrote =
    typeof last === "number" || kind === "never" || kind === "unknown" || (kind === "stamp" && like(stamp, ""));
  return known && texts && wrote && ["text", "template", "json", undefined].includes(given.kind as string);
}

/** The fields of a case at a time. */
export function fieldsOf({ fields, last }: Case, now: number): Fields {
  return { ...EMPTY, ...fields, last: typeof last === "number" ? { kind: "at", at: now - last } : last };
}

/** The same case without anybody's number, name or words. */
export function masked(fields: Fields, presend: Presend): Fields {
  const values = Object.entries(fields.values).map(([name, own]) => [
    name,
    Object.fromEntries(Object.entries(own).map(([slot, value]) => [slot, blur(value)])),
  ]);
  return {
    ...fields,
    to: blurNumber(fields.to, fields.country, presend),
    text: blur(fields.text),
    values: Object.fromEntries(values),
    json: blurJson(fields.json, presend),
    more: blurJson(fields.more, presend),
  };
}

/** What a text is judged by stays: its length, its lines, its marks and its placeholders. */
function blur(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}|\$\{\w+\}|%\w+%|https?:\/\/|\p{L}|\p{N}/gu, (found) => {
    if (/^(\{|\$|%|http)/.test(found)) return found;
    const sign = /\p{N}/u.test(found) ? "0" : /\p{Lu}/u.test(found) ? "X" : "x";
    return sign.repeat(found.length);
  });
}

/** Other last digits, by which the number is still read as the same kind of number of the same country. */
function blurNumber(to: string, country: string, presend: Presend): string {
  const options = country === "" ? {} : { country };
  const kind = (number: string) => {
    const { kind, valid, possible, region, type, findings } = presend.phone(number, options);
    return [kind, valid, possible, region, type, ...findings.map(({ rule }) => rule)].join();
  };
  const places = [...to.matchAll(/\d/g)].slice(-5).map(({ index }) => index);
  const filled = ["00000", "12345", "55555", "34567", "21212"].map((digits) =>
    places.reduce((text, at, n) => text.slice(0, at) + digits[n] + text.slice(at + 1), to),
  );
  return filled.find((number) => kind(number) === kind(to)) ?? blur(to);
}

/** Words of the API, by the names of their fields: they are nobody's. */
const OPEN =
  /^(type|sub_type|index|name|code|policy|language|category|status|format|mime|parameter_name|messaging_product|recipient_type|kind|quality|state|country|\w+At)$/;

function blurJson(json: string, presend: Presend): string {
  if (json === "") return json;
  try {
    const blurred = JSON.parse(json, (key, value) => {
      if (typeof value !== "string" || OPEN.test(key)) return value;
      return /^(to|recipient|number)$/.test(key) ? blurNumber(value, "", presend) : blur(value);
    });
    return JSON.stringify(blurred, null, 2);
  } catch {
    return blur(json);
  }
}
