// Places underlined in a field, as a spelling checker does it: the field lies over a mirror of its text, which carries
// the marks and gives the field its height.
import { css, html, type TemplateResult } from "lit";

/** How much a mirrored field can hold and still be typed in without delay, in UTF-16 units. */
export const FIELD = 20_000;

/** A place in a text, in UTF-16 units, and the class of how it is marked. */
export interface Place {
  range: [number, number];
  level: string;
}

/** The text in pieces: what is marked, and what lies between. Of places that overlap, the first is marked. */
export function pieces(text: string, places: Place[]): TemplateResult[] {
  const list: TemplateResult[] = [];
  let done = 0;
  for (const { range, level } of [...places].sort((a, b) => a.range[0] - b.range[0])) {
    const start = Math.max(range[0], done);
    if (range[1] <= start) continue;
    const piece = text.slice(start, range[1]);
    // What cannot be seen gets a sign.
    list.push(
      html`${text.slice(done, start)}<mark data-at=${start} class="${level} ${piece.includes("\n") ? "break" : ""}">${piece}</mark>`,
    );
    done = range[1];
  }
  // A last line that is empty needs something on it to have a height.
  list.push(html`${text.slice(done)}${"\u200b"}`);
  return list;
}

export const mirror = css`
  :host {
    container-type: inline-size;
  }
  /* Two columns where there is room. */
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px clamp(48px, 6cqi, 88px);
  }
  @container (min-width: 56rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .label {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
    margin-block-end: 8px;
    padding: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .hint {
    overflow-wrap: anywhere;
    margin-block-start: 6px;
    color: var(--_muted);
  }
  .hint:empty {
    display: none;
  }
  .fieldfault {
    margin-block-start: 12px;
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--_fail);
    color: var(--_fail);
  }
  .chips,
  .edits,
  .undo,
  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-start: 12px;
  }
  .answer {
    padding: 24px;
    border-radius: calc(var(--_radius) * 2);
    background: var(--_tint);
  }
  .headline {
    display: flex;
    gap: 12px;
    align-items: center;
    color: var(--_tone);
    font-size: clamp(1.5rem, 4.5cqi, 2rem);
    font-weight: 680;
    line-height: 1.15;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  .headline .icon {
    inline-size: 1.3em;
    block-size: 1.3em;
  }
  .file {
    cursor: pointer;
  }
  .file:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .marked {
    display: grid;
  }
  .marked > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  .mirror {
    color: transparent;
    border-color: transparent;
    background: var(--_paper);
    white-space: pre-wrap;
    overflow-wrap: break-word;
    pointer-events: none;
    user-select: none;
  }
  .marked.line .mirror {
    white-space: pre;
    overflow: hidden;
  }
  .marked textarea,
  .marked input {
    background: none;
    z-index: 1;
  }
  .marked textarea {
    resize: none;
    overflow: hidden;
    overflow-wrap: break-word;
    block-size: 100%;
  }
  /* What is too long for a mirror scrolls by itself. */
  .marked.long textarea {
    block-size: 22rem;
    overflow: auto;
  }
  .marked[data-rows="4"] > * {
    min-block-size: 120px;
  }
  .marked[data-rows="10"] > * {
    min-block-size: 264px;
  }
  .code,
  .code > .control {
    font: 400 0.9375rem/1.5 var(--_mono);
    tab-size: 2;
  }
  /* WebKit, which alone hangs punctuation, dies where a word that is too long is broken beside a mark: there it may break
     a line anywhere, as a terminal does. */
  @supports (hanging-punctuation: first) {
    .marked.solid > *,
    .code > .control {
      word-break: break-all;
    }
  }
  mark {
    color: inherit;
    background: none;
    text-decoration: underline wavy 2px var(--_tone);
    text-underline-offset: 4px;
    text-decoration-skip-ink: none;
  }
  mark.risk {
    text-decoration-style: dotted;
    text-decoration-thickness: 3px;
  }
  mark.break::before {
    content: "↵";
    position: absolute;
    color: var(--_tone);
    font-weight: 700;
    padding-inline-start: 2px;
  }
`;
