// The side of <presend-diagnose> that answers.
import { html, nothing, type TemplateResult } from "lit";
import type { Diagnosis, Match } from "../../index.js";
import { icon } from "../icons.js";
import { copyButton, type Part } from "../parts.js";
import { again } from "../retry.js";
import { fill } from "../words/index.js";
import type { PresendDiagnose } from "./element.js";
import { counts, failed, timeline } from "./stories.js";

/** How much is shown around the place that says so, in UTF-16 units. */
const AROUND = 48;
/** From which score on a match is more than possible. */
const SURE = 0.5;

/** The diagnosis in one line. */
export function headline(host: PresendDiagnose, diagnosis: Diagnosis): string {
  const { diagnose } = host.words;
  if (diagnosis.status === "no-failure") return diagnose.noFailure;
  if (diagnosis.status === "family") return diagnose.family;
  const total = failed(diagnosis);
  if (total > 1) {
    const causes = host.format.count(diagnose.causes, diagnosis.counts?.length ?? 0);
    return fill(diagnose.many, { total: host.format.number(total), causes });
  }
  if (diagnosis.status === "unknown") return diagnose.unknown;
  return diagnosis.matches[0]?.title ?? diagnose.unknown;
}

export function answer(host: PresendDiagnose): TemplateResult {
  const { diagnose, common } = host.words;
  const { diagnosis } = host;
  // What is long is new as a whole; the answer to what is typed on stays until there is another.
  if (host.reading && (!diagnosis || host.file !== ""))
    return html`<p class="empty" role="status">${fill(diagnose.reading, { size: host.size(host.evidence.length) })}</p>`;
  if (!diagnosis)
    return html`<p class="empty">${host.evidence.trim() === "" || host.presend ? diagnose.empty : common.loading}</p>`;
  const several = failed(diagnosis) > 1;
  return html`
    ${head(host, diagnosis)}
    ${several ? counts(host, diagnosis) : single(host, diagnosis)}
    ${timeline(host, diagnosis)}
    ${collect(host, diagnosis)}
    ${support(host)}
  `;
}

const LOOKS = { recognised: "fail", family: "unknown", unknown: "unknown", "no-failure": "send" } as const;

function head(host: PresendDiagnose, diagnosis: Diagnosis): TemplateResult {
  const { diagnose } = host.words;
  const tone = LOOKS[diagnosis.status];
  const about = (diagnose.about as Record<string, string>)[diagnosis.direction];
  const [first] = diagnosis.matches;
  const notes = diagnosis.notes ?? [];
  return html`<div class="answer ${tone}">
    ${about ? html`<p class="about">${about}</p>` : nothing}
    <div class="headline" role="heading" aria-level=${host.headingLevel}>${icon(tone)}<span>${headline(host, diagnosis)}</span></div>
    ${notes.map((note) => html`<p class="remark">${note}</p>`)}
    ${
      diagnosis.status === "recognised"
        ? failed(diagnosis) > 1 || !first
          ? nothing
          : [advice(host, first), evidence(host, first)]
        : html`<p class="reason">${why(host, diagnosis)}</p>`
    }
  </div>`;
}

function why({ words }: PresendDiagnose, diagnosis: Diagnosis): string {
  const { diagnose } = words;
  if (diagnosis.status === "family") return fill(diagnose.familyWhy, { family: diagnosis.family ?? "" });
  if (diagnosis.status === "unknown") return diagnose.unknownWhy;
  return (diagnosis.notes ?? []).length > 0 ? "" : diagnose.noFailureWhy;
}

/** What to do now: on this platform first, as the core orders it. */
function advice(host: PresendDiagnose, { fixes }: Match): TemplateResult {
  const { diagnose, platforms } = host.words;
  const name = (platforms as Record<string, string>)[host.platform];
  return html`<p class="term">${name ? fill(diagnose.nowOn, { platform: name }) : diagnose.now}</p>
    <ol class="fixes">${fixes.map((fix) => html`<li>${fix}</li>`)}</ol>`;
}

/** By what it was recognised, with the place in the text. */
function evidence(host: PresendDiagnose, { by, evidence }: Match): TemplateResult {
  const { diagnose } = host.words;
  const { range, text } = evidence;
  // Around the place there may be what is to be hidden.
  const excerpt =
    range && !host.mask
      ? html`<span class="excerpt">${before(host.evidence, range[0])}<mark class="fail">${line(host.evidence.slice(...range))}</mark>${after(host.evidence, range[1])}</span>`
      : html`<span class="excerpt"><mark class="fail">${line(text)}</mark></span>`;
  return html`<p class="evidence"><span class="muted">${diagnose.by[by]}</span> ${excerpt}
    ${range && host.file === "" ? html`<button class="quiet" @click=${() => host.toPlace(range)}>${diagnose.toPlace}</button>` : nothing}</p>`;
}

const line = (text: string) => text.replace(/\s+/g, " ").slice(0, 200);

function before(text: string, end: number): string {
  const start = Math.max(0, end - AROUND);
  return `${start > 0 ? "… " : ""}${line(text.slice(start, end))}`;
}

function after(text: string, start: number): string {
  const end = Math.min(text.length, start + AROUND);
  return `${line(text.slice(start, end))}${end < text.length ? " …" : ""}`;
}

const points = (title: string, items: string[]): Part =>
  items.length > 0
    ? html`<details class="fold"><summary>${title}</summary><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></details>`
    : nothing;

/** What follows from one failure: trying again, its causes, how it is prevented, the FAQ. */
function consequences(host: PresendDiagnose, match: Match): TemplateResult {
  const { diagnose, faq, common } = host.words;
  const { tellApart = [], preventedBy, failure } = match;
  const follow = () => host.emit("presend-failure", { failure });
  return html`
    <p class="again"><span class="term">${faq.again}</span> ${again(match, host.words)}</p>
    ${points(diagnose.apart, tellApart)}
    ${points(
      diagnose.prevented,
      preventedBy.map((id) => host.ruleName(id)),
    )}
    ${host.faq === "" ? nothing : html`<p class="more"><a class="link" href="${host.faq}${failure}" @click=${follow}>${icon("link")} ${common.faq}</a></p>`}
  `;
}

/** A failure whose advice is folded. */
export function folded(host: PresendDiagnose, match: Match, summary: TemplateResult | string): TemplateResult {
  return html`<details class="fold match"><summary>${summary}</summary>
    <div class="inside">${advice(host, match)} ${evidence(host, match)} ${consequences(host, match)}</div>
  </details>`;
}

function single(host: PresendDiagnose, diagnosis: Diagnosis): TemplateResult {
  const { diagnose } = host.words;
  const recognised = diagnosis.status === "recognised";
  const [first, ...rest] = diagnosis.matches;
  const others = recognised ? rest : diagnosis.matches;
  return html`
    ${recognised && first ? html`<div class="consequences">${consequences(host, first)}</div>` : nothing}
    ${
      others.length > 0
        ? html`<div class="block"><p class="term">${recognised || others.some(({ score }) => score >= SURE) ? diagnose.perhaps : diagnose.perhapsUnknown}</p>
            ${others.map((match) => folded(host, match, match.title))}</div>`
        : nothing
    }
  `;
}

function collect(host: PresendDiagnose, { collect = [] }: Diagnosis): Part {
  if (collect.length === 0) return nothing;
  return html`<div class="block"><p class="term">${host.words.diagnose.collect}</p>
    <ul>${collect.map((item) => html`<li>${item}</li>`)}</ul></div>`;
}

function support(host: PresendDiagnose): Part {
  if (!host.supported) return nothing;
  const { diagnose } = host.words;
  const field = () => host.renderRoot.querySelector<HTMLTextAreaElement>("#support");
  const type = (event: Event) => {
    host.support = (event.target as HTMLTextAreaElement).value;
  };
  return html`<details class="fold support" part="support"><summary>${diagnose.support}</summary>
    <label for="support" class="hint">${diagnose.supportHint}</label>
    <textarea id="support" class="control code" rows=${Math.min(16, host.support.split("\n").length + 1)} spellcheck="false" .value=${host.support} @input=${type}></textarea>
    <div class="tools">${copyButton(host, "support", diagnose.supportCopy, () => host.support, "button", field)}</div>
  </details>`;
}
