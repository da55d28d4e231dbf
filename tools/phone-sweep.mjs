// @ts-nocheck: `google-libphonenumber` comes without types.
// npm run sweep:phone [-- seed]
//
// Compares the engine with Google's JavaScript port far beyond the corpus, some two and a half million times:
// - every calling code, every four digits behind it, a random tail;
// - in every region, numbers behind all kinds of prefixes;
// - numbers wrapped in the marks, names and separators that people and programs write.
//
// Worth a run (a minute or two) after new metadata and after any change to `src/phone` or `build/phone`.

import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { answer, COLUMNS, util } from "./phone-oracle.mjs";

const PREFIXES = [
  "",
  "0",
  "00",
  "1",
  "011",
  "8",
  "810",
  "90",
  "06",
  "15",
  "9",
  "000",
  "0031",
  "1481",
  "19",
  "180020",
  "003768",
  "16",
  "0011",
];
const MARKS = [
  "ext",
  "ext. ",
  "EXT:",
  "x",
  "X",
  "xt",
  "extn",
  "ｅｘｔ",
  "Ｅｘｔｎ",
  "доб",
  "ДОБ.",
  "anexo ",
  "int",
  "ｉｎｔ",
  "#",
  "＃",
  "~",
  "～",
  ";ext=",
  ";EXT=",
  "extensión",
  "EXTENSIÓN ",
  "extensio\u0301n",
  "extensi",
  ",",
  ",,",
  " ,",
  ";",
  ":",
  ".",
  "．",
  "- ",
  " - ",
  " ",
  "\u00a0",
  "+",
  "＋",
  "(",
  ")",
  "[",
  "]",
  "/",
  "\\",
  "/x",
  "/ x",
  "*",
  ";phone-context=",
  ";phone-context=+1",
  ";phone-context=+44",
  ";phone-context=example.com",
  ";phone-context=a.b-c.d.",
  ";phone-context=-x",
  ";phone-context=a..b",
  ";isub=",
  ";isub=12",
  "tel:",
  "TEL:",
  "abc",
  "FLOWERS",
  "o",
  "é",
  "ñ",
  "!",
  "@",
  "=",
  "٣",
  "５",
  "\u200b",
  "\u2060",
  "\u200e",
  "\u2011",
  "ー",
  "😀",
  "ß",
  "ı",
  "ſ",
];

const random = numbersFrom(Number(process.argv[2] ?? 1));
const target = fileURLToPath(new URL("../target/", import.meta.url));
const path = `${target}phone-sweep.tsv`;
mkdirSync(target, { recursive: true });
write(path, sweep());
const cargo = ["test", "--test", "phone", "--", "--ignored", "--nocapture", "sweep"];
process.exitCode = spawnSync("cargo", cargo, { stdio: "inherit", env: { ...process.env, PHONE_SWEEP: path } }).status;

function* sweep() {
  for (const code of new Set(util.getSupportedCallingCodes())) {
    for (let four = 0; four < 10_000; four++)
      yield [`+${code}${String(four).padStart(4, "0")}${digits(random(9))}`, ""];
  }
  const regions = util.getSupportedRegions();
  for (const region of regions) {
    const code = util.getCountryCodeForRegion(region);
    const prefixes = [...PREFIXES, `${code}`, `0${code}`, `00${code}`, `${code}0`, `${code}8`];
    for (let i = 0; i < 800; i++) yield [pick(prefixes) + digits(1 + random(12)), region];
  }
  const seeds = readFileSync(new URL("../tests/corpus/phone.tsv", import.meta.url), "utf8")
    .split("\n")
    .slice(1, -1);
  for (let i = 0; i < 200_000; i++) yield [wrapped(pick(seeds).split("\t")[0]), random(4) ? pick(regions) : ""];
}

/** A number with marks behind it or in its midst. */
function wrapped(number) {
  let text = number;
  for (let i = 1 + random(4); i > 0; i--) {
    const at = random(3) ? text.length : random(text.length + 1);
    text = text.slice(0, at) + pick(MARKS) + (random(2) ? digits(1 + random(6)) : "") + text.slice(at);
  }
  return random(5) ? text : `${text}#`;
}

function write(path, questions) {
  const file = openSync(path, "w");
  writeSync(file, `${COLUMNS.join("\t")}\n`);
  const lines = [];
  for (const question of questions) {
    lines.push(`${answer(question).join("\t")}\n`);
    if (lines.length === 10_000) writeSync(file, lines.splice(0).join(""));
  }
  writeSync(file, lines.join(""));
  closeSync(file);
}

function digits(length) {
  return Array.from({ length }, () => random(10)).join("");
}

function pick(list) {
  return list[random(list.length)];
}

/** Whole numbers below a bound, the same in every run with the same seed (mulberry32). */
function numbersFrom(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
  };
}
