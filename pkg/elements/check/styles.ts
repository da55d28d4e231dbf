// How <presend-check> looks: two columns where there is room, one with a sticking line where there is not.
import { css } from "lit";

export const styles = css`
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 40px;
  }
  .composer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 32px;
    align-content: start;
  }
  .verdict {
    /* Room for the line that sticks. */
    scroll-margin-block-start: 64px;
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
    white-space: nowrap;
  }
  .bar .icon,
  .bar-words {
    color: var(--_tone);
    font-weight: 650;
  }
  .bar-words {
    flex: 0 0 auto;
    max-inline-size: calc(100% - 2em);
  }
  .bar-words,
  .bar-reason {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bar-reason {
    color: var(--_muted);
  }

  @container (min-width: 56rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: clamp(48px, 6cqi, 88px);
      align-items: start;
    }
    .bar {
      display: none;
    }
    /* Stays in sight while a long template is filled in: at the top, or by its end where it is higher than the window. */
    .verdict {
      position: sticky;
      inset-block-start: var(--_stick, 24px);
    }
  }
`;
