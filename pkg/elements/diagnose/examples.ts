// Pastes to click: what people come with. The numbers are of the range that is kept for films.
import type { Words } from "../words/index.js";

export interface Example {
  /** Its name in the table of words. */
  label: keyof Words["diagnose"];
  text: () => string;
}

const START = Date.UTC(2026, 10, 18, 9, 0, 0);

/** A status as WhatsApp reports it. */
const status = (id: number, after: number, state: string, code?: number) => ({
  id: `wamid.HBgMNDQ3NzAwOTAw${String(id).padStart(4, "0")}`,
  status: state,
  timestamp: String(Math.floor(START / 1000) + after),
  recipient_id: `44770090${String(id).padStart(4, "0")}`,
  ...(code && { errors: [{ code }] }),
});

const webhook = (statuses: object[]) => ({
  object: "whatsapp_business_account",
  entry: [
    {
      id: "102290129340398",
      changes: [{ field: "messages", value: { messaging_product: "whatsapp", statuses } }],
    },
  ],
});

const pretty = (value: object) => JSON.stringify(value, null, 2);

/** How often each code comes in the export: two campaigns' worth of trouble, as it looks in practice. */
const EXPORTED: [number, number][] = [
  [131049, 74],
  [131026, 28],
  [131047, 15],
  [132018, 4],
];

function exported(): string {
  const failures = EXPORTED.flatMap(([code, times]) => Array<number>(times).fill(code));
  return failures
    .flatMap((code, i) => [status(i, i, "sent"), status(i, i + 4, "failed", code)])
    .map((entry) => JSON.stringify({ statuses: [entry] }))
    .join("\n");
}

export const examples: Example[] = [
  { label: "exampleCode", text: () => "error 131026" },
  { label: "exampleInbox", text: () => "24-hour window closed" },
  {
    label: "exampleGraph",
    text: () =>
      pretty({
        error: {
          message: "(#132000) Number of parameters does not match the expected number of params",
          type: "OAuthException",
          code: 132000,
          error_data: {
            messaging_product: "whatsapp",
            details: "body: number of localizable_params (1) does not match the expected number of params (2)",
          },
          fbtrace_id: "AbC8dEfGhIjKlMnOpQrStU",
        },
      }),
  },
  {
    label: "exampleWebhook",
    text: () =>
      pretty(
        webhook([
          status(124, 0, "sent"),
          status(124, 3, "delivered"),
          status(124, 252, "read"),
          status(125, 1, "sent"),
          status(125, 19, "failed", 131049),
        ]),
      ),
  },
  {
    label: "exampleTwilio",
    text: () =>
      "SmsStatus=undelivered&MessageStatus=undelivered&ErrorCode=63016&To=whatsapp%3A%2B447700900124&MessageSid=SM0123456789abcdef0123456789abcdef",
  },
  { label: "exampleExport", text: exported },
  { label: "exampleDelivered", text: () => pretty(webhook([status(126, 0, "sent"), status(126, 2, "delivered")])) },
  { label: "exampleFamily", text: () => "error 131999" },
  { label: "exampleUnknown", text: () => "Oops! Something went wrong. Please try again." },
];
