// Drafts to click: the well-known ways in which a message fails, and some in which it does not.
import type { Draft } from "presend";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The groups of examples, in the order in which a report looks at things. */
export const groups = {
  window: "Window",
  message: "Message",
  template: "Template",
  media: "Media",
  recipient: "Recipient",
  limits: "Limits",
  account: "Account",
};

export interface Example {
  id: string;
  group: keyof typeof groups;
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
    group: "window",
    label: "Window closed",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 27 * HOUR + 12 * MINUTE), message: reply }),
  },
  {
    id: "open",
    group: "window",
    label: "Window open",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 5 * HOUR + 20 * MINUTE), message: reply }),
  },
  {
    id: "23-59",
    group: "window",
    label: "Silent for 23 h 59 min",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 24 * HOUR - MINUTE), message: reply }),
  },
  {
    id: "24-01",
    group: "window",
    label: "Silent for 24 h 1 min",
    draft: (now) => ({ to: toIndia, conversation: wrote(now, 24 * HOUR + MINUTE), message: reply }),
  },
  {
    id: "never",
    group: "window",
    label: "Never wrote",
    draft: () => ({
      to: "+44 7912 345678",
      conversation: { lastInboundAt: null },
      message: { type: "text", text: "Hello, this is Maple & Thread. Do you have a minute?" },
    }),
  },
  {
    id: "template",
    group: "template",
    label: "A template that fits",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", orderUpdate),
    }),
  },
  {
    id: "parameters",
    group: "template",
    label: "A value missing",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, "2": "" }),
    }),
  },
  {
    id: "too-many",
    group: "template",
    label: "A value too many",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, "3": "by noon" }),
    }),
  },
  {
    id: "line-break",
    group: "template",
    label: "Line break in a value",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, "2": "on Monday,\nbefore noon" }),
    }),
  },
  {
    id: "paused",
    group: "template",
    label: "Paused template",
    draft: () => ({
      to: "+44 7912 345678",
      conversation: { lastInboundAt: null },
      message: template("come_back", "en", { "1": "Alex" }),
    }),
  },
  {
    id: "pending",
    group: "template",
    label: "Not approved yet",
    draft: () => ({
      to: "+55 11 96123 4567",
      conversation: { lastInboundAt: null },
      message: template("order_update", "pt_BR", { "1": "João", "2": "na segunda" }),
    }),
  },
  {
    id: "language",
    group: "template",
    label: "Language that does not exist",
    draft: () => ({
      to: "+33 6 12 34 56 78",
      conversation: { lastInboundAt: null },
      message: template("order_update", "fr", orderUpdate),
    }),
  },
  {
    id: "placeholder",
    group: "message",
    label: "Placeholder left in",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 2 * HOUR),
      message: { type: "text", text: "Hi {{first_name}}, your parcel is ready to be picked up." },
    }),
  },
  {
    id: "00",
    group: "recipient",
    label: "Number with 00",
    draft: (now) => ({ to: "00 44 7912 345678", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "trunk",
    group: "recipient",
    label: "Number with a leading zero",
    draft: (now) => ({ to: "07912 345678", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "letters",
    group: "recipient",
    label: "Letters in the number",
    draft: (now) => ({ to: "+44 79I2 345678", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "user-id",
    group: "recipient",
    label: "User id",
    draft: (now) => ({ to: "US.13491208655302741918", conversation: wrote(now, 3 * HOUR), message: reply }),
  },
  {
    id: "us-marketing",
    group: "recipient",
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
  {
    id: "button",
    group: "template",
    label: "End of a link missing",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 50 * HOUR),
      message: template("order_update", "en", { ...orderUpdate, buttons: {} }),
    }),
  },
  {
    id: "long",
    group: "message",
    label: "Far too long",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 2 * HOUR),
      message: { type: "text", text: "Here is all that we know about wool. ".repeat(120).trim() },
    }),
  },
  {
    id: "buttons",
    group: "message",
    label: "Four reply buttons",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 2 * HOUR),
      message: {
        type: "interactive",
        interactive: {
          type: "button",
          body: { text: "When should we deliver?" },
          action: {
            buttons: ["Monday", "Tuesday", "Wednesday", "Thursday"].map((title) => ({
              type: "reply",
              reply: { id: title.toLowerCase(), title },
            })),
          },
        },
      },
    }),
  },
  {
    id: "large",
    group: "media",
    label: "Picture too large",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 2 * HOUR),
      message: {
        type: "image",
        image: { link: "https://shop.example/coat.jpg" },
        file: { name: "coat.jpg", mime: "image/jpeg", size: 7_340_032 },
      },
    }),
  },
  {
    id: "format",
    group: "media",
    label: "Format that is not taken",
    draft: (now) => ({
      to: toIndia,
      conversation: wrote(now, 2 * HOUR),
      message: {
        type: "audio",
        audio: { link: "https://shop.example/note.wav" },
        file: { name: "note.wav", mime: "audio/wav", size: 240_000 },
      },
    }),
  },
  {
    id: "country",
    group: "recipient",
    label: "Country without the service",
    draft: () => ({
      to: "+53 5 1234567",
      conversation: { lastInboundAt: null },
      message: template("order_update", "en", orderUpdate),
    }),
  },
  {
    id: "opted-out",
    group: "recipient",
    label: "No marketing wanted",
    draft: (now) => ({
      to: toIndia,
      contact: { optedOutOfMarketing: true },
      conversation: wrote(now, 50 * HOUR),
      message: template("winter_sale", "en_US", {
        "1": "20 %",
        "2": "Sunday",
        header: { link: "https://shop.example/winter.jpg" },
        buttons: { "0": "WOOL20" },
      }),
    }),
  },
  {
    id: "limit",
    group: "limits",
    label: "Day’s limit used up",
    draft: () => ({
      to: "+44 7912 345678",
      sender: { dailyLimit: 250, startedInLast24h: 250 },
      conversation: { lastInboundAt: null },
      message: template("we_have_a_question", "en"),
    }),
  },
  {
    id: "quality",
    group: "limits",
    label: "Quality is red",
    draft: () => ({
      to: "+44 7912 345678",
      sender: { quality: "red", state: "flagged" },
      conversation: { lastInboundAt: null },
      message: template("we_have_a_question", "en"),
    }),
  },
  {
    id: "token",
    group: "account",
    label: "Token expired",
    draft: (now) => ({
      to: toIndia,
      sender: { tokenExpiresAt: new Date(now - 3 * HOUR) },
      conversation: wrote(now, 2 * HOUR),
      message: reply,
    }),
  },
  {
    id: "unregistered",
    group: "account",
    label: "Number not registered",
    draft: (now) => ({
      to: toIndia,
      sender: { registered: false },
      conversation: wrote(now, 2 * HOUR),
      message: reply,
    }),
  },
  {
    id: "locked",
    group: "account",
    label: "Account locked",
    draft: (now) => ({
      to: toIndia,
      sender: { state: "locked" },
      conversation: wrote(now, 2 * HOUR),
      message: reply,
    }),
  },
];
