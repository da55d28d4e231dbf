// What all elements look like: colours, type, controls. A host changes it through the custom properties named here.
import { css } from "lit";

export const base = css`
  :host {
    --_ink: var(--presend-ink, light-dark(#1b1d22, #eceef2));
    --_muted: var(--presend-muted, light-dark(#5a606b, #a2a8b4));
    --_line: var(--presend-line, light-dark(#dcdfe5, #33373f));
    --_edge: var(--presend-edge, light-dark(#868c98, #747b89));
    --_paper: var(--presend-paper, light-dark(#ffffff, #131519));
    --_raised: var(--presend-raised, light-dark(#f5f6f8, #1d2026));
    --_accent: var(--presend-accent, light-dark(#3a45c4, #aab4ff));
    --_on-accent: var(--presend-on-accent, light-dark(#ffffff, #14172e));
    --_fail: var(--presend-fail, light-dark(#ab1f1f, #ff9f98));
    --_fail-tint: var(--presend-fail-tint, light-dark(#fcf1ef, #2b1a1a));
    --_risk: var(--presend-risk, light-dark(#7d4e00, #f3c66b));
    --_risk-tint: var(--presend-risk-tint, light-dark(#fcf5e6, #282213));
    --_send: var(--presend-send, light-dark(#10623c, #83d9a9));
    --_send-tint: var(--presend-send-tint, light-dark(#eef7f1, #14251c));
    --_mono: var(--presend-mono, ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace);
    --_radius: var(--presend-radius, 10px);
    display: block;
    color: var(--_ink);
    font: 400 1rem/1.5 sans-serif;
    /* That of the host, unless told otherwise. */
    font-family: var(--presend-font, inherit);
    text-wrap: pretty;
    overflow-wrap: break-word;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p,
  h2,
  h3,
  h4,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    vertical-align: -0.25em;
  }
  /* An arrow leads on in the direction of reading. */
  .button > .icon:last-child:dir(rtl),
  .template > .icon:dir(rtl) {
    scale: -1 1;
  }
  .fail {
    --_tone: var(--_fail);
    --_tint: var(--_fail-tint);
  }
  .risk {
    --_tone: var(--_risk);
    --_tint: var(--_risk-tint);
  }
  .send {
    --_tone: var(--_send);
    --_tint: var(--_send-tint);
  }
  .unknown,
  .note,
  .fault {
    --_tone: var(--_muted);
    --_tint: var(--_raised);
  }
  .muted {
    color: var(--_muted);
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button {
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    text-align: start;
  }
  a,
  .quiet {
    color: var(--_accent);
    text-decoration: underline 1px;
    text-underline-offset: 0.2em;
  }
  :is(a, .quiet):hover {
    text-decoration-thickness: 2px;
  }
  .quiet,
  .copy,
  .link {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    font-weight: 550;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .button:hover,
  .chip:hover,
  .chip[aria-pressed="true"] {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .button.primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_ink));
    color: var(--_on-accent);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 0 14px;
    border: 1px solid var(--_line);
    border-radius: 22px;
    color: var(--_ink);
    line-height: 1.2;
    white-space: nowrap;
  }
  .chip[aria-pressed="true"] {
    box-shadow: inset 0 0 0 1px var(--_accent);
    font-weight: 600;
  }
  .control {
    display: block;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 11px 14px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  .control:hover {
    border-color: var(--_ink);
  }
  .control:focus-visible {
    outline-offset: -1px;
    border-color: var(--_accent);
  }
  select.control {
    appearance: none;
    padding-inline-end: 40px;
    /* WebKit would let the words of what is chosen widen the page. */
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .select {
    position: relative;
  }
  .select::after {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 10px;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  summary {
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  /* What unfolds, with an angle at its end. */
  .fold > summary {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 12px;
    align-content: center;
    min-block-size: 48px;
    padding-block: 11px;
  }
  .fold > summary::after,
  .select::after {
    content: "";
    grid-area: 1 / -2;
    inline-size: 8px;
    block-size: 8px;
    margin: 6px 8px;
    border: solid var(--_muted);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    pointer-events: none;
  }
  .fold[open] > summary::after {
    rotate: 225deg;
  }
  .fold > summary:hover {
    color: var(--_accent);
  }
  @media (forced-colors: active) {
    .button,
    .chip,
    .control {
      border-color: CanvasText;
    }
    .chip[aria-pressed="true"] {
      border-color: Highlight;
    }
  }
`;
