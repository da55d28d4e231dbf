// What a person hands on to the support of a platform, a provider or Meta.
import type { Diagnosis, Version } from "../../index.js";
import type { Format } from "../format.js";
import { fill, type Words } from "../words/index.js";
import { byWords, statusWord } from "./names.js";

/** The most messages whose times are written out. */
const TIMES = 20;
/** How much of the evidence is quoted, in UTF-16 units. */
const QUOTED = 300;

interface Known {
  words: Words;
  format: Format;
  platform: string;
  provider: string;
  version: Version;
}

/** The text: what failed, by what it was recognised, the ids and times that support asks for. */
export function ticket(diagnosis: Diagnosis, { words, format, platform, provider, version }: Known): string {
  const { diagnose, platforms } = words;
  const sure = diagnosis.status === "recognised" ? diagnosis.matches : [];
  const [first] = sure;
  const names = platforms as Record<string, string>;
  const lines = [fill(diagnose.ticketTitle, { title: first?.title ?? diagnose.ticketUnknown })];
  if (platform) lines.push(fill(diagnose.ticketPlatform, { platform: names[platform] ?? platform }));
  if (provider) lines.push(fill(diagnose.ticketProvider, { provider }));
  if (first) {
    const text = first.evidence.text.replace(/\s+/g, " ").slice(0, QUOTED);
    lines.push(fill(diagnose.ticketEvidence, { by: byWords(first.by, words), text }));
  }
  const counts = diagnosis.counts ?? [];
  if (counts.length > 1) lines.push(...counts.map((count) => countLine(count.failure, count.messages)));
  const { fbtraceId, messageIds } = diagnosis.ids ?? {};
  if (fbtraceId) lines.push(fill(diagnose.ticketTrace, { id: fbtraceId }));
  if (messageIds?.length) lines.push(fill(diagnose.ticketIds, { ids: messageIds.join(", ") }));
  const timed = (diagnosis.messages ?? []).filter(({ timeline }) => timeline.some(({ at }) => at !== ""));
  if (timed.length > 0) lines.push(diagnose.ticketTimes);
  for (const { id, timeline } of timed.slice(0, TIMES)) {
    const steps = timeline.map(({ status, at }) =>
      fill(diagnose.ticketStep, { status: statusWord(status, words), at }).trim(),
    );
    lines.push(`  ${id}: ${format.list(steps)}`);
  }
  if (first?.fixes[0]) lines.push(fill(diagnose.ticketAdvice, { fix: first.fixes[0] }));
  lines.push(diagnose.ticketTried);
  lines.push(fill(diagnose.ticketMade, { version: version.package, date: version.rulesAsOf }));
  return lines.join("\n");

  function countLine(failure: string, count: number): string {
    const title = diagnosis.matches.find((match) => match.failure === failure)?.title ?? failure;
    return fill(diagnose.ticketCount, { title, messages: format.count(diagnose.messages, count) });
  }
}
