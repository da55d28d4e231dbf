// How <presend-list> looks: a place for a file, bars of all rows, and a table of those in sight.
import { css } from "lit";

export const styles = css`
  .drop {
    display: grid;
    justify-items: start;
    gap: 16px;
    padding: 32px;
    border: 2px dashed var(--_edge);
    border-radius: calc(var(--_radius) * 2);
  }
  .drop.over {
    border-color: var(--_accent);
    background: var(--_raised);
  }
  .drop .what,
  .reading .what {
    font-size: 1.375rem;
    font-weight: 650;
    letter-spacing: -0.015em;
  }
  .drop .field {
    inline-size: min(36rem, 100%);
    margin-block-start: 8px;
  }
  slot {
    display: block;
    margin-block-start: 24px;
  }
  .reading {
    display: grid;
    justify-items: start;
    gap: 16px;
    padding-block: 24px;
  }
  progress {
    inline-size: 100%;
    block-size: 12px;
    accent-color: var(--_accent);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 24px;
  }
  .top h2 {
    font-size: clamp(1.5rem, 4.5cqi, 2rem);
    font-weight: 680;
    line-height: 1.2;
    letter-spacing: -0.02em;
  }
  .table .top h2 {
    font-size: 1.25rem;
  }
  .overview {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }
  .share {
    display: block;
    inline-size: 100%;
    block-size: 16px;
    border-radius: 8px;
    overflow: hidden;
  }
  .share:dir(rtl) {
    scale: -1 1;
  }
  .row .input {
    unicode-bidi: plaintext;
  }
  .share rect {
    fill: var(--_tone, var(--_accent));
  }
  .share .note {
    fill: var(--_edge);
  }
  .overview > .share {
    block-size: 24px;
    border-radius: 12px;
  }
  .outcomes {
    display: flex;
    flex-wrap: wrap;
    gap: 0 28px;
    list-style: none;
  }
  .outcome {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    border-block-end: 2px solid transparent;
  }
  .outcome .icon,
  .outcome-cell .icon {
    color: var(--_tone);
  }
  [aria-pressed="true"] {
    border-block-end: 2px solid var(--_accent);
  }
  :is(.outcome, .tally button):hover:not([disabled]) {
    color: var(--_accent);
  }
  [disabled] {
    cursor: default;
    color: var(--_muted);
  }
  .button.button[disabled] {
    border-color: var(--_line);
    background: none;
    color: var(--_muted);
  }
  .plan {
    font-size: 1.1875rem;
  }
  .overview .ways {
    margin: 0;
  }
  .overview .copy {
    margin: 0 8px;
  }
  .tallies {
    display: grid;
    gap: 32px 64px;
    margin-block-start: 12px;
  }
  @container (min-width: 48rem) {
    .tallies {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .tally h3 {
    margin-block-end: 4px;
    color: var(--_muted);
  }
  .tally ul {
    list-style: none;
  }
  .tally li button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 16px;
    inline-size: 100%;
    min-block-size: 44px;
    padding-block: 8px;
    border-block-end: 2px solid transparent;
  }
  .tally li button[aria-pressed="true"] {
    border-color: var(--_accent);
  }
  .tally .number,
  .row,
  .outcome {
    font-variant-numeric: tabular-nums;
  }
  .tally .share {
    grid-column: 1 / -1;
    block-size: 6px;
    border-radius: 3px;
    background: var(--_raised);
  }
  .choices,
  .sending {
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
  }
  .told {
    border-block: 1px solid var(--_line);
  }
  .choices {
    padding-block: 4px 20px;
  }
  .sending {
    padding-block-start: 24px;
    border-block-start: 1px solid var(--_line);
  }

  .table {
    margin-block-start: 40px;
    padding-block-start: 32px;
    border-block-start: 1px solid var(--_line);
  }
  .scroll {
    block-size: min(32rem, 70dvh);
    margin-block-start: 12px;
    border-block: 1px solid var(--_line);
    overflow: auto;
    overflow-anchor: none;
    contain: strict;
  }
  .tall {
    position: relative;
    overflow: clip;
  }
  .shown {
    position: absolute;
    inset: 0 0 auto;
    will-change: transform;
  }
  .row {
    display: grid;
    grid-template-columns: 5.5rem 12rem 10rem minmax(0, 1fr);
    gap: 16px;
    align-items: center;
    block-size: 40px;
    padding-inline: 8px;
    border-block-end: 1px solid var(--_line);
    white-space: nowrap;
    cursor: pointer;
  }
  .row > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row:hover,
  .row[aria-selected="true"] {
    background: var(--_raised);
  }
  .row[aria-selected="true"] {
    box-shadow: inset 3px 0 var(--_accent);
  }
  .row:dir(rtl)[aria-selected="true"] {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .row.head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_paper);
    color: var(--_muted);
    cursor: default;
  }
  .outcome-cell {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  @container (max-width: 44rem) {
    .row {
      grid-template-columns: 3.5rem minmax(0, 1fr) 1.25rem;
      gap: 8px;
    }
    .row > :nth-child(4),
    .outcome-cell > span,
    .row.head > :nth-child(3) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  .details {
    display: grid;
    gap: 24px 64px;
    margin-block-start: 24px;
  }
  @container (min-width: 56rem) {
    .details:has(.phone) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 26rem);
    }
  }
  .details .phone {
    padding: 0;
    border: 0;
  }
  .details h3 {
    font-size: 1.125rem;
  }
  .details > div {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .cells {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr));
    gap: 8px 24px;
    margin-block-start: 16px;
  }
  .cells dt {
    color: var(--_muted);
  }
  .cells dd {
    white-space: pre-wrap;
  }
  @media (forced-colors: active) {
    .share rect {
      fill: Highlight;
    }
    .share .fail {
      fill: CanvasText;
    }
    .drop {
      border-color: CanvasText;
    }
  }
`;
