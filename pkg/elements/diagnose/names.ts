// How the names that come from the core are said in words.
import type { Shape } from "../icons.js";
import type { Words } from "../words/index.js";

/** Who may have passed an error on: their names are the same in every language, and their ids the last of them. */
export const PROVIDERS: [id: string, name: string][] =
  "Meta,Twilio,360dialog,Gupshup,Vonage,Infobip,Bird (MessageBird),Sinch,YCloud,On-Premises API"
    .split(",")
    .map((name) => [name.replace(/.*\(|\)| API/g, "").toLowerCase(), name]);

/** How the states that WhatsApp reports look. */
const STATES: Record<string, [shape: Shape, tone?: string]> = {
  accepted: ["clock"],
  sent: ["tick"],
  delivered: ["ticks"],
  read: ["ticks", "seen"],
  played: ["ticks", "seen"],
  failed: ["fail", "fail"],
  undelivered: ["fail", "fail"],
  rejected: ["fail", "fail"],
  deleted: ["cross"],
  warning: ["risk", "risk"],
};

export function stateOf(status: string): { shape: Shape; tone: string } {
  const [shape, tone = "note"] = STATES[status] ?? ["note"];
  return { shape, tone };
}

/** A state in words; one that is not known stays as it was reported. */
export const statusWord = (status: string, { diagnose: { states } }: Words): string =>
  (states as Record<string, string>)[status] ?? status;
