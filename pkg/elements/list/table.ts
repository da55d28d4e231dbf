// A table of any number of rows, of which only those in sight are there. Rows are fetched when they are looked at.
import type { ListRow } from "../../index.js";

/** Height of a row in pixels, as the styles have it. */
export const ROW = 40;
/** Height of the names of the columns above them, with the lines around the table. */
export const HEAD = ROW + 2;
/** Browsers cut off what is higher than some 17 million pixels; beyond this a pixel of the scroll bar is more than one. */
const HIGHEST = 12_000_000;
/** How many rows are fetched at once. */
const PAGE = 128;
/** Rows beyond the edge that are there already, so that a quick scroll shows no gap. */
const MARGIN = 8;

/** Where one is in a long list: from the scroll bar to rows, and back. */
export class Sight {
  /** @param rows how many there are @param view height of what is in sight */
  constructor(
    readonly rows: number,
    readonly view: number,
  ) {}

  /** Height of the whole, for the scroll bar. */
  get height(): number {
    return Math.min(this.rows * ROW, HIGHEST);
  }

  /** Pixels of the list for one of the scroll bar. */
  get #scale(): number {
    const way = this.height - this.view;
    return way <= 0 ? 1 : (this.rows * ROW - this.view) / way;
  }

  /** The rows to show at a place of the scroll bar, and how far down the first of them lies. */
  at(scroll: number): { from: number; to: number; top: number } {
    const list = scroll * this.#scale;
    const from = Math.max(0, Math.floor(list / ROW) - MARGIN);
    const to = Math.min(this.rows, Math.ceil((list + this.view) / ROW) + MARGIN);
    return { from, to, top: scroll - (list - from * ROW) };
  }

  /** Where the scroll bar has to be for a row to be in sight, from where it is. */
  show(row: number, scroll: number): number {
    const list = scroll * this.#scale;
    const top = row * ROW;
    if (top < list) return top / this.#scale;
    return top + ROW > list + this.view ? (top + ROW - this.view) / this.#scale : scroll;
  }
}

/** The rows that were fetched, a page at a time; the pages used longest ago are let go. */
export class Rows {
  #pages = new Map<number, ListRow[] | undefined>();

  /** @param fetch gives the rows from one place up to another @param arrived is called when rows have come */
  constructor(
    readonly fetch: (from: number, to: number) => Promise<ListRow[]>,
    readonly arrived: () => void,
  ) {}

  /** A row if it is there; if not, it is asked for. */
  get(place: number): ListRow | undefined {
    const page = Math.floor(place / PAGE);
    if (!this.#pages.has(page)) this.#ask(page);
    return this.#pages.get(page)?.[place - page * PAGE];
  }

  async #ask(page: number): Promise<void> {
    this.#pages.set(page, undefined);
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= 64) break;
      this.#pages.delete(old);
    }
    try {
      this.#pages.set(page, await this.fetch(page * PAGE, (page + 1) * PAGE));
    } catch {
      // The list was closed, or is read anew: then these rows are nobody's any more.
      return;
    }
    this.arrived();
  }
}
