// @ts-nocheck: `google-libphonenumber` comes without types.
// What Google's own port to JavaScript answers, in the columns of tests/corpus/phone.tsv.

import { createRequire } from "node:module";

const { PhoneNumberUtil } = createRequire(import.meta.url)("google-libphonenumber");

export const util = PhoneNumberUtil.getInstance();
export const COLUMNS = [
  "input",
  "default_region",
  "valid",
  "possible",
  "region",
  "type",
  "e164",
  "extension",
  "reason",
];
const E164 = COLUMNS.indexOf("e164");

const TYPES = [
  "FIXED_LINE",
  "MOBILE",
  "FIXED_LINE_OR_MOBILE",
  "TOLL_FREE",
  "PREMIUM_RATE",
  "SHARED_COST",
  "VOIP",
  "PERSONAL_NUMBER",
  "PAGER",
  "UAN",
  "VOICEMAIL",
];
const LENGTHS = { 0: "IS_POSSIBLE", 4: "IS_POSSIBLE_LOCAL_ONLY", 2: "TOO_SHORT", 5: "INVALID_LENGTH", 3: "TOO_LONG" };
const ERRORS = {
  "Invalid country calling code": "INVALID_COUNTRY_CODE",
  "The string supplied did not seem to be a phone number": "NOT_A_NUMBER",
  "Phone number too short after IDD": "TOO_SHORT_AFTER_IDD",
  "The string supplied is too short to be a phone number": "TOO_SHORT_NSN",
  "The string supplied is too long to be a phone number": "TOO_LONG",
};

/** The row of an input and a default region; further cells are what was answered before. */
export function answer(row) {
  const [input, defaultRegion = ""] = row;
  try {
    const number = util.parse(inKnownDigits(input), defaultRegion || "ZZ");
    return [input, defaultRegion, ...facts(number, row[E164])];
  } catch (error) {
    const reason = ERRORS[error.message];
    if (!reason) throw error;
    return [input, defaultRegion, 0, 0, "", "UNKNOWN", "", "", reason];
  }
}

function facts(number, e164Before) {
  // The JavaScript port keeps national numbers as floating-point numbers: those of 17 digits come out rounded, and what is
  // right has to be known from elsewhere. "?" stands for not known.
  const exact = Number.isSafeInteger(number.getNationalNumber());
  return [
    Number(util.isValidNumber(number)),
    Number(util.isPossibleNumber(number)),
    util.getRegionCodeForNumber(number) ?? "",
    TYPES[util.getNumberType(number)] ?? "UNKNOWN",
    exact ? util.format(number, 0) : e164Before || "?",
    inKnownDigits(number.getExtension() ?? "", /\p{Nd}/gu),
    LENGTHS[util.isPossibleNumberWithReason(number)],
  ];
}

/** The JavaScript port knows the digits of three scripts besides ASCII, Google's other ports those of all. They are right. */
function inKnownDigits(text, foreign = /(?![0-9０-９٠-٩۰-۹])\p{Nd}/gu) {
  return text.replace(foreign, (digit) => {
    // Digits stand in runs of ten that begin with zero; several runs may follow each other.
    let start = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
    return String((digit.codePointAt(0) - start) % 10);
  });
}
