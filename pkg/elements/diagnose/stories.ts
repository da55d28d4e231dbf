// What happened to many messages: how many failed for which reason, and how far each of them came.
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Diagnosis, Match, MessageStory, RetryGroup, Step } from "../../index.js";
import { icon } from "../icons.js";
import { copyButton, type Part } from "../parts.js";
import { retryWords } from "../retry.js";
import { fill } from "../words/index.js";
import { folded } from "./answer.js";
import type { PresendDiagnose } from "./element.js";
import { stateOf, statusWord } from "./names.js";

/** How many messages are listed at first. */
const SHOWN = 5;

/** How many messages failed. */
export const failed = ({ counts = [] }: Diagnosis): number => counts.reduce((sum, { messages }) => sum + messages, 0);

/** The reasons with their shares, as bars. */
export function counts(host: PresendDiagnose, diagnosis: Diagnosis): TemplateResult {
  const { diagnose } = host.words;
  const total = failed(diagnosis);
  return html`<div class="block counts" part="counts">
    <p class="term">${diagnose.counts}</p>
    ${(diagnosis.counts ?? []).map(({ failure, messages }) => {
      const match = diagnosis.matches.find((other) => other.failure === failure);
      return match ? folded(host, match, row(host, match, messages, messages / total)) : nothing;
    })}
    ${plan(host, diagnosis)}
  </div>`;
}

function row({ format, words }: PresendDiagnose, match: Match, messages: number, share: number): TemplateResult {
  return html`<span class="row">
    <span class="title">${match.title}</span>
    <span class="share"><strong>${format.percent(share)}</strong> <span class="muted">${format.count(words.diagnose.messages, messages)}</span></span>
    <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="track" width="100" height="1" /><rect class="part" width=${Math.max(0.8, share * 100)} height="1" />`}</svg>
    <span class="muted">${words.faq.again} ${retryWords(match.retry, words)}</span>
  </span>`;
}

/** Which messages to try again and when, and which never, to take along. */
function plan(host: PresendDiagnose, { plan }: Diagnosis): Part {
  const { diagnose } = host.words;
  if (!plan) return nothing;
  return html`<div class="plan">
    ${groups(host, "again", diagnose.planAgain, plan.again)} ${groups(host, "never", diagnose.planNever, plan.never)}
    ${plan.unclear > 0 ? html`<p class="hint">${host.format.count(diagnose.planUnclear, plan.unclear)}</p>` : nothing}
  </div>`;
}

function groups(host: PresendDiagnose, what: string, title: string, list: RetryGroup[]): Part {
  const { words, format } = host;
  const { diagnose } = words;
  if (list.length === 0) return nothing;
  const recipients = list.flatMap(({ messages }) => messages.map(({ recipient, id }) => recipient ?? id ?? ""));
  const known = [...new Set(recipients.filter((recipient) => recipient !== ""))];
  return html`<div data-plan=${what}>
    <p class="term">${icon(what === "again" ? "tick" : "cross")} ${title}</p>
    <ul>${list.map(
      (group) =>
        html`<li>${fill(diagnose.planGroup, {
          title: group.title,
          messages: format.count(diagnose.messages, group.messages.length),
          when: group.retryAfter ?? retryWords(group.retry, words),
        })}</li>`,
    )}</ul>
    ${
      known.length > 0 && !host.mask
        ? copyButton(host, what, format.count(diagnose.planCopy, known.length), () => known.join("\n"), "button")
        : nothing
    }
  </div>`;
}

/** How far each message came, those that failed first. */
export function timeline(host: PresendDiagnose, { messages = [] }: Diagnosis): Part {
  const { diagnose } = host.words;
  const told = messages.filter((message) => message.timeline.length > 0);
  if (told.length === 0) return nothing;
  const sorted = [...told].sort((a, b) => Math.min(1, b.matches.length) - Math.min(1, a.matches.length));
  // One or two more are not worth a button.
  const shown = host.whole || sorted.length <= SHOWN + 2 ? sorted : sorted.slice(0, SHOWN);
  const left = sorted.length - shown.length;
  const more = () => {
    host.whole = true;
  };
  return html`<div class="block" part="timeline">
    <p class="term">${told.length === 1 ? diagnose.timelineOne : diagnose.timeline}</p>
    <ul class="stories">${shown.map((message) => story(host, message, told.length > 1))}</ul>
    ${left > 0 ? html`<button class="quiet" @click=${more}>${host.format.count(diagnose.moreMessages, left)}</button>` : nothing}
  </div>`;
}

function story(
  host: PresendDiagnose,
  { id, recipient, timeline, matches }: MessageStory,
  many: boolean,
): TemplateResult {
  const { diagnose } = host.words;
  const [first] = matches;
  const number = recipient && /^\d+$/.test(recipient) ? `+${recipient}` : recipient;
  return html`<li>
    <p class="who">${number ? html`<span>${fill(diagnose.to, { recipient: number })}</span>` : nothing} <span class="id muted" title=${id}>${id}</span></p>
    <ol class="steps">${timeline.map((step, i) => stepOf(host, step, timeline[i - 1]))}</ol>
    ${many && first ? html`<p class="cause">${first.title}</p>` : nothing}
  </li>`;
}

function stepOf(host: PresendDiagnose, { status, at }: Step, previous: Step | undefined): TemplateResult {
  const { words, format } = host;
  const { shape, tone } = stateOf(status);
  const time = Date.parse(at);
  const gap = time - Date.parse(previous?.at ?? "");
  const when = Number.isNaN(time)
    ? at
    : gap >= 0
      ? fill(words.diagnose.after, { length: format.duration(gap) })
      : `${format.day(time, Date.now())}, ${format.time(time)}`;
  return html`<li class=${tone}>${icon(shape)}<span class="state">${statusWord(status, words)}</span>
    ${when === "" ? nothing : html`<time class="muted" datetime=${at} title=${Number.isNaN(time) ? nothing : `${format.day(time, Date.now())}, ${format.time(time)}`}>${when}</time>`}</li>`;
}
