// How <presend-faq> looks: a calm list between hairlines, the headings beside it where there is room.
import { css } from "lit";

export const styles = css`
  :host {
    container-type: inline-size;
  }
  .search {
    max-inline-size: 36rem;
    margin-block-end: 16px;
  }
  .search .label {
    display: block;
    margin-block-end: 8px;
    font-weight: 600;
  }
  .search .control {
    font: inherit;
  }
  .searchfield {
    display: block;
    position: relative;
  }
  .failed {
    padding: 12px 16px;
    border-inline-start: 3px solid var(--_fail);
    background: var(--_fail-tint);
  }
  .searchfield .icon {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-start: 14px;
    color: var(--_muted);
    pointer-events: none;
  }
  .searchfield .control {
    padding-inline-start: 44px;
    text-overflow: ellipsis;
  }
  .count {
    padding-block: 16px 8px;
  }
  .waiting {
    min-block-size: 100vh;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    margin-block-start: 48px;
  }
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin: 0;
    font: inherit;
    color: inherit;
  }
  .heading {
    font-size: 1.25rem;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  .entries {
    border-block-start: 1px solid var(--_line);
  }
  .rest[open] > .quiet {
    display: none;
  }
  .entry {
    border-block-end: 1px solid var(--_line);
    scroll-margin-block-start: 16px;
  }
  .entry[open] > summary .title {
    font-weight: 650;
    font-size: 1.125rem;
  }
  .fact {
    display: flex;
    gap: 8px;
    max-inline-size: 44em;
    color: var(--_tone);
    line-height: 1.45;
  }
  .fact .icon {
    margin-block-start: 2px;
  }
  .answer {
    padding-block: 4px 24px;
  }
  .summary {
    max-inline-size: 38em;
  }
  .halves {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px 48px;
    margin-block: 20px;
  }
  .term,
  dt {
    color: var(--_muted);
  }
  ul {
    padding-inline-start: 1.25em;
    max-inline-size: 36em;
  }
  li {
    margin-block-start: 8px;
  }
  li::marker {
    color: var(--_muted);
  }
  .house {
    display: grid;
    gap: 4px;
    margin-block-start: 12px;
  }
  .house:not(:has(*)) {
    display: none;
  }
  .details {
    margin-block-start: 8px;
  }
  dl > div {
    display: grid;
    gap: 2px 16px;
    padding-block: 8px;
  }
  .codes,
  .source {
    display: inline-block;
    margin-inline-end: 20px;
    overflow-wrap: anywhere;
  }
  .strings {
    display: grid;
    gap: 2px;
  }
  q {
    overflow-wrap: anywhere;
  }

  @container (min-width: 44rem) {
    .halves {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    dl > div {
      grid-template-columns: 9rem minmax(0, 1fr);
    }
  }
  @container (min-width: 62rem) {
    section {
      grid-template-columns: 15rem minmax(0, 1fr);
      gap: 48px;
    }
    .heading {
      position: sticky;
      inset-block-start: 24px;
      align-self: start;
    }
  }
  @media print {
    .search,
    .anchor,
    .rest > summary,
    .details > summary,
    .entry > summary::after {
      display: none;
    }
    .entry {
      break-inside: avoid;
    }
    section {
      margin-block-start: 24px;
    }
  }
`;
