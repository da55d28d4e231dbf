// @ts-nocheck: what it reads is positional arrays, which no type describes.
// npm run metadata -- <libphonenumber version>
//
// Renews src/data/phone from the npm package `google-libphonenumber`, which carries Google's metadata as positional
// arrays inside its bundle. What comes out is XML in Google's own schema, so that the crate that reads Google's file reads
// ours, and so that Google's file could take its place. Left out is what the engine never asks for: formats,
// references, numbers that cannot be dialled from abroad.
//
// The bundle does not say which libphonenumber release it holds; its release notes do. So the version is an argument, and
// without one nothing but the form of the file may change.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";

const XML = new URL("../src/data/phone/PhoneNumberMetadata.xml", import.meta.url);
const VERSION = new URL("../src/data/phone/VERSION", import.meta.url);

// Element names by field number of `PhoneMetadata` in phonemetadata.proto, in the order of Google's schema.
const TYPES = {
  2: "fixedLine",
  3: "mobile",
  21: "pager",
  4: "tollFree",
  5: "premiumRate",
  6: "sharedCost",
  7: "personalNumber",
  8: "voip",
  25: "uan",
  28: "voicemail",
};
const GENERAL = 1;
// Field numbers of `PhoneNumberDesc`.
const PATTERN = 2,
  EXAMPLE = 6,
  LENGTHS = 9,
  LOCAL_LENGTHS = 10;

const WIDTH = 100;

const bundle = readFileSync(createRequire(import.meta.url).resolve("google-libphonenumber"), "utf8");
const regionsByCode = table("countryCodeToRegionCodeMap");
const territories = Object.values(table("countryToMetadata"));
check();
write();

/** Reads one of the object literals that the bundle assigns to `i18n.phonenumbers.metadata`. */
function table(name) {
  const start = `i18n.phonenumbers.metadata.${name}=`;
  const from = bundle.indexOf(start);
  if (from < 0) throw new Error(`the bundle has no ${name}`);
  return runInNewContext(`(${bundle.slice(from + start.length, bundle.indexOf("};", from) + 1)})`);
}

/** The compiler derives two things that the bundle states: lengths of the whole plan, and who comes first for a code. */
function check() {
  for (const territory of territories) {
    const types = Object.keys(TYPES)
      .map((field) => territory[field])
      .filter((desc) => desc[PATTERN]);
    const general = territory[GENERAL];
    const lengths = union(types.map((desc) => desc[LENGTHS] ?? general[LENGTHS]));
    const local = union(types.map((desc) => desc[LOCAL_LENGTHS] ?? [])).filter((length) => !lengths.includes(length));
    same(`lengths of ${territory[9]} ${territory[10]}`, lengths, general[LENGTHS]);
    same(`local lengths of ${territory[9]} ${territory[10]}`, local, general[LOCAL_LENGTHS] ?? []);
  }
  for (const [code, regions] of Object.entries(regionsByCode)) {
    const mine = inOrder(territories.filter((territory) => territory[10] === Number(code)));
    same(
      `regions of +${code}`,
      mine.map((territory) => territory[9]),
      regions,
    );
  }
}

function inOrder(sharingOneCode) {
  const byId = sharingOneCode.sort((a, b) => (a[9] < b[9] ? -1 : 1));
  return [...byId.filter((territory) => territory[22]), ...byId.filter((territory) => !territory[22])];
}

function union(lists) {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

function same(what, mine, theirs) {
  if (mine.join() !== theirs.join()) throw new Error(`${what}: [${mine}] is derived, [${theirs}] is given`);
}

function write() {
  const xml = [
    "<!-- Copyright (C) The Libphonenumber Authors, Apache License 2.0. Made by `npm run metadata`: do not edit. -->",
    "<phoneNumberMetadata>",
    "  <territories>",
    ...[...territories].sort(byIdThenCode).flatMap(territoryLines),
    "  </territories>",
    "</phoneNumberMetadata>",
    "",
  ].join("\n");
  const version = process.argv[2];
  if (!version && meaning(xml) !== meaning(readFileSync(XML, "utf8"))) {
    throw new Error(
      "the metadata differ from those kept: name their libphonenumber version, as in `npm run metadata -- 9.0.40`",
    );
  }
  writeFileSync(XML, xml);
  if (version) writeFileSync(VERSION, `${version}\n`);
}

/** The text without the white space that only lays it out. */
function meaning(xml) {
  return xml.replace(/\s+/g, "");
}

function byIdThenCode(a, b) {
  const world = (territory) => (territory[9] === "001" ? 1 : 0);
  return world(a) - world(b) || (a[9] < b[9] ? -1 : a[9] > b[9] ? 1 : a[10] - b[10]);
}

function territoryLines(territory) {
  const attributes = [
    ["id", territory[9]],
    ["countryCode", territory[10]],
    ["mainCountryForCode", territory[22] && "true"],
    ["leadingDigits", territory[23]],
    ["internationalPrefix", territory[11]],
    ["preferredInternationalPrefix", territory[17]],
    ["nationalPrefix", territory[12]],
    ["nationalPrefixForParsing", territory[15] !== territory[12] && territory[15]],
    ["nationalPrefixTransformRule", territory[16]],
  ].filter(([, value]) => value);
  return [
    `    <territory ${attributes.map(([name, value]) => attribute(name, clean(value))).join("\n               ")}>`,
    "      <generalDesc>",
    ...patternLines(territory[GENERAL][PATTERN]),
    "      </generalDesc>",
    ...Object.keys(TYPES)
      .sort((a, b) => order(a) - order(b))
      .flatMap((field) => typeLines(territory, field)),
    "    </territory>",
  ];
}

function attribute(name, value) {
  const lines = broken(value, "                 ");
  return lines.length === 1 ? `${name}="${value}"` : `${name}="\n${lines.join("\n")}"`;
}

function order(field) {
  return Object.values(TYPES).indexOf(TYPES[field]);
}

function typeLines(territory, field) {
  const desc = territory[field];
  if (!desc[PATTERN]) return [];
  const local = desc[LOCAL_LENGTHS] ? ` localOnly="${desc[LOCAL_LENGTHS].join()}"` : "";
  return [
    `      <${TYPES[field]}>`,
    `        <possibleLengths national="${(desc[LENGTHS] ?? territory[GENERAL][LENGTHS]).join()}"${local}/>`,
    ...(desc[EXAMPLE] ? [`        <exampleNumber>${clean(desc[EXAMPLE])}</exampleNumber>`] : []),
    ...patternLines(desc[PATTERN]),
    `      </${TYPES[field]}>`,
  ];
}

function patternLines(pattern) {
  const lines = broken(clean(pattern), "          ");
  if (lines.length === 1 && lines[0].length <= WIDTH - 35)
    return [`        <nationalNumberPattern>${lines[0].trim()}</nationalNumberPattern>`];
  return ["        <nationalNumberPattern>", ...lines, "        </nationalNumberPattern>"];
}

/** A pattern over several lines, broken at its alternatives, so that a changed range is a changed line. */
function broken(pattern, indent) {
  if (indent.length + pattern.length <= WIDTH) return [indent + pattern];
  const parts = alternatives(pattern);
  if (parts.length > 1) {
    return parts.flatMap((part, i) => broken(i + 1 < parts.length ? `${part}|` : part, indent));
  }
  const group = outerGroup(pattern);
  if (!group) return [indent + pattern];
  return [indent + group.before, ...broken(group.inside, `${indent}  `), indent + group.after];
}

/** Splits at the bars that stand in no parenthesis; a bar at the very end belongs to the line before. */
function alternatives(pattern) {
  const parts = [""];
  let depth = 0;
  for (const [i, char] of [...pattern].entries()) {
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (char === "|" && depth === 0 && i + 1 < pattern.length) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** The longest parenthesis at the top level: what stands before its inside, the inside, and what stands after. */
function outerGroup(pattern) {
  let best;
  for (let i = 0, depth = 0, from = 0; i < pattern.length; i++) {
    if (pattern[i] === "(" && depth++ === 0) from = pattern.startsWith("(?:", i) ? i + 3 : i + 1;
    if (pattern[i] === ")" && --depth === 0 && !(best && best.inside.length >= i - from)) {
      best = { before: pattern.slice(0, from), inside: pattern.slice(from, i), after: pattern.slice(i) };
    }
  }
  return best;
}

/** The schema needs no escapes; that it stays so is cheaper to check than to support. */
function clean(value) {
  if (/[<>&"\s]/.test(value)) throw new Error(`this needs escaping in XML: ${value}`);
  return String(value);
}
