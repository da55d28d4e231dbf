// Pastes to click: what people come with. The numbers are of the range that is kept for films.
import { pretty } from "../compose/json.js";
import type { Words } from "../words/index.js";

const START = Date.UTC(2026, 10, 18, 9) / 1000;

/** A status as WhatsApp reports it. @param after seconds */
const status = (id: number, after: number, state: string, code?: number) => ({
  id: `wamid.HBgMNDQ3NzAwOTAw0${id}`,
  status: state,
  timestamp: `${START + after}`,
  recipient_id: `447700900${id}`,
  ...(code && { errors: [{ code }] }),
});

const webhook = (...statuses: object[]) =>
  pretty({ entry: [{ changes: [{ field: "messages", value: { messaging_product: "whatsapp", statuses } }] }] });

/** How often each code comes in the export: two campaigns' worth of trouble, as it looks in practice. */
const exported = () =>
  [131049, 74, 131026, 28, 131047, 15, 132018, 4]
    .flatMap((code, i, all) => (i % 2 ? [] : Array<number>(all[i + 1] as number).fill(code)))
    .flatMap((code, i) => [status(100 + i, i, "sent"), status(100 + i, i + 4, "failed", code)])
    .map((entry) => JSON.stringify({ statuses: [entry] }))
    .join("\n");

/** By their names in the table of words. */
export const examples: [label: keyof Words["diagnose"]["tries"], text: () => string][] = [
  ["code", () => "error 131026"],
  ["inbox", () => "24-hour window closed"],
  [
    "graph",
    () =>
      pretty({
        error: {
          message: "(#132000) Number of parameters does not match the expected number of params",
          code: 132000,
          error_data: {
            details: "body: number of localizable_params (1) does not match the expected number of params (2)",
          },
          fbtrace_id: "AbC8dEfGhIjKlMnOpQrStU",
        },
      }),
  ],
  [
    "webhook",
    () =>
      webhook(
        status(124, 0, "sent"),
        status(124, 3, "delivered"),
        status(124, 252, "read"),
        status(125, 1, "sent"),
        status(125, 19, "failed", 131049),
      ),
  ],
  ["twilio", () => "MessageStatus=undelivered&ErrorCode=63016&To=whatsapp%3A%2B447700900124"],
  ["export", exported],
  ["delivered", () => webhook(status(126, 0, "sent"), status(126, 2, "delivered"))],
  ["family", () => "error 131999"],
  ["unknown", () => "Oops! Something went wrong. Please try again."],
];
