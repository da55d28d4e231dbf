// What the composer holds, the draft that it amounts to, and which field a path of the report stands for.
import type { Draft, Edit, Finding, Message, PreviewButton, Slot, Template, TemplateMessage } from "../../index.js";
import { type Place, placesIn, pretty, rangeIn } from "./json.js";
import { components, type Paths, toValues } from "./slots.js";

/** The customer's last message: a time, a time stamp as typed, or neither. */
export type Last =
  | { kind: "at"; at: number }
  | { kind: "stamp"; stamp: string }
  | { kind: "never" }
  | { kind: "unknown" };

export type Kind = "text" | "template" | "json";

/** Everything a person can type. Switching between kinds of message loses nothing. */
export interface Fields {
  to: string;
  country: string;
  last: Last;
  kind: Kind;
  text: string;
  name: string;
  language: string;
  /** The values of each template by its name, then by slot: `body.1`, `header.link`, `button.0`, `card.0.body.1`. */
  values: Record<string, Record<string, string>>;
  json: string;
  /** What else is known, as JSON: sender, contact, limits. */
  more: string;
}

export const EMPTY: Fields = {
  to: "",
  country: "",
  last: { kind: "unknown" },
  kind: "text",
  text: "",
  name: "",
  language: "",
  values: {},
  json: "",
  more: "",
};

/** What a form for a template is made from. */
export interface Form {
  slots: Slot[];
  buttons: PreviewButton[];
}

/** The message that the fields amount to. @throws SyntaxError when the JSON that was typed is not complete */
export function toMessage(fields: Fields, { slots, buttons }: Form, paths: Paths): Message {
  if (fields.kind === "json") {
    paths.set(paths.root, "json");
    return JSON.parse(fields.json);
  }
  if (fields.kind === "text") {
    paths.set("message.text", "text");
    return { type: "text", text: fields.text };
  }
  paths.set("message.template.name", "name").set("message.template.language", "language");
  const values = fields.values[fields.name] ?? {};
  const made = components(slots, buttons, values, paths);
  const filled = made.length > 0 ? { components: made } : {};
  return { type: "template", template: { name: fields.name, language: fields.language, ...filled } };
}

/** The customer's last message as a draft tells it. */
export function toConversation(last: Last): { lastInboundAt?: string | null } {
  if (last.kind === "unknown") return {};
  if (last.kind === "never") return { lastInboundAt: null };
  return { lastInboundAt: last.kind === "at" ? new Date(last.at).toISOString() : last.stamp };
}

/** What a field shows of a value: a script may have put something there that nobody could have typed. */
function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The fields that show a draft. What has no field stays in the draft of the host. */
export function toFields(draft: Draft): Fields {
  const { sender, contact, policy, conversation } = draft;
  const { lastInboundAt: _, ...others } = conversation ?? {};
  const known = Object.entries({ sender, contact, policy, conversation: others });
  const more = Object.fromEntries(known.filter(([, value]) => value && Object.keys(value).length > 0));
  const written = Object.keys(more).length > 0 ? pretty(more) : "";
  const [to, country] = [shown(draft.to), shown(draft.country)];
  const fields: Fields = { ...EMPTY, to, country, last: toLast(draft), more: written };
  const { message = { type: "text" } as Message } = draft;
  if (message.type === "text") {
    const { text } = message as { text?: unknown };
    return { ...fields, text: shown((text as { body?: unknown } | undefined)?.body ?? text) };
  }
  if (message.type === "template") {
    const { template } = message as { template?: Partial<TemplateMessage> };
    const name = shown(template?.name);
    const { language: given } = template ?? {};
    const language = shown((given as { code?: string } | undefined)?.code ?? given);
    return { ...fields, kind: "template", name, language, values: { [name]: toValues(template ?? {}) } };
  }
  return { ...fields, kind: "json", json: pretty(message) };
}

function toLast({ conversation }: Draft): Last {
  const at = conversation?.lastInboundAt;
  if (at === null) return { kind: "never" };
  if (at === undefined) return { kind: "unknown" };
  if (at instanceof Date) return { kind: "at", at: at.getTime() };
  // Only what JavaScript and the core are certain to read alike becomes a date; all else is shown as it is.
  if (typeof at === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(at))
    return { kind: "at", at: Date.parse(at) };
  return { kind: "stamp", stamp: String(at) };
}

/** The text in a field: `to`, `text`, `name`, `language`, `json`, or `value:` and the key of a slot. */
export function read(fields: Fields, field: string): string {
  if (field.startsWith("value:")) return fields.values[fields.name]?.[field.slice(6)] ?? "";
  return fields[field as "to" | "text" | "name" | "language" | "json" | "country" | "more"];
}

export function write(fields: Fields, field: string, text: string): Fields {
  if (!field.startsWith("value:")) return { ...fields, [field]: text };
  const own = { ...fields.values[fields.name], [field.slice(6)]: text };
  return { ...fields, values: { ...fields.values, [fields.name]: own } };
}

/** From where to where an edit reaches in its field. */
function rangeOf({ at, range }: Edit, field: string, text: string, paths: Paths): [number, number] {
  const place = field === "json" ? placesIn(text, paths.root).get(at) : undefined;
  return place ? rangeIn(place, range) : range;
}

/** The text that an edit replaces, as it stands in its field. */
export function replaced(fields: Fields, edit: Edit, paths: Paths): string {
  const field = fieldAt(edit.at, paths);
  if (field === undefined) return "";
  const text = read(fields, field);
  return text.slice(...rangeOf(edit, field, text, paths));
}

/** The fields after an edit, or nothing when it is about something that has no field. */
export function applyEdit(fields: Fields, edit: Edit, paths: Paths): Fields | undefined {
  const field = fieldAt(edit.at, paths);
  if (field === undefined) return undefined;
  const text = read(fields, field);
  const [start, end] = rangeOf(edit, field, text, paths);
  const insert = field === "json" ? JSON.stringify(edit.insert).slice(1, -1) : edit.insert;
  return write(fields, field, text.slice(0, start) + insert + text.slice(end));
}

/** The field for a path of the report: that of the path itself, or of what holds it. */
export function fieldAt(at: string | undefined, paths: Paths): string | undefined {
  if (at === undefined) return undefined;
  if (at === "to" || at === "country") return at;
  if (at === "conversation.lastInboundAt") return "last";
  if (/^(conversation|sender|contact|policy)\b/.test(at)) return "more";
  if (at.startsWith("templates")) return "templates";
  if (paths.get(paths.root) === "json" && at.startsWith(paths.root)) return "json";
  const exact = paths.get(at);
  if (exact !== undefined) return exact;
  for (const [path, field] of paths) {
    const above = path.replace(/\.[^.[]+$/, "");
    if (at === above && above.endsWith("]")) return field;
  }
  return undefined;
}

export interface Mark {
  range: [number, number];
  level: Finding["level"];
  message: string;
}

/** What to underline in a field. */
export function marksIn(field: string, text: string, findings: Finding[], paths: Paths): Mark[] {
  const here = findings.filter(
    ({ level, at }) => (level === "fail" || level === "risk") && fieldAt(at, paths) === field,
  );
  const places = field === "json" && here.length > 0 ? placesIn(text, paths.root) : undefined;
  return here.map(({ level, message, range, at = "" }): Mark => {
    const place = places && placeOf(places, at, range);
    return { level, message, range: place ?? range ?? [0, text.length] };
  });
}

/** Where a value stands; of one that is missing, and of one that goes over many lines, the bracket that holds it. */
export function placeOf(places: Map<string, Place>, at: string, range?: [number, number]): [number, number] {
  const place = places.get(at);
  if (place && (place.units || place.plain)) return rangeIn(place, range);
  if (place) return [place.start, place.start + 1];
  const above = at.replace(/(\.[^.[]*|\[[^[]*)$/, "");
  return above === at ? [0, 1] : placeOf(places, above);
}

/** Under which name an answer of the Graph API or of a provider holds its templates. */
export function listOf(given: unknown): string | undefined {
  const names = ["data", "waba_templates", "contents"];
  return names.find((name) => Array.isArray((given as Record<string, unknown> | null)?.[name]));
}

/** Reads templates from pasted JSON: a list, an answer of the Graph API or of a provider, or one template. */
export function readTemplates(json: string): Template[] {
  const given: unknown = JSON.parse(json);
  return listed(Array.isArray(given) || listOf(given) ? given : [given]);
}

/** The templates of a list, or of an answer that holds one. */
export function listed(given: unknown): Template[] {
  // Every provider has its own name for the list inside its answer.
  return Array.isArray(given) ? given : (Object.values(given ?? {}).find(Array.isArray) ?? []);
}
