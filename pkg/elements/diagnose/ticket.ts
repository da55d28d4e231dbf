// What a person hands on to the support of a platform, a provider or Meta.
import type { Diagnosis, Version } from "../../index.js";
import type { Format } from "../format.js";
import { fill, type Words } from "../words/index.js";

/** How much of the evidence is quoted where the core has written nothing down, in UTF-16 units. */
const QUOTED = 300;

interface Known {
  words: Words;
  format: Format;
  platform: string;
  provider: string;
  version: Version;
}

/** The text: what the core has written down, and around it what only the page knows. Empty when support could do nothing with it. */
export function ticket(diagnosis: Diagnosis, known: Known): string {
  const { words, platform, provider, version } = known;
  const { diagnose, platforms } = words;
  const first = diagnosis.status === "recognised" ? diagnosis.matches[0] : undefined;
  const lines: string[] = [];
  if (diagnosis.ids) {
    lines.push(diagnosis.ids.text.trimEnd());
  } else if (first) {
    const text = first.evidence.text.replace(/\s+/g, " ").slice(0, QUOTED);
    lines.push(fill(diagnose.ticketTitle, { title: first.title }));
    lines.push(fill(diagnose.ticketEvidence, { by: diagnose.by[first.by], text }));
  } else {
    return "";
  }
  lines.push(...countLines(diagnosis, known));
  const name = (platforms as Record<string, string>)[platform] ?? platform;
  if (platform) lines.push(fill(diagnose.ticketPlatform, { platform: name }));
  if (provider) lines.push(fill(diagnose.ticketProvider, { provider }));
  lines.push(diagnose.ticketTried);
  lines.push(fill(diagnose.ticketMade, { version: version.package, date: version.rulesAsOf }));
  return lines.join("\n");
}

function countLines({ counts = [], matches }: Diagnosis, { words, format }: Known): string[] {
  if (counts.length < 2) return [];
  return counts.map(({ failure, messages }) => {
    const title = matches.find((match) => match.failure === failure)?.title ?? failure;
    return fill(words.diagnose.ticketCount, { title, messages: format.count(words.diagnose.messages, messages) });
  });
}
