// How everything looks in which a message is put together and judged: fields with their marks, the answer, the window as a
// ring, the bubble, the findings.
import { css } from "lit";

export const compose = css`
  /* A line sticks where there is one column. */
  .composer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 32px;
    align-content: start;
  }
  #verdict {
    scroll-margin-block-start: 72px;
  }
  #verdict:focus {
    outline: none;
  }

  .bar {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: calc(100% + 2 * var(--presend-gutter, 16px));
    min-block-size: 48px;
    margin: 0 calc(-1 * var(--presend-gutter, 16px)) 24px;
    padding: 4px var(--presend-gutter, 16px);
    background: var(--_tint);
    border-block-end: 1px solid var(--_line);
  }
  .bar .icon,
  .bar-words {
    color: var(--_tone);
    font-weight: 650;
  }
  .bar-reason {
    flex: 1 1 0;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--_muted);
    line-height: 1.3;
  }

  @container (min-width: 56rem) {
    .columns {
      align-items: start;
      grid-template-rows: auto 1fr;
    }
    .bar {
      display: none;
    }
    /* Stays in sight while a long template is filled in: at the top, or by its end where it is higher than the window. */
    .verdict {
      grid-area: 1 / 2 / 3;
      position: sticky;
      inset-block-start: min(24px, 100vh - var(--_high, 0px) - 24px);
    }
  }
  /* Fields. */
  .label:has(> label > .hidden:only-child):not(:has(.aside)) {
    margin: 0;
  }
  .slot,
  .aside,
  .own .label {
    font-weight: 400;
    color: var(--_muted);
  }
  .aside {
    min-block-size: 0;
  }
  .aside select {
    field-sizing: content;
    max-inline-size: 11rem;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--_accent);
    cursor: pointer;
    text-overflow: ellipsis;
  }
  .aside option {
    background: var(--_paper);
    color: var(--_ink);
  }
  button.aside {
    color: var(--_accent);
    /* A larger target than the line is high, without pushing the field down. */
    padding-block: 10px;
    margin-block: -10px;
  }
  .read .icon,
  .undo .icon {
    color: var(--_send);
  }
  .read .digits {
    white-space: nowrap;
  }
  .undo {
    color: var(--_muted);
  }
  .message {
    min-inline-size: 0;
  }
  .message > .field,
  .message > .pair,
  .slots,
  .own {
    margin-block-start: 16px;
  }
  .pair,
  .slots {
    display: grid;
    gap: 16px;
  }
  @container (min-width: 30rem) {
    .pair {
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    }
  }
  .composer > .own {
    margin: 0;
  }
  .own .field {
    margin-block-start: 8px;
  }
  .tick input {
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--_accent);
  }
  .kinds {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 4px;
    padding: 4px;
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_raised);
  }
  .kinds label {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 44px;
    padding: 4px 8px;
    border-radius: var(--_radius);
    text-align: center;
    line-height: 1.2;
    cursor: pointer;
  }
  .kinds input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  .kinds label:has(:checked) {
    background: var(--_paper);
    box-shadow: 0 0 0 1px var(--_edge);
    font-weight: 600;
  }
  .kinds label:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 1px;
  }

  .missing {
    color: var(--_fail);
  }
  .wrong .control:not(:focus-visible) {
    border-color: var(--_fail);
  }

  /* The answer. */
  .reason {
    margin-block-start: 16px;
    max-inline-size: 34em;
    font-size: 1.1875rem;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }
  .local {
    margin-block-start: 4px;
  }
  .fix {
    margin-block-start: 12px;
    max-inline-size: 38em;
  }
  .more {
    margin-block-start: 8px;
  }
  .waiting {
    color: var(--_muted);
    font-weight: 400;
    font-size: 1.25rem;
    min-block-size: 60vh;
  }
  .kept {
    margin-block-start: 16px;
  }

  .window {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 20px;
    align-items: center;
    padding-block: 24px;
    border-block-end: 1px solid var(--_line);
    font-variant-numeric: tabular-nums;
  }
  h3 {
    font-size: 1rem;
    font-weight: 400;
  }
  .window h3,
  .window p {
    line-height: 1.4;
  }
  .left-words {
    font-size: 1.1875rem;
    font-weight: 620;
    text-wrap: wrap;
  }
  .ring {
    fill: none;
    stroke-linecap: round;
  }
  .track {
    stroke: var(--_line);
    stroke-width: 5;
  }
  .left {
    stroke: var(--_tone);
    stroke-width: 5;
    transition: stroke-dasharray 0.4s;
  }
  .hand {
    stroke: var(--_tone);
    stroke-width: 3.5;
    stroke-linejoin: round;
  }

  .phone {
    padding-block: 24px;
    border-block-end: 1px solid var(--_line);
  }
  .bubble {
    position: relative;
    inline-size: fit-content;
    min-inline-size: min(12rem, 100%);
    max-inline-size: min(24rem, 92%);
    margin-inline-start: auto;
    padding: 10px 14px 8px;
    border-radius: 16px 16px 4px 16px;
    background: var(--_raised);
    overflow-wrap: anywhere;
  }
  .bubble:dir(rtl) {
    border-radius: 16px 16px 16px 4px;
  }
  .bubble.refused {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  .bubble .body {
    white-space: pre-wrap;
    max-block-size: 13lh;
    overflow-y: auto;
  }
  .bubble .item {
    display: inline-block;
    padding-inline-start: 0.5em;
  }
  .bubble .quote {
    display: inline-block;
    padding-inline-start: 0.6em;
    border-inline-start: 3px solid var(--_edge);
    color: var(--_muted);
  }
  .bubble .head {
    font-weight: 650;
    margin-block-end: 4px;
  }
  .bubble .media {
    display: grid;
    place-items: center;
    aspect-ratio: 16 / 8;
    min-inline-size: min(18rem, 70cqi);
    margin: -4px -8px 10px;
    border-radius: 10px;
    background: var(--_line);
    color: var(--_muted);
    font-size: 1.75rem;
  }
  .bubble .footer {
    color: var(--_muted);
    margin-block-start: 4px;
  }
  .bubble .open {
    border-block-end: 2px dotted var(--_edge);
    color: var(--_muted);
  }
  .meta {
    text-align: end;
    color: var(--_muted);
  }
  .meta .icon {
    color: var(--_tone);
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .bubble .buttons,
  .bubble .all {
    list-style: none;
    margin: 6px -14px -8px;
    border-block-start: 1px solid var(--_line);
  }
  .bubble .buttons li,
  .all > summary {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 4px 14px;
    color: var(--_accent);
    text-align: center;
  }
  .bubble .buttons li + li {
    border-block-start: 1px solid var(--_line);
  }
  .bubble .all .buttons {
    margin: 0;
  }
  /* Cards of a carousel: swiped, or scrolled with the keyboard. */
  .cards {
    display: flex;
    gap: 8px;
    margin-block-start: 8px;
    padding-block-end: 8px;
    list-style: none;
    overflow-x: auto;
    scroll-snap-type: x proximity;
  }
  .cards .bubble {
    flex: 0 0 min(15rem, 80%);
    min-inline-size: 0;
    margin: 0;
    border-radius: 16px;
    scroll-snap-align: start;
  }
  .cards .media {
    min-inline-size: 0;
  }
  .legend {
    margin-block-start: 8px;
    max-inline-size: 26rem;
    margin-inline-start: auto;
    text-align: end;
    text-wrap: balance;
    color: var(--_muted);
    line-height: 1.4;
  }

  .verdict h3:not(.window h3) {
    padding-block-start: 20px;
    color: var(--_muted);
  }
  .findings {
    list-style: none;
  }
  .findings li + li {
    border-block-start: 1px solid var(--_line);
  }
  .findings summary,
  .unknowable summary {
    grid-template-columns: auto minmax(0, 1fr) auto;
  }
  .findings summary .icon {
    color: var(--_tone);
  }
  summary .icon {
    margin-block-start: 2px;
  }
  .stage {
    display: block;
    color: var(--_muted);
    line-height: 1.3;
  }
  .unknowable {
    color: var(--_muted);
  }
  .verdict .findings + .unknowable {
    border-block-start: 1px solid var(--_line);
  }
  .known,
  .findings .explanation {
    padding-inline-start: 32px;
  }
  .known + .known {
    margin-block-start: 16px;
  }
  .known > p {
    color: var(--_ink);
  }
  .explanation {
    max-inline-size: 38em;
    padding-block-end: 16px;
  }
  .answer .explanation {
    padding-block: 4px 0;
  }
  .explanation > * + * {
    margin-block-start: 8px;
  }
  .explanation ul {
    padding-inline-start: 1.25em;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 24px;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .answer {
      transition: background-color 0.2s;
    }
  }
`;
