// Where the values of a JSON document stand in its text, so that what the report says of a value can be marked there.

export interface Place {
  /** From the first character of the value to after its last; of a text without its quotes. */
  start: number;
  end: number;
  /** For a text: where each of its UTF-16 units stands, and its end. An escape takes several characters for one. */
  units?: number[];
  /** Whether it is a number, a truth value or null: neither a text nor brackets. */
  plain?: boolean;
}

let last: { json: string; root: string; places: Map<string, Place> } | undefined;

/** The places of all values, by their paths below `root`. Only for JSON that `JSON.parse` has taken. */
export function placesIn(json: string, root: string): Map<string, Place> {
  // Asked for every finding and every edit of one document.
  if (last?.json !== json || last.root !== root) last = { json, root, places: placed(json, root) };
  return last.places;
}

function placed(json: string, root: string): Map<string, Place> {
  const places = new Map<string, Place>();
  let at = 0;
  const space = () => {
    while (/\s/.test(json.charAt(at))) at++;
  };

  function text(): { value: string; place: Place } {
    const start = ++at;
    const units: number[] = [];
    while (json[at] !== '"') {
      units.push(at);
      if (json[at] !== "\\") at++;
      else at += json[at + 1] === "u" ? 6 : 2;
    }
    units.push(at);
    const value: string = JSON.parse(json.slice(start - 1, ++at));
    return { value, place: { start, end: at - 1, units } };
  }

  function value(path: string): void {
    space();
    const start = at;
    const first = json[at];
    if (first === '"') {
      places.set(path, text().place);
      return;
    }
    const plain = first !== "{" && first !== "[";
    if (!plain) {
      at++;
      space();
      for (let index = 0; json[at] !== "}" && json[at] !== "]"; index++) {
        if (first === "{") {
          const key = text().value;
          space();
          at++;
          value(path === "" ? key : `${path}.${key}`);
        } else {
          value(`${path}[${index}]`);
        }
        space();
        if (json[at] === ",") at++;
        space();
      }
      at++;
    } else {
      while (at < json.length && !/[\s,\]}]/.test(json.charAt(at))) at++;
    }
    places.set(path, { start, end: at, plain });
  }

  value(root);
  return places;
}

/** A range inside a text, as offsets in the JSON around it. */
export function rangeIn({ start, end, units }: Place, range?: [number, number]): [number, number] {
  if (!range || !units) return [start, end];
  return [units[range[0]] ?? end, units[range[1]] ?? end];
}

/** JSON as people write it: lists of short texts on one line. */
export function pretty(value: unknown): string {
  const lines = JSON.stringify(value, null, 2) ?? "";
  const short = /\[\s+((?:"(?:[^"\\]|\\.)*"|\[[^[\]\n]*\])(?:,\s+"(?:[^"\\]|\\.)*")*)\s+\]/g;
  const joined = (text: string) =>
    text.replace(short, (whole, inside: string) => {
      const line = `[${inside.replace(/,\s*\n\s*/g, ", ")}]`;
      return line.length > 60 ? whole : line;
    });
  // Twice, for a list in a list.
  return joined(joined(lines));
}
