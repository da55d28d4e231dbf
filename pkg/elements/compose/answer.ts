// The answer: the verdict in words, the finding that decides with the way out, and everything else that was found.
import { html, nothing, type TemplateResult } from "lit";
import type { Finding } from "../../index.js";
import { unbroken } from "../format.js";
import { icon, type Shape } from "../icons.js";
import type { Part } from "../parts.js";
import { fill } from "../words/index.js";
import { entry, explanation } from "./finding.js";
import type { ComposeElement } from "./host.js";

/** How many findings are shown at first. */
const MANY = 20;

/** How a verdict looks, and what it says. */
export interface Verdict {
  tone: "fail" | "risk" | "send" | "unknown";
  words: string;
}

/** The name of a verdict as a tone. */
export const TONES = { blocked: "fail", risky: "risk", send: "send" } as const satisfies Record<string, Shape>;

/** The verdict as one line that stays in sight on a narrow screen. */
export function bar(host: ComposeElement, { tone, words }: Verdict, main: Finding | undefined): TemplateResult {
  return html`<button class="bar ${tone}" part="bar" title=${host.words.check.toVerdict} @click=${() => host.goToVerdict()}>
    ${icon(tone)}<span class="bar-words">${words}</span><span class="bar-reason">${host.fault?.sentence ?? main?.message}</span>
  </button>`;
}

/** The verdict with its reason, or what cannot be read. */
export const answer = (host: ComposeElement, { tone, words }: Verdict, reason: () => unknown): TemplateResult =>
  html`<div class="answer ${tone}">
    <h2 id="verdict" class="headline" tabindex="-1">${icon(tone)}<span>${words}</span></h2>
    ${host.fault ? html`<p class="reason">${host.fault.sentence}</p>` : reason()}
  </div>
  ${host.fault && (host.report ?? host.chosen) ? html`<p class="kept muted">${host.words.check.faultKept}</p>` : nothing}`;

/** What stands there until there is an answer. */
export const waiting = (words: string): TemplateResult =>
  html`<h2 id="verdict" class="waiting" tabindex="-1">${words}</h2>`;

/** The finding that decides, and what to press instead. */
export function decisive(
  host: ComposeElement,
  main: Finding,
  ways: TemplateResult[],
  below: Part = nothing,
): TemplateResult {
  const { check } = host.words;
  const [first] = main.fixes;
  return html`<p class="reason">${unbroken(main.message)}</p>
    ${below}
    ${first ? html`<p class="fix"><span class="hidden">${check.whatToDo}: </span>${first}</p>` : nothing}
    ${ways.length > 0 ? html`<div class="ways">${ways}</div>` : nothing}
    ${why(host, main)}`;
}

/** Why it is so, folded. */
export const why = (host: ComposeElement, main: Finding): TemplateResult =>
  html`<details class="more"><summary class="quiet">${host.words.check.why}</summary>${explanation(host, main, 1)}</details>`;

/** Findings that unfold: of very many the first, until the rest is asked for. */
export function findings(host: ComposeElement, list: Finding[]): Part {
  if (list.length === 0) return nothing;
  // A few more are not worth a button.
  const shown = host.whole || list.length <= MANY + 5 ? list : list.slice(0, MANY);
  const more = () => {
    host.whole = true;
  };
  return html`<ul class="findings">${shown.map((finding) => html`<li>${entry(host, finding)}</li>`)}</ul>
    ${shown === list ? nothing : html`<button class="quiet" @click=${more}>${fill(host.words.faq.more, { count: host.format.number(list.length - shown.length) })}</button>`}`;
}

/** Everything else that was found. */
export const others = (host: ComposeElement, list: Finding[]): Part =>
  list.length > 0 ? html`<h3>${host.words.check.also}</h3>${findings(host, list)}` : nothing;
