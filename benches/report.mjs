// The results as a table: ratios first.

/** @typedef {import("./harness.mjs").Line} Line */
/** @typedef {{ title: string, about: string, date: string, machine: string, versions: Record<string, string>, node: Line[], chromium: Line[] }} Result */

const HEAD = `# Benchmarks

Made by \`npm run bench\`; do not edit. Ours stands first in each line, with how it compares in brackets behind the others: "÷ 50" is
fifty times as good as that one, "× 2" is where we lose by two. Everything in a line was measured in one run, turn about.
A ✗ is a goal that was missed.
`;

/** @param {Result[]} results @param {boolean} [whole] with the page's heading */
export function report(results, whole = false) {
  const parts = results.map(({ title, about, date, machine, versions, node, chromium }) =>
    [
      `## ${title}`,
      about.trim(),
      table("Node", node),
      table("Chromium", chromium),
      `${date}, ${machine}; ${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")}.`,
    ]
      .filter(Boolean)
      .join("\n\n"),
  );
  return `${[...(whole ? [HEAD.trim()] : []), ...parts].join("\n\n")}\n`;
}

/** @param {string} where @param {Line[]} lines */
function table(where, lines) {
  if (lines.length === 0) return "";
  return [
    `| ${where} | presend | others | goal |`,
    "|---|---|---|---|",
    ...lines.map((line) => {
      const [ours, ...others] = line.answers;
      const rest = others.map((other) => `${other.name} ${figure(other.value)}${compared(line, ours, other)}`);
      const goal = line.goal ? `${line.met ? "✓" : "✗"} ${line.goal}` : "";
      return `| ${line.what} (${line.unit}) | ${figure(ours?.value ?? 0)} | ${rest.join("<br>")} | ${goal} |`;
    }),
  ].join("\n");
}

/** @param {Line} line @param {Line["answers"][0] | undefined} ours @param {Line["answers"][0]} other */
function compared(line, ours, other) {
  if (!ours || !other.value || line.unit.startsWith("%") || /^\d|median/.test(other.name)) return "";
  const ratio = line.better === "more" ? ours.value / other.value : other.value / ours.value;
  return ratio >= 1 ? ` (÷ ${short(ratio)})` : ` (× ${short(1 / ratio)})`;
}

/** @param {number} value */
const short = (value) => (value >= 10 ? Math.round(value).toLocaleString("en") : value.toFixed(1));

/** @param {number} value */
function figure(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
