// npm run corpus:phone
//
// Asks the npm package `google-libphonenumber` again for every input of tests/corpus/phone.tsv and writes down its answers.
// Run it after `npm run metadata`, with the same version of that package. New cases are lines with an input and a default
// region; the rest of the line is filled in.

import { readFileSync, writeFileSync } from "node:fs";

import { answer, COLUMNS } from "./phone-oracle.mjs";

const CORPUS = new URL("../tests/corpus/phone.tsv", import.meta.url);

const [, ...rows] = readFileSync(CORPUS, "utf8").trimEnd().split("\n");
const answers = rows.map((row) => answer(row.split("\t")).join("\t"));
writeFileSync(CORPUS, [COLUMNS.join("\t"), ...answers, ""].join("\n"));
