// How <presend-template> looks, beyond what it has in common with the other elements.
import { css } from "lit";

export const styles = css`
  .composer h2 {
    margin-block-end: 16px;
    font-size: 1.125rem;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .verdict .findings {
    border-block-end: 1px solid var(--_line);
  }
  .copies {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
  }
  .phone {
    border: 0;
  }
`;
