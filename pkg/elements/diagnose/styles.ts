// How <presend-diagnose> looks: what is pasted on one side, what it means on the other; one under the other where it is narrow.
import { css } from "lit";

export const styles = css`
  .paste {
    position: relative;
  }
  /* The field grows with its text; what scrolls lies around it, so that the marks stay where the text is. */
  .scroll {
    max-block-size: 22rem;
    overflow: auto;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  .scroll:hover {
    border-color: var(--_ink);
  }
  .scroll:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: -1px;
    border-color: var(--_accent);
  }
  .scroll .control {
    border: 0;
    border-radius: 0;
    min-block-size: 9rem;
    overflow-wrap: anywhere;
  }
  .scroll textarea:focus-visible {
    outline: none;
  }
  mark {
    background: color-mix(in oklab, var(--_tone) 16%, transparent);
    border-radius: 3px;
    text-decoration: underline solid 2px var(--_tone);
    text-underline-offset: 3px;
  }
  mark.unknown {
    text-decoration-style: dashed;
  }
  .long {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 9rem;
    padding: 16px 20px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-block-start: 12px;
  }
  .settings {
    display: flex;
    flex-wrap: wrap;
    gap: 0 28px;
    margin-block-start: 12px;
  }
  .settings label {
    color: var(--_muted);
  }
  .settings select {
    min-block-size: 44px;
    max-inline-size: 12rem;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--_ink);
    font-weight: 550;
    cursor: pointer;
  }
  .settings option {
    background: var(--_paper);
    color: var(--_ink);
  }
  .switch {
    cursor: pointer;
  }
  .switch input {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 36px;
    block-size: 22px;
    border: 1px solid var(--_edge);
    border-radius: 11px;
    background: var(--_raised);
    cursor: pointer;
  }
  .switch input::before {
    content: "";
    position: absolute;
    inset: 3px auto 3px 3px;
    inline-size: 14px;
    border-radius: 7px;
    background: var(--_edge);
  }
  .switch input:dir(rtl)::before {
    inset: 3px 3px 3px auto;
  }
  .switch input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .switch input:checked::before {
    translate: 14px 0;
    background: var(--_on-accent);
  }
  .switch input:checked:dir(rtl)::before {
    translate: -14px 0;
  }
  .examples p {
    font-weight: 600;
  }
  .examples ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
    padding: 0;
    list-style: none;
  }
  .drop {
    display: none;
  }
  .dropping .drop {
    position: absolute;
    inset: -8px;
    display: grid;
    grid-auto-flow: column;
    place-content: center;
    gap: 12px;
    border: 2px dashed var(--_accent);
    border-radius: calc(var(--_radius) * 2);
    background: color-mix(in oklab, var(--_paper) 92%, transparent);
    color: var(--_accent);
    font-weight: 600;
    pointer-events: none;
    z-index: 2;
  }

  /* The answer. */
  .diagnosis {
    min-inline-size: 0;
  }
  .empty {
    display: none;
    place-content: center;
    min-block-size: 12rem;
    padding: 24px;
    border: 1px dashed var(--_line);
    border-radius: calc(var(--_radius) * 2);
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .empty[role] {
    display: grid;
  }
  .about {
    margin-block-end: 8px;
    color: var(--_muted);
    line-height: 1.3;
  }
  .headline {
    align-items: start;
    font-size: clamp(1.25rem, 3.6cqi, 1.625rem);
  }
  .unknown .headline {
    color: var(--_ink);
  }
  .reason:not(:empty),
  .remark {
    margin-block-start: 12px;
    max-inline-size: 36em;
  }
  .reason:empty {
    display: none;
  }
  .term {
    color: var(--_muted);
  }
  .answer .term {
    margin-block-start: 16px;
  }
  .fixes,
  ul {
    padding-inline-start: 1.35em;
    max-inline-size: 38em;
  }
  .fixes li,
  .fold li,
  .plan li,
  .block > ul > li {
    margin-block-start: 6px;
  }
  li::marker {
    color: var(--_muted);
  }
  .answer .fixes > li:first-child {
    font-weight: 600;
  }
  .evidence {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 12px;
    margin-block-start: 16px;
  }
  .excerpt {
    flex: 1 1 100%;
    min-inline-size: 0;
    font: 400 0.9375rem/1.5 var(--_mono);
    overflow-wrap: anywhere;
    /* Its own direction, whatever that of the page; WebKit would not break it otherwise. */
    unicode-bidi: plaintext;
  }
  .consequences,
  .block {
    margin-block-start: 20px;
  }
  .again {
    max-inline-size: 38em;
    margin-block-end: 12px;
  }
  .fold {
    border-block-start: 1px solid var(--_line);
  }
  .fold > :last-child:not(summary) {
    margin-block-end: 20px;
  }
  .fold > .inside > * + * {
    margin-block-start: 12px;
  }
  .more {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 6px;
  }
  .support {
    margin-block-start: 20px;
    border-block-end: 1px solid var(--_line);
  }
  .support textarea {
    margin-block-start: 8px;
    resize: vertical;
    font: 400 0.9375rem/1.5 var(--_mono);
  }

  /* How many for which reason. */
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 16px;
    align-items: baseline;
  }
  .row .title {
    font-weight: 600;
  }
  .row .share {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .row .bar,
  .row > :last-child {
    grid-column: 1 / -1;
  }
  .bar {
    inline-size: 100%;
    block-size: 8px;
    border-radius: 4px;
    overflow: hidden;
  }
  .bar:dir(rtl) {
    transform: scaleX(-1);
  }
  .track {
    fill: var(--_line);
  }
  .part {
    fill: var(--_accent);
  }

  .plan {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
    gap: 20px 32px;
    margin-block-start: 8px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
  .plan .button {
    margin-block-start: 12px;
  }
  .plan > .hint {
    grid-column: 1 / -1;
    margin: 0;
  }

  /* How far each message came. */
  .stories {
    padding: 0;
    list-style: none;
    max-inline-size: none;
  }
  .stories > li {
    padding-block: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  .who,
  .steps {
    /* Numbers and times come from what was pasted, which may be anything. */
    overflow-wrap: anywhere;
  }
  .id {
    flex: 1 1 8rem;
    font: 400 0.9375rem/1.6 var(--_mono);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 0;
    margin-block-start: 4px;
    padding: 0;
    list-style: none;
    font-variant-numeric: tabular-nums;
  }
  .steps > li {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .steps > li + li::before {
    content: "";
    inline-size: 20px;
    margin-inline: 6px;
    border-block-start: 1px solid var(--_edge);
  }
  .steps .icon {
    color: var(--_tone, var(--_muted));
  }
  .steps .seen {
    --_tone: var(--_accent);
  }
  .steps .fail .state {
    color: var(--_fail);
    font-weight: 600;
  }
  .cause {
    margin-block-start: 4px;
    color: var(--_muted);
  }

  /* The answer stays in reach. */
  @container (max-width: 30rem) {
    .scroll {
      max-block-size: 9.25rem;
    }
  }
  @container (min-width: 56rem) {
    .columns {
      grid-template-rows: auto 1fr;
    }
    .diagnosis {
      grid-area: 1 / 2 / 3;
    }
    .empty {
      display: grid;
    }
  }
  @media (forced-colors: active) {
    .switch input:checked {
      background: Highlight;
    }
    .track {
      fill: Canvas;
      stroke: CanvasText;
    }
    .part {
      fill: Highlight;
    }
  }
  @media print {
    .paste,
    .examples {
      display: none;
    }
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
