// The slots of a template as fields of a form, and what is typed there as the components of a message and back.
import type { PreviewButton, Slot } from "../../index.js";
import { toLocalInput } from "../format.js";

/** A field of the form made from a template. */
export interface SlotField {
  /** `body.1`, `header.link`, `button.0`, `offer.end`; behind `card.0.` for the cards of a carousel. */
  key: string;
  slot: Slot;
  /** Which part of a value that has several: `latitude`, `catalog_id` … */
  part?: string;
  /** Whether the message is refused without it. */
  required: boolean;
}

/** Which field each path into the input stands for. */
export class Paths extends Map<string, string> {
  /** @param root the path of a document that is typed as JSON */
  constructor(readonly root = "message") {
    super();
  }
}

const MEDIA = ["image", "video", "document", "gif"];
const LOCATION = ["latitude", "longitude", "name", "address"];
const PRODUCT = ["product_retailer_id", "catalog_id"];
/** What a person can give to a button that takes data, by the kind of the button. */
const ACTIONS: Record<string, string[]> = {
  flow: ["flow_token"],
  catalog: ["thumbnail_product_retailer_id"],
  mpm: ["thumbnail_product_retailer_id", "sections"],
};

/** The fields for the slots of a template. */
export function slotFields(slots: Slot[], buttons: PreviewButton[] = []): SlotField[] {
  return slots.flatMap((slot): SlotField[] => {
    const { type, index, name, required } = slot;
    const card = slot.card === undefined ? "" : `card.${slot.card}.`;
    const whole = (key: string): SlotField[] => [{ key: card + key, slot, required }];
    const parts = (key: string, names: string[]) =>
      names.map((part): SlotField => ({ key: `${card}${key}.${part}`, slot, part, required }));
    if (index !== undefined) {
      if (type !== "action") return whole(`button.${index}`);
      // Only a button of several products cannot do without.
      const kind = required ? "mpm" : (buttons[index]?.kind ?? "");
      return parts(`button.${index}`, ACTIONS[kind] ?? []);
    }
    if (type === "location") return parts("header", LOCATION);
    if (type === "product") return parts("header", PRODUCT);
    if (type === "limited_time_offer") return whole("offer.end");
    if (MEDIA.includes(type)) return whole("header.link");
    return whole(`${slot.component === "header" ? "header" : "body"}.${name}`);
  });
}

/** Values for variables that the template does not have: they are sent as well, so that the report can say so. */
export function extraKeys(values: Record<string, string>, fields: SlotField[]): string[] {
  const known = new Set(fields.map((field) => field.key));
  return Object.keys(values).filter((key) => key.startsWith("body.") && values[key] !== "" && !known.has(key));
}

interface Component {
  type: string;
  [field: string]: unknown;
}

/** The components of a template message, with the path of every value. */
export function components(
  slots: Slot[],
  buttons: PreviewButton[],
  values: Record<string, string>,
  paths: Paths,
): Component[] {
  const fields = slotFields(slots, buttons);
  const at = "message.template.components";
  const list = partComponents(
    fields.filter(({ slot }) => slot.card === undefined),
    buttons,
    values,
    paths,
    at,
    extraKeys(values, fields),
  );
  const cards = [...new Set(slots.flatMap(({ card }) => card ?? []))];
  if (cards.length > 0) {
    const inside = `${at}[${list.length}].cards`;
    list.push({
      type: "carousel",
      cards: cards.map((card, place) => ({
        card_index: card,
        components: partComponents(
          fields.filter(({ slot }) => slot.card === card),
          [],
          values,
          paths,
          `${inside}[${place}].components`,
        ),
      })),
    });
  }
  return list;
}

/** The components of a message or of one card. */
function partComponents(
  fields: SlotField[],
  buttons: PreviewButton[],
  values: Record<string, string>,
  paths: Paths,
  base: string,
  extras: string[] = [],
): Component[] {
  const list: Component[] = [];
  const add = (component: Component, keys: [inside: string, key: string][]) => {
    for (const [inside, key] of keys) paths.set(`${base}[${list.length}].parameters[${inside}`, `value:${key}`);
    list.push(component);
  };
  const filled = (some: SlotField[]) => some.some(({ key }) => values[key]);
  const object = (some: SlotField[]) =>
    Object.fromEntries(some.flatMap(({ key, part = "link" }) => (values[key] ? [[part, values[key]]] : [])));
  const keyed = (kind: string, some: SlotField[]) =>
    some.map(({ key, part = "link" }): [string, string] => [`0].${kind}.${part}`, key]);
  const of = (start: string) => fields.filter(({ key }) => key.replace(/^card\.\d+\./, "").startsWith(start));

  const header = of("header.");
  const kind = header[0]?.slot.type ?? "text";
  // A file that was uploaded has an id, which the form does not ask for but keeps.
  const id = header[0] && values[header[0].key.replace(/link$/, "id")];
  if (kind === "text") texts("header", header, []);
  else if (id && !filled(header)) add({ type: "header", parameters: [{ type: kind, [kind]: { id } }] }, []);
  else if (filled(header)) {
    add({ type: "header", parameters: [{ type: kind, [kind]: object(header) }] }, keyed(kind, header));
  }
  texts("body", of("body."), extras);

  for (const { key } of of("offer.")) {
    const end = new Date(values[key] ?? "").getTime();
    if (Number.isNaN(end)) continue;
    const parameters = [{ type: "limited_time_offer", limited_time_offer: { expiration_time_ms: end } }];
    add({ type: "limited_time_offer", parameters }, [["0].limited_time_offer.expiration_time_ms", key]]);
  }

  const all = of("button.");
  for (const index of new Set(all.map(({ slot }) => slot.index ?? 0))) {
    const own = all.filter(({ slot }) => slot.index === index);
    const { key = "", slot } = own[0] ?? {};
    if (!slot || !filled(own)) continue;
    const { type } = slot;
    const button = (sub_type: string, value: unknown): Component => ({
      type: "button",
      sub_type,
      index: String(index),
      parameters: [{ type, [type]: value }],
    });
    if (type === "action") {
      const { sections, ...action } = object(own);
      const kind = slot.required ? "mpm" : (buttons[index]?.kind ?? "");
      add(button(kind, { ...action, ...(sections && { sections: readSections(sections) }) }), keyed("action", own));
    } else {
      const kind = type === "coupon_code" ? "copy_code" : type === "payload" ? "quick_reply" : "url";
      add(button(kind, values[key]), [[`0].${type}`, key]]);
    }
  }
  return list;

  function texts(type: string, texts: SlotField[], extras: string[]): void {
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
      given.map(([key], place) => [`${place}].text`, key]),
    );
  }
}

/** One section a line: its title, a colon, the ids of its products between commas. */
function readSections(text: string): object[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, title = "", ids = ""] = /^(?:([^:]*):)?(.*)$/.exec(line) ?? [];
      const products = ids.split(",").map((id) => id.trim());
      return {
        title: title.trim(),
        product_items: products.filter(Boolean).map((product_retailer_id) => ({ product_retailer_id })),
      };
    });
}

type Given = {
  type?: string;
  index?: string | number;
  parameters?: Record<string, unknown>[];
  cards?: { card_index?: number; components?: Given[] }[];
};

/** What a template message is filled with, as the values of its fields. */
export function toValues(template: { components?: object[]; parameters?: unknown }): Record<string, string> {
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
      const inner = parameter[String(parameter.type ?? "text")];
      const key = part === "button" ? `button.${index}` : `${part}.${parameter.parameter_name ?? place + 1}`;
      if (typeof inner !== "object" || inner === null) {
        values[prefix + key] = String(inner ?? "");
        return;
      }
      const { expiration_time_ms: end, sections, ...rest } = inner as Record<string, unknown>;
      if (end !== undefined) values[`${prefix}offer.end`] = toLocalInput(Number(end));
      if (Array.isArray(sections)) values[`${prefix}${key}.sections`] = sections.map(writeSection).join("\n");
      const into = part === "button" ? key : "header";
      for (const [name, value] of Object.entries(rest)) values[`${prefix}${into}.${name}`] = String(value);
    });
    cards.forEach((card, place) => {
      readComponents(card.components ?? [], `${prefix}card.${card.card_index ?? place}.`, values);
    });
  }
}

function writeSection({
  title = "",
  product_items: items = [],
}: {
  title?: string;
  product_items?: { product_retailer_id?: string }[];
}): string {
  return `${title}: ${items.map(({ product_retailer_id: id }) => id).join(", ")}`;
}
