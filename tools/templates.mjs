// npm run templates -- <file.json>: looks at a library of templates and says what would be refused when they are submitted.
//
// The file holds templates as the Graph API or an inbox returns them, in a list or in what the list came in; or labelled ones,
// `{ template, expect: { creatable, sendable } }` or `{ template, validity: { creation_rule_breaches: [] }, send: { sendable } }`,
// which are compared with their labels.
import { readFileSync } from "node:fs";
import { load } from "presend";
import { stop } from "./lib.mjs";

const path = process.argv[2] ?? stop("Which file? npm run templates -- <file.json>");
const read = JSON.parse(readFileSync(path, "utf8"));
/** @type {any[]} */
const items = Array.isArray(read) ? read : (Object.values(read).find(Array.isArray) ?? [read]);
const presend = await load();

/** What the label says, where there is one. @param {any} item @returns {{ creatable?: boolean, sendable?: boolean | null }} */
function label({ expect, validity, send }) {
  if (expect) return expect;
  return validity ? { creatable: validity.creation_rule_breaches.length === 0, sendable: send?.sendable } : {};
}

let labelled = 0;
let agree = 0;
let creatable = 0;
for (const item of items) {
  const report = presend.template(item.template ?? item);
  const wanted = label(item);
  const same =
    (wanted.creatable ?? report.creatable) === report.creatable &&
    (wanted.sendable ?? report.sendable) === report.sendable;
  if (wanted.creatable !== undefined) labelled++;
  if (wanted.creatable !== undefined && same) agree++;
  if (report.creatable) creatable++;
  const found = report.findings.filter(({ level }) => level === "fail" || level === "risk");
  if (found.length === 0 && same) continue;
  console.log(`${report.name} (${report.language})${same ? "" : `: ${JSON.stringify(wanted)} was expected`}`);
  for (const finding of found)
    console.log(`  ${finding.level}  ${finding.rule}${finding.at ? ` at ${finding.at}` : ""}: ${finding.message}`);
}
console.log(
  `${items.length} templates, ${creatable} can be created${labelled ? `; ${agree} of ${labelled} are as their label says` : ""}`,
);
if (agree < labelled) process.exitCode = 1;
