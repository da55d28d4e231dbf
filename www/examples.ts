// Drafts to click: the well-known ways in which a message fails, and some in which it does not.
import type { Draft } from "presend";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Example {
  id: string;
  label: string;
  draft: (now: number) => Draft;
}

const reply = {
  type: "text",
  text: "Hi Priya, good news: the blue scarf is back in stock. Shall I put one aside for you?",
} as const;
const wrote = (now: number, ago: number) => ({ lastInboundAt: new Date(now - ago) });
const toIndia = "+91 98765 43210";

const template = (name: string, language: string, parameters: Record<string, unknown> = {}) =>
  ({ type: "template", template: { name, language, parameters } }) as const;
const orderUpdate = { header: { "1": "84213" }, "1": "Priya", "2": "on Monday", buttons: { "0": "84213" } };

export const examples: Example[] = [
  {
    id: "closed",
    label: "Window closed",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 27 * HOUR + 12 * MINUTE), message: reply }),
  },
  {
    id: "open",
    label: "Window open",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 5 * HOUR + 20 * MINUTE), message: reply }),
  },
  {
    id: "23-59",
    label: "Silent for 23 h 59 min",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 24 * HOUR - MINUTE), message: reply }),
  },
  {
    id: "24-01",
    label: "Silent for 24 h 1 min",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 24 * HOUR + MINUTE), message: reply }),
  },
  {
    id: "never",
    label: "Never wrote",
    draft: () => ({
      to: "+44 7912 345678",
      conversation: { lastInboundAt: null },
      message: { type: "text", text: "Hello, this is Maple & Thread. Do you have a minute?" },
    }),
  },
  {
    id: "template",
    label: "A template that fits",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", orderUpdate),
    }),
  },
  {
    id: "parameters",
    label: "A value missing",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, "2": "" }),
    }),
  },
  {
    id: "too-many",
    label: "A value too many",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, "3": "by noon" }),
    }),
  },
  {
    id: "line-break",
    label: "Line break in a value",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, "2": "on Monday,\nbefore noon" }),
    }),
  },
  {
    id: "paused",
    label: "Paused template",
    draft: () => ({
      to: "+44 7912 345678",
      conversation: { lastInboundAt: null },
      message: template("come_back", "en", { "1": "Alex" }),
    }),
  },
  {
    id: "pending",
    label: "Not approved yet",
    draft: () => ({
      to: "+55 11 96123 4567",
      conversation: { lastInboundAt: null },
      message: template("order_update", "pt_BR", { "1": "João", "2": "na segunda" }),
    }),
  },
  {
    id: "language",
    label: "Language that does not exist",
    draft: () => ({
      to: "+33 6 12 34 56 78",
      conversation: { lastInboundAt: null },
      message: template("order_update", "fr", orderUpdate),
    }),
  },
  {
    id: "placeholder",
    label: "Placeholder left in",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 2 * HOUR),
      message: { type: "text", text: "Hi {{first_name}}, your parcel is ready to be picked up." },
    }),
  },
  {
    id: "00",
    label: "Number with 00",
    draft: (now) => ({ to: "00 44 7912 345678", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "trunk",
    label: "Number with a leading zero",
    draft: (now) => ({ to: "07912 345678", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "letters",
    label: "Letters in the number",
    draft: (now) => ({ to: "+44 79I2 345678", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "user-id",
    label: "User id",
    draft: (now) => ({ to: "US.13491208655302741918", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "us-marketing",
    label: "Marketing to a US number",
    draft: () => ({
      to: "+1 415 555 1234",
      conversation: { lastInboundAt: null },
      message: template("winter_sale", "en_US", {
        "1": "20 %",
        "2": "Sunday",
        header: { link: "https://shop.example/winter.jpg" },
        buttons: { "0": "WOOL20" },
      }),
    }),
  },
];
