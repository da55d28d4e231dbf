// Whether sending again helps, in words.
import type { Retry } from "../index.js";
import { fill, type Words } from "./words/index.js";

export const retryWords = (retry: Retry, { faq }: Words): string => faq.retry[retry];

/** The same with when it does: follows on “Sending again”, and ends the sentence. */
export function again({ retry, retryAfter }: { retry: Retry; retryAfter?: string }, words: Words): string {
  if (!retryAfter) return `${retryWords(retry, words)}.`;
  if (retry === "no") return `${fill(words.faq.retryNoUntil, { after: retryAfter })}.`;
  return `${retryWords(retry, words)}: ${retryAfter}.`;
}
