// Starts the page: puts the elements together, and the examples and settings around them.
import { load } from "presend";
import type { PresendCheck, PresendDiagnose, PresendFaq } from "presend/elements";
import "presend/elements";
import { type Example, examples } from "./examples.js";
import { startPlatform, startTheme } from "./settings.js";
import { templates } from "./templates.js";

const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const check = find<PresendCheck>("presend-check");
const diagnose = find<PresendDiagnose>("presend-diagnose");
const faq = find<PresendFaq>("presend-faq");

startTheme();
startPlatform([check, diagnose, faq]);

// The examples. The first of them is what the page opens with.
const list = find<HTMLUListElement>("#examples");
const buttons = new Map<Example, HTMLButtonElement>();
function show(example: Example): void {
  check.draft = example.draft(Date.now());
  for (const [other, button] of buttons) button.setAttribute("aria-pressed", String(other === example));
}
for (const example of examples) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = example.label;
  button.dataset.example = example.id;
  button.addEventListener("click", () => show(example));
  buttons.set(example, button);
  const item = document.createElement("li");
  item.append(button);
  list.append(item);
}
check.templates = templates;
show(examples[0] as Example);
// What was typed since is no longer the example.
check.addEventListener("input", () => {
  for (const button of buttons.values()) button.setAttribute("aria-pressed", "false");
});

check.addEventListener("presend-report", (event) => {
  faq.report = (event as CustomEvent).detail.report;
});
// A link to the entry that the address names already would change nothing by itself.
for (const element of [check, diagnose]) {
  element.addEventListener("presend-failure", (event) => faq.show((event as CustomEvent).detail.failure));
}

const presend = await load();
check.presend = presend;
diagnose.presend = presend;
faq.presend = presend;
const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
find("#as-of").textContent = `Facts as of ${date.format(new Date(presend.version.rulesAsOf))}.`;
