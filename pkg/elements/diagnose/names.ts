// How the names that come from the core are said in words.
import type { Shape } from "../icons.js";
import type { Words } from "../words/index.js";

/** Who may have passed an error on: their names are the same in every language. */
export const PROVIDERS: [id: string, name: string][] = [
  ["meta", "Meta"],
  ["twilio", "Twilio"],
  ["360dialog", "360dialog"],
  ["gupshup", "Gupshup"],
  ["vonage", "Vonage"],
  ["infobip", "Infobip"],
  ["messagebird", "Bird (MessageBird)"],
  ["sinch", "Sinch"],
  ["ycloud", "YCloud"],
  ["on-premises", "On-Premises API"],
];

/** How the states that WhatsApp reports look. */
const STATES: Record<string, { shape: Shape; tone: string }> = {
  accepted: { shape: "clock", tone: "note" },
  sent: { shape: "tick", tone: "note" },
  delivered: { shape: "ticks", tone: "note" },
  read: { shape: "ticks", tone: "seen" },
  played: { shape: "ticks", tone: "seen" },
  failed: { shape: "fail", tone: "fail" },
  undelivered: { shape: "fail", tone: "fail" },
  rejected: { shape: "fail", tone: "fail" },
  deleted: { shape: "cross", tone: "note" },
  warning: { shape: "risk", tone: "risk" },
};

export function stateOf(status: string): { shape: Shape; tone: string } {
  return STATES[status] ?? { shape: "note", tone: "note" };
}

/** A state in words; one that is not known stays as it was reported. */
export const statusWord = (status: string, { diagnose: { states } }: Words): string =>
  (states as Record<string, string>)[status] ?? status;
