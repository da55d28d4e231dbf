// Made-up contacts, as a shop might have them: most are fine, some are not.

const NAMES = ["Priya Nair", "Diego Álvarez", "Amina Yusuf", "Tom Becker", "Zoe Martin", "Ana Souza", "Li Wei", ""];
const CITIES = ["Pune", "Sevilla", "Lagos", "Köln", "Lyon", "Recife", "Singapore"];

/** A number by its place: the same list every time. */
function number(at: number): string {
  const end = String((at * 7919) % 100000).padStart(5, "0");
  if (at % 23 === 5) return `0${7911}${end}1`;
  if (at % 41 === 7) return `9.19877E+11`;
  if (at % 57 === 9) return `+34 612 ${end.slice(0, 2)}`;
  if (at % 19 === 3) return `+1 415 55${end}`;
  if (at % 11 === 4) return `+44 7912 3${end}`;
  if (at % 7 === 2) return `+49 1512 34${end}`;
  return `+91 98765 ${end}`;
}

/** How many rows are made at once: a few milliseconds of work. */
const AT_ONCE = 5_000;

/** A list as CSV, made piece by piece, so that the page stays quick and a long one needs no long text. */
export async function contacts(rows: number): Promise<File> {
  const parts = [new Blob(["name,phone,city,opted_out\n"])];
  for (let from = 0; from < rows; from += AT_ONCE) {
    let part = "";
    for (let at = from; at < Math.min(rows, from + AT_ONCE); at++) {
      const name = NAMES[at % NAMES.length] ?? "";
      part += `${name},${number(at % 97 === 13 ? at - 1 : at)},${CITIES[at % CITIES.length]},${at % 31 === 6 ? "yes" : ""}\n`;
    }
    parts.push(new Blob([part]));
    // Others have their turn.
    await new Promise((done) => setTimeout(done));
  }
  return new File(parts, "contacts.csv", { type: "text/csv" });
}
