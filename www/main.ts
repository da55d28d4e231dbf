// Starts the page: puts the elements together, and the examples and settings around them.
import { load } from "presend";
import { PresendCheck } from "presend/elements/check";
import { PresendDiagnose } from "presend/elements/diagnose";
import { PresendFaq } from "presend/elements/faq";
import { type Example, examples, groups } from "./examples.js";
import { say, startLanguage } from "./language.js";
import { register } from "./register.js";
import { startPlatform, startTheme } from "./settings.js";
import { templates } from "./templates.js";

// At once: it is compiled while the page is put together.
const loading = load();
register({ "presend-check": PresendCheck, "presend-diagnose": PresendDiagnose, "presend-faq": PresendFaq });
const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const check = find<PresendCheck>("presend-check");
const diagnose = find<PresendDiagnose>("presend-diagnose");
const faq = find<PresendFaq>("presend-faq");

startTheme();
// A case that the address holds has brought its own platform along.
const brought = location.hash.startsWith("#case=") ? check.platform : undefined;
const setPlatform = startPlatform([check, diagnose, faq]);
if (brought !== undefined) setPlatform(brought);

// The examples. The first of them is what the page opens with, where its address names no other and no case.
check.templates = templates;
const list = find<HTMLDListElement>("#examples");
const buttons = new Map<Example, HTMLButtonElement>();
let shown: Example | undefined;
/** Which entry of the history the form shows, and what the form held when others were left for an example. */
let entry = Date.now();
const left = new Map<number, PresendCheck["fields"]>();
function mark(example: Example | undefined): void {
  shown = example;
  for (const [other, button] of buttons) button.setAttribute("aria-pressed", String(other === example));
}
function show(example: Example): void {
  check.draft = example.draft(Date.now());
  mark(example);
}
for (const [group, title] of Object.entries(groups)) {
  const term = document.createElement("dt");
  term.textContent = title;
  const row = document.createElement("dd");
  for (const example of examples.filter((example) => example.group === group)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = example.label;
    button.dataset.example = example.id;
    button.addEventListener("click", () => {
      if (shown !== example) {
        left.set(entry, check.fields);
        // What was typed comes back with the entry, wherever in the page it was left.
        history.replaceState({ entry, example: shown?.id }, "");
        entry = Date.now();
        history.pushState({ entry, example: example.id }, "");
      }
      show(example);
      // In one column what it shows lies above.
      if (matchMedia("(max-width: 58rem)").matches) check.scrollIntoView();
    });
    buttons.set(example, button);
    row.append(button);
  }
  list.append(term, row);
}
const first = examples.find(({ id }) => location.hash === `#try=${id}`) ?? (examples[0] as Example);
if (!location.hash.startsWith("#case=")) {
  show(first);
  history.replaceState({ entry, example: first.id }, "");
}
addEventListener("popstate", ({ state }) => {
  // Coming back from an answer of the FAQ changes nothing.
  if (!state || state.entry === entry) return;
  left.set(entry, check.fields);
  entry = state.entry;
  const example = examples.find(({ id }) => id === state.example);
  const fields = left.get(entry);
  if (fields) {
    check.set(fields);
    mark(example);
  } else if (example) show(example);
});
// What was typed since is no longer the example.
check.addEventListener("input", () => {
  if (shown) history.replaceState({ entry }, "");
  mark(undefined);
});
check.addEventListener("presend-platform", ({ detail }) => setPlatform(detail.platform));

check.addEventListener("presend-report", ({ detail }) => {
  faq.report = detail.report;
});
// A link to the entry that the address names already would change nothing by itself. Others lead there, and back, by themselves.
for (const element of [check, diagnose]) {
  element.addEventListener("presend-failure", ({ detail: { failure } }) => {
    if (location.hash === `#${failure}`) faq.show(failure);
  });
}

let asOf: Date | undefined;
function date(): void {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  if (asOf) find("#as-of").textContent = say("Facts as of {date}.", { date: format.format(asOf) });
}
startLanguage(date);
asOf = new Date((await loading).version.rulesAsOf);
date();
