// How the names that come from the core are said in words.
import type { By } from "../../index.js";
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

export function byWords(by: By, { diagnose }: Words): string {
  return {
    subcode: diagnose.bySubcode,
    code: diagnose.byCode,
    "provider-code": diagnose.byProviderCode,
    text: diagnose.byText,
    "near-text": diagnose.byNearText,
  }[by];
}

/** The states that WhatsApp reports, and how people know them. */
const STATES: Record<string, { shape: Shape; tone: string; word: keyof Words["diagnose"] }> = {
  accepted: { shape: "clock", tone: "note", word: "statusAccepted" },
  sent: { shape: "tick", tone: "note", word: "statusSent" },
  delivered: { shape: "ticks", tone: "note", word: "statusDelivered" },
  read: { shape: "ticks", tone: "seen", word: "statusRead" },
  played: { shape: "ticks", tone: "seen", word: "statusPlayed" },
  failed: { shape: "fail", tone: "fail", word: "statusFailed" },
  undelivered: { shape: "fail", tone: "fail", word: "statusUndelivered" },
  rejected: { shape: "fail", tone: "fail", word: "statusRejected" },
  deleted: { shape: "cross", tone: "note", word: "statusDeleted" },
  warning: { shape: "risk", tone: "risk", word: "statusWarning" },
};

export function stateOf(status: string): { shape: Shape; tone: string } {
  return STATES[status] ?? { shape: "note", tone: "note" };
}

/** A state in words; one that is not known stays as it was reported. */
export function statusWord(status: string, { diagnose }: Words): string {
  const word = STATES[status]?.word;
  return word ? String(diagnose[word]) : status;
}
