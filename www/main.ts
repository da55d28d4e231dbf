// Starts the page: puts the elements together, and the examples and settings around them.
import { load } from "presend";
import { type PresendCheck, type PresendDiagnose, type PresendFaq, wordsFor } from "presend/elements";
import { type Example, examples } from "./examples.js";
import { templates } from "./templates.js";

const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const check = find<PresendCheck>("presend-check");
const diagnose = find<PresendDiagnose>("presend-diagnose");
const faq = find<PresendFaq>("presend-faq");
const words = wordsFor(document.documentElement.lang);

/** What a person chose last time; pages opened from disk may keep nothing. */
const memory = {
  get(key: string): string {
    try {
      return localStorage.getItem(`presend-${key}`) ?? "";
    } catch {
      return "";
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(`presend-${key}`, value);
    } catch {
      // Then it is chosen anew next time.
    }
  },
};

// Light and dark.
const theme = find<HTMLButtonElement>("#theme");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
function showTheme(chosen: string): void {
  const dark = chosen === "" ? prefersDark.matches : chosen === "dark";
  if (chosen === "") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  find("#theme-name").textContent = dark ? "Light" : "Dark";
  theme.onclick = () => {
    const next = dark ? "light" : "dark";
    memory.set("theme", next);
    showTheme(next);
  };
}
showTheme(memory.get("theme"));
prefersDark.addEventListener("change", () => showTheme(memory.get("theme")));

// The platform, for all elements.
const platform = find<HTMLSelectElement>("#platform");
for (const [id, name] of Object.entries(words.platforms)) platform.add(new Option(name, id === "general" ? "" : id));
platform.value = memory.get("platform");
if (platform.selectedIndex < 0) platform.value = "";
function choosePlatform(): void {
  memory.set("platform", platform.value);
  check.platform = platform.value;
  diagnose.platform = platform.value;
  faq.platform = platform.value;
}
platform.addEventListener("change", choosePlatform);
choosePlatform();

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
