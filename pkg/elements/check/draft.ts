// What the composer holds, the draft that it amounts to, and which field a path of the report stands for.
import type { Draft, Edit, Finding, Message, Slot, Template, TemplateMessage } from "../../index.js";
import { placesIn, rangeIn } from "./json.js";

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
};

const LOCATION = ["latitude", "longitude", "name", "address"];
const MEDIA = ["image", "video", "document", "gif"];

/** A field of the form made from a template. */
export interface SlotField {
  key: string;
  slot: Slot;
  /** Which part of a location. */
  part?: string;
}

/** The fields for the slots of a template; what a person cannot type is left out. */
export function slotFields(slots: Slot[]): SlotField[] {
  return slots.flatMap((slot): SlotField[] => {
    const card = slot.card === undefined ? "" : `card.${slot.card}.`;
    const component = slot.component === "card" ? "body" : slot.component;
    if (slot.type === "location") return LOCATION.map((part) => ({ key: `${card}header.${part}`, slot, part }));
    if (MEDIA.includes(slot.type)) return [{ key: `${card}header.link`, slot }];
    if (slot.component === "button") {
      return ["text", "coupon_code", "payload"].includes(slot.type)
        ? [{ key: `${card}button.${slot.index ?? 0}`, slot }]
        : [];
    }
    return slot.type === "text" ? [{ key: `${card}${component}.${slot.name}`, slot }] : [];
  });
}

/** Values for variables that the template does not have: they are sent as well, so that the report can say so. */
export function extraKeys(values: Record<string, string>, fields: SlotField[]): string[] {
  const known = new Set(fields.map((field) => field.key));
  return Object.keys(values).filter((key) => key.startsWith("body.") && values[key] !== "" && !known.has(key));
}

/** Which field each path into the draft stands for. */
export type Paths = Map<string, string>;

/** The components of a template message, with the path of every value. */
export function components(
  slots: Slot[],
  values: Record<string, string>,
  paths: Paths,
  base = "message.template.components",
): object[] {
  const fields = slotFields(slots);
  const list: { type: string; [field: string]: unknown }[] = [];
  const add = (component: { type: string; [field: string]: unknown }, keys: [string, string][]) => {
    for (const [inside, key] of keys) paths.set(`${base}[${list.length}].parameters${inside}`, `value:${key}`);
    list.push(component);
  };

  const header = fields.filter((field) => field.key.startsWith("header."));
  const first = header[0];
  if (first?.part && header.some(({ key }) => values[key])) {
    const location = Object.fromEntries(header.map(({ key, part }) => [part, values[key] ?? ""]));
    add(
      { type: "header", parameters: [{ type: "location", location }] },
      header.map(({ key, part }) => [`[0].location.${part}`, key]),
    );
  } else if (first?.key === "header.link") {
    const { type } = first.slot;
    if (values[first.key]) {
      add({ type: "header", parameters: [{ type, [type]: { link: values[first.key] } }] }, [
        [`[0].${type}.link`, first.key],
      ]);
    }
  } else {
    texts("header", header);
  }

  const body = fields.filter((field) => field.key.startsWith("body."));
  texts("body", body, extraKeys(values, fields));

  for (const { key, slot } of fields.filter((field) => field.key.startsWith("button."))) {
    if (!values[key]) continue;
    const subType = slot.type === "coupon_code" ? "copy_code" : slot.type === "payload" ? "quick_reply" : "url";
    const parameters = [{ type: slot.type, [slot.type]: values[key] }];
    add({ type: "button", sub_type: subType, index: String(slot.index ?? 0), parameters }, [[`[0].${slot.type}`, key]]);
  }

  const cards = [...new Set(fields.flatMap(({ slot }) => slot.card ?? []))];
  if (cards.length > 0) {
    const at = `${base}[${list.length}]`;
    list.push({
      type: "carousel",
      cards: cards.map((card, index) => ({
        card_index: card,
        components: cardComponents(card, `${at}.cards[${index}].components`),
      })),
    });
  }
  return list;

  function texts(type: string, texts: SlotField[], extras: string[] = []): void {
    const named = texts.some(({ slot }) => !/^\d+$/.test(slot.name));
    let given: [key: string, name: string][] = texts.map(({ key, slot }) => [key, slot.name]);
    if (named) given = given.filter(([key]) => values[key]);
    // Only what is missing at the end can be left out: before that the order would shift.
    else while (given.length > 0 && !values[given.at(-1)?.[0] ?? ""]) given.pop();
    given.push(...extras.map((key): [string, string] => [key, key.slice(type.length + 1)]));
    if (given.length === 0) return;
    const parameters = given.map(([key, name]) => ({
      type: "text",
      ...(named ? { parameter_name: name } : {}),
      text: values[key] ?? "",
    }));
    add(
      { type, parameters },
      given.map(([key], index) => [`[${index}].text`, key]),
    );
  }

  function cardComponents(card: number, cardBase: string): object[] {
    const prefix = `card.${card}.`;
    const own = slots
      .filter((slot) => slot.card === card)
      .map((slot): Slot => {
        const { card: _, ...rest } = slot;
        return rest.component === "card" ? { ...rest, component: MEDIA.includes(rest.type) ? "header" : "body" } : rest;
      });
    const ownValues = Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
      ),
    );
    const ownPaths: Paths = new Map();
    const made = components(own, ownValues, ownPaths, cardBase);
    for (const [path, field] of ownPaths) paths.set(path, field.replace("value:", `value:${prefix}`));
    return made;
  }
}

/** The message that the fields amount to. @throws SyntaxError when the JSON that was typed is not complete */
export function toMessage(fields: Fields, slots: Slot[], paths: Paths): Message {
  if (fields.kind === "json") {
    const message: Message = JSON.parse(fields.json);
    for (const path of placesIn(fields.json, "message").keys()) paths.set(path, "json");
    return message;
  }
  if (fields.kind === "text") {
    paths.set("message.text", "text");
    return { type: "text", text: fields.text };
  }
  paths.set("message.template.name", "name").set("message.template.language", "language");
  const values = fields.values[fields.name] ?? {};
  const made = components(slots, values, paths);
  const filled = made.length > 0 ? { components: made } : {};
  return { type: "template", template: { name: fields.name, language: fields.language, ...filled } };
}

/** The customer's last message as a draft tells it. */
export function toConversation(last: Last): { lastInboundAt?: string | null } {
  if (last.kind === "unknown") return {};
  if (last.kind === "never") return { lastInboundAt: null };
  return { lastInboundAt: last.kind === "at" ? new Date(last.at).toISOString() : last.stamp };
}

/** The fields that show a draft. What has no field stays in the draft of the host. */
export function toFields(draft: Draft): Fields {
  const fields: Fields = { ...EMPTY, to: draft.to ?? "", country: draft.country ?? "", last: toLast(draft) };
  const { message } = draft;
  if (message.type === "text") {
    const { text } = message as { text?: string | { body: string } };
    return { ...fields, text: typeof text === "object" ? text.body : (text ?? "") };
  }
  if (message.type === "template") {
    const { template } = message as { template?: Partial<TemplateMessage> };
    const name = template?.name ?? "";
    const language = typeof template?.language === "object" ? template.language.code : (template?.language ?? "");
    return { ...fields, kind: "template", name, language, values: { [name]: toValues(template ?? {}) } };
  }
  return { ...fields, kind: "json", json: JSON.stringify(message, null, 2) };
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

type Given = {
  type?: string;
  index?: string | number;
  parameters?: Record<string, unknown>[];
  cards?: { card_index?: number; components?: Given[] }[];
};

function toValues(template: { components?: object[]; parameters?: unknown }): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries((template.parameters as Record<string, unknown> | undefined) ?? {})) {
    if (typeof value !== "object" || value === null) {
      values[`body.${Array.isArray(template.parameters) ? Number(key) + 1 : key}`] = String(value ?? "");
    } else {
      const part = key === "buttons" ? "button" : key;
      for (const [name, inner] of Object.entries(value)) values[`${part}.${name}`] = String(inner);
    }
  }
  readComponents((template.components ?? []) as Given[], "", values);
  return values;
}

function readComponents(list: Given[], prefix: string, values: Record<string, string>): void {
  for (const { type, index, parameters = [], cards = [] } of list) {
    const part = type?.toLowerCase();
    parameters.forEach((parameter, place) => {
      const kind = String(parameter.type ?? "text");
      const inner = parameter[kind];
      if (part === "button") values[`${prefix}button.${index}`] = String(inner ?? "");
      else if (kind === "location")
        for (const name of LOCATION)
          values[`${prefix}header.${name}`] = String((inner as Record<string, unknown>)?.[name] ?? "");
      else if (MEDIA.includes(kind)) values[`${prefix}header.link`] = String((inner as { link?: string })?.link ?? "");
      else values[`${prefix}${part}.${parameter.parameter_name ?? place + 1}`] = String(inner ?? "");
    });
    cards.forEach((card, place) => {
      readComponents(card.components ?? [], `${prefix}card.${card.card_index ?? place}.`, values);
    });
  }
}

/** The text in a field: `to`, `text`, `name`, `language`, `json`, or `value:` and the key of a slot. */
export function read(fields: Fields, field: string): string {
  if (field.startsWith("value:")) return fields.values[fields.name]?.[field.slice(6)] ?? "";
  return fields[field as "to" | "text" | "name" | "language" | "json" | "country"];
}

export function write(fields: Fields, field: string, text: string): Fields {
  if (!field.startsWith("value:")) return { ...fields, [field]: text };
  const own = { ...fields.values[fields.name], [field.slice(6)]: text };
  return { ...fields, values: { ...fields.values, [fields.name]: own } };
}

/** The text that an edit replaces, as it stands in its field. */
export function replaced(fields: Fields, edit: Edit, paths: Paths): string {
  const field = fieldAt(edit.at, paths);
  if (field === undefined) return "";
  const text = read(fields, field);
  const place = field === "json" ? placesIn(text, "message").get(edit.at) : undefined;
  return text.slice(...(place ? rangeIn(place, edit.range) : edit.range));
}

/** The fields after an edit, or nothing when it is about something that has no field. */
export function applyEdit(fields: Fields, edit: Edit, paths: Paths): Fields | undefined {
  const field = fieldAt(edit.at, paths);
  if (field === undefined) return undefined;
  const text = read(fields, field);
  const place = field === "json" ? placesIn(text, "message").get(edit.at) : undefined;
  const [start, end] = place ? rangeIn(place, edit.range) : edit.range;
  const insert = place ? JSON.stringify(edit.insert).slice(1, -1) : edit.insert;
  return write(fields, field, text.slice(0, start) + insert + text.slice(end));
}

/** The field for a path of the report: that of the path itself, or of what holds it. */
export function fieldAt(at: string | undefined, paths: Paths): string | undefined {
  if (at === undefined) return undefined;
  if (at === "to" || at === "country") return at;
  if (at.startsWith("conversation")) return "last";
  if (at.startsWith("templates")) return "templates";
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
  const places = field === "json" && here.length > 0 ? placesIn(text, "message") : undefined;
  return here.map(({ level, message, range, at = "" }): Mark => {
    const place = places?.get(at);
    return { level, message, range: place ? rangeIn(place, range) : (range ?? [0, text.length]) };
  });
}

/** Reads templates from pasted JSON: a list, an answer of the Graph API, or one template. */
export function readTemplates(json: string): Template[] {
  const given: unknown = JSON.parse(json);
  const list = Array.isArray(given) ? given : ((given as { data?: unknown })?.data ?? [given]);
  return list as Template[];
}
