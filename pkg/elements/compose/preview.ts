// The window as a ring that empties, and the message as a phone would show it.
import { html, nothing, svg, type TemplateResult } from "lit";
import type {
  Message,
  Presend,
  Preview,
  PreviewButton,
  PreviewSpan,
  Report,
  SpanStyle,
  Template,
  TemplateMessage,
  Verdict,
} from "../../index.js";
import { icon, type Shape } from "../icons.js";
import type { Part } from "../parts.js";
import { fill } from "../words/index.js";
import type { ComposeElement } from "./host.js";
import { languageOf } from "./way.js";

const DAY = 86_400_000;
/** How much of a text is shown, in UTF-16 units: as much as a message may hold. */
export const SHOWN = 4096;
/** How many buttons are shown behind those that fit: more than a template may have. */
const FOLDED = 20;

/** The window in words, and as a ring that empties. */
function windowState({ words: { check }, format, clock }: ComposeElement, { window }: Report) {
  const { state, closesAt } = window;
  // Without an end nothing that names one is shown.
  const end = closesAt === null ? clock : Date.parse(closesAt);
  const length = format.duration(Math.abs(end - clock));
  const words = fill(check.states[state], { length });
  const open = state === "open" || state === "closing";
  // Never quite empty while it is open: a line that cannot be seen would say the opposite.
  const part = open ? Math.max(2, Math.min(100, ((end - clock) / DAY) * 100)) : 0;
  const tone = state === "open" ? "send" : state === "closing" ? "risk" : "note";
  const ring = html`<svg class="ring" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">
    <circle class="track" cx="32" cy="32" r="27" pathLength="100" />
    ${open ? svg`<circle class="left" cx="32" cy="32" r="27" pathLength="100" stroke-dasharray="${part.toFixed(2)} 100" transform="rotate(-90 32 32)"/>` : nothing}
    ${state === "closed" || state === "never-opened" ? svg`<path class="hand" d="M24 24 40 40M40 24 24 40"/>` : open ? svg`<path class="hand" d="M32 18V32L41 37"/>` : svg`<path class="hand" d="M27 27a5 5 0 1 1 7.5 4.3c-1.7.9-2.5 2-2.5 3.7m0 5v.1"/>`}
  </svg>`;
  return { state, end, words, tone, ring };
}

/** How much of the window is left, and when exactly it ends, in the reader's own time. */
export function windowMeter(host: ComposeElement, report: Report): TemplateResult {
  const { check } = host.words;
  const { format, clock } = host;
  const { state, end, words, tone, ring } = windowState(host, report);
  const slots = { day: format.day(end, clock), time: format.time(end) };
  const below = {
    open: fill(check.windowEnds, slots),
    closing: fill(check.windowEnds, slots),
    closed: lastWrote(host) || fill(check.windowWas, slots),
    "never-opened": check.windowNeverHint,
    unknown: check.windowUnknownHint,
  }[state];
  return html`<div class="window ${tone} ${state}">
    ${ring}
    <div>
      <h3>${check.window} <span class="muted">(${check.windowTrade})</span></h3>
      <p class="left-words">${words}</p>
      <p class="muted">${below}</p>
    </div>
  </div>`;
}

/** The same in one line. */
export function meterLine(host: ComposeElement, report: Report): TemplateResult {
  const { words, tone, ring } = windowState(host, report);
  return html`<p class="line ${tone}">${ring}<span><span class="muted">${host.words.check.window}:</span> ${words}</span></p>`;
}

function lastWrote({ words, format, clock, fields: { last } }: ComposeElement): string {
  return last.kind === "at"
    ? fill(words.check.windowLast, { day: format.day(last.at, clock), time: format.time(last.at) })
    : "";
}

/** The message as the customer would see it, in a bubble of no particular app. */
export function phone(host: ComposeElement, shown: Preview, verdict?: Verdict, cards: Preview[] = []): TemplateResult {
  const { check } = host.words;
  const [tick, tone] = SIGNS[verdict ?? "send"];
  return html`<figure class="phone" part="preview">
    <figcaption class="hidden">${check.preview}</figcaption>
    <div class="bubble ${verdict === "blocked" ? "refused" : ""}">
      ${header(shown)}
      ${body(shown, check.previewEmpty)}
      ${shown.footer ? html`<p class="footer" dir="auto">${shown.footer}</p>` : nothing}
      <p class="meta">${host.format.time(host.clock)} <span class=${tone}>${icon(tick)}</span></p>
      ${buttons(host, shown.buttons)}
    </div>
    ${
      cards.length > 0
        ? html`<ul class="cards" tabindex="0" aria-label=${check.cards}>${cards.map(
            (card, index) =>
              html`<li class="bubble" aria-label=${fill(check.slotCard, { card: index + 1 })}>${header(card)}${body(card, "")}${buttons(host, card.buttons)}</li>`,
          )}</ul>`
        : nothing
    }
    ${verdict ? html`<p class="legend">${check.ticks[verdict]}</p>` : nothing}
  </figure>`;
}

const body = ({ body, spans }: Preview, empty: string): TemplateResult =>
  html`<p class="body" dir="auto">${body.trim() === "" ? html`<span class="muted">${empty}</span>` : [styled(body, spans, 0, Math.min(body.length, SHOWN)), body.length > SHOWN ? " …" : nothing]}</p>`;

type Parts = { type?: string; cards?: { components?: object[] }[] }[];

/** The cards of the template that a message sends, if it is a carousel: as a phone shows them, filled as the message fills them. */
export function cardsOf(presend: Presend, templates: Template[], message: Message): Preview[] {
  const sent = (message as { template?: TemplateMessage }).template;
  const one = sent && templates.find((other) => other.name === sent.name && languageOf(other) === sent.language);
  const carousel = (parts: unknown) =>
    (parts as Parts | undefined)?.find(({ type }) => type?.toLowerCase() === "carousel")?.cards ?? [];
  const filled = carousel(sent?.components);
  return carousel(one?.components).map(
    ({ components = [] }, index) =>
      presend.template({ name: "card", components }, { components: filled[index]?.components ?? [] }).preview,
  );
}

const SIGNS: Record<Verdict, [tick: Shape, tone: string]> = {
  blocked: ["fail", "fail"],
  risky: ["clock", "risk"],
  send: ["tick", "note"],
};

/** The buttons, and behind “See all options” those that do not fit under a message. */
function buttons(host: ComposeElement, all: PreviewButton[]): Part {
  const { check } = host.words;
  if (all.length === 0) return nothing;
  const button = ({ kind, label, url }: PreviewButton) =>
    html`<li title=${url ?? nothing}>${icon(BUTTONS[kind] ?? "reply")}<span dir="auto">${label || (kind === "copy_code" ? check.buttonCopyCode : kind)}</span></li>`;
  const folded = all.filter(({ collapsed }) => collapsed).slice(0, FOLDED);
  return html`<ul class="buttons">${all.filter(({ collapsed }) => !collapsed).map(button)}</ul>
    ${
      folded.length > 0
        ? html`<details class="all"><summary>${icon("list")}${check.previewAll}</summary><ul class="buttons">${folded.map(button)}</ul></details>`
        : nothing
    }`;
}

const BUTTONS: Record<string, Shape> = {
  url: "link",
  phone_number: "phone",
  voice_call: "phone",
  copy_code: "copy",
  otp: "copy",
  quick_reply: "reply",
  flow: "list",
  catalog: "list",
  mpm: "list",
  spm: "list",
};
const MEDIA: Record<string, Shape> = {
  image: "image",
  gif: "image",
  video: "video",
  document: "document",
  location: "location",
};

function header({ header }: Preview): Part {
  if (!header) return nothing;
  if (header.text !== undefined) return html`<p class="head" dir="auto">${styled(header.text, open(header.text))}</p>`;
  return html`<div class="media">${icon(MEDIA[header.format] ?? "document")}</div>`;
}

/** A text with its stretches as a phone shows them. Never HTML. */
function styled(text: string, spans: PreviewSpan[], from = 0, to = text.length): Part[] {
  const parts: Part[] = [];
  let done = from;
  for (const [index, { style, range, inner }] of spans.entries()) {
    if (range[0] >= to) break;
    if (range[0] < done || range[1] > to) continue;
    // They come in the order in which they begin: those inside follow at once.
    let next = index + 1;
    while (next < spans.length && Number(spans[next]?.range[0]) < range[1]) next++;
    const shown = styled(text, spans.slice(index + 1, next), ...inner);
    parts.push(html`${text.slice(done, range[0])}`, STYLES[style](shown, text.slice(range[0], inner[0])));
    done = range[1];
  }
  parts.push(html`${text.slice(done, to)}`);
  return parts;
}

const STYLES: Record<SpanStyle, (shown: Part[], mark: string) => TemplateResult> = {
  bold: (shown) => html`<strong>${shown}</strong>`,
  italic: (shown) => html`<em>${shown}</em>`,
  strike: (shown) => html`<s>${shown}</s>`,
  code: (shown) => html`<code>${shown}</code>`,
  mono: (shown) => html`<code>${shown}</code>`,
  bullet: (shown) => html`<span class="item">• ${shown}</span>`,
  numbered: (shown, mark) => html`<span class="item">${mark}${shown}</span>`,
  quote: (shown) => html`<span class="quote">${shown}</span>`,
  slot: (shown) => html`<span class="open">${shown}</span>`,
};

/** Variables of a header that are still empty; other marks mean nothing in one. */
const open = (text: string): PreviewSpan[] =>
  [...text.matchAll(/\{\{\w+\}\}/g)].map(({ 0: found, index }) => {
    const range: [number, number] = [index, index + found.length];
    return { style: "slot", range, inner: range };
  });
