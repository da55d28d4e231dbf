// How <presend-guard> looks: one quiet line under the compose box, a tinted box while sending is held, a sheet of templates.
import { css } from "lit";

export const styles = css`
  /* A line is always there, so that nothing moves when the first answer comes. */
  .panel {
    min-block-size: 44px;
    padding-block-start: 8px;
    font-variant-numeric: tabular-nums;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    line-height: 1.35;
  }
  .line > .icon {
    color: var(--_tone);
  }
  .line > .ring {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
  }
  .line .track,
  .line .left {
    stroke-width: 9;
  }
  .line .hand {
    stroke-width: 7;
  }
  .quietly {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 16px;
  }
  .quietly .ways {
    margin: 0;
  }
  .ways:not(:has(*)) {
    display: none;
  }
  .held {
    padding: 12px 16px;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .held .what {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_tone);
  }
  .held > * + * {
    margin-block-start: 4px;
  }
  .held .ways {
    gap: 0 20px;
    margin-block-start: 4px;
  }
  .held .button {
    margin-block: 4px;
  }
  .more {
    margin: 0;
  }
  .more[open] {
    flex-basis: 100%;
  }

  dialog {
    inline-size: min(56rem, 100vw - 32px);
    max-inline-size: none;
    max-block-size: min(48rem, 100dvh - 32px);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 2);
    background: var(--_paper);
    color: inherit;
    overflow: auto;
    overscroll-behavior: contain;
    container-type: inline-size;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  .sheet {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 0 24px 24px;
  }
  .top {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    margin-inline: -24px;
    padding: 16px 16px 8px 24px;
    background: var(--_paper);
  }
  .top h2 {
    font-size: 1.375rem;
    font-weight: 680;
    line-height: 1.2;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }
  .top h2:focus {
    outline: none;
  }
  .round {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    flex: none;
    border-radius: 50%;
  }
  .round:hover {
    background: var(--_raised);
  }
  .sheet h3 {
    margin-block-start: 8px;
    color: var(--_muted);
  }
  .searchfield {
    position: relative;
  }
  .searchfield .icon {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-start: 14px;
    color: var(--_muted);
  }
  .searchfield .control {
    padding-inline-start: 44px;
  }
  .templates {
    list-style: none;
    border-block-end: 1px solid var(--_line);
  }
  .templates li {
    border-block-start: 1px solid var(--_line);
  }
  .template {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 16px;
    inline-size: 100%;
    padding-block: 12px;
  }
  .template .text,
  .template .named {
    grid-column: 1;
  }
  .template > .icon {
    grid-column: 2;
    grid-row: 1 / span 2;
    align-self: center;
    color: var(--_accent);
  }
  .template .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .refused .text {
    display: block;
  }
  .refused .icon {
    color: var(--_tone);
  }
  button.template:hover {
    color: var(--_accent);
  }
  .halves {
    display: grid;
    gap: 0 40px;
  }
  @container (min-width: 42rem) {
    .halves {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .halves .phone {
    border: 0;
    padding-block: 16px 0;
  }
  .ends {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px 24px;
    margin: 0 -24px -24px;
    padding: 12px 24px 16px;
    border-block-start: 1px solid var(--_line);
    background: var(--_paper);
  }
  .ends .line {
    flex: 1 1 16rem;
  }
  @media (max-width: 40rem) {
    dialog {
      inline-size: 100vw;
      max-block-size: 100dvh;
      block-size: 100dvh;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    .sheet {
      padding-inline: 16px;
    }
    .top,
    .ends {
      margin-inline: -16px;
      padding-inline-start: 16px;
    }
  }
  /* Where little is in sight, as when a page is enlarged, nothing sticks. */
  @media (max-height: 34rem) {
    .top,
    .ends {
      position: static;
    }
  }
  @media (forced-colors: active) {
    .held,
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;
