// Starts the page for one template: the element, and the examples under it.
import { load, type Template } from "presend";
import { PresendTemplate } from "presend/elements/template";
import { startLanguage } from "./language.js";
import { register } from "./register.js";
import { startPlatform, startTheme } from "./settings.js";
import { examples } from "./template-examples.js";

// At once: it is compiled while the page is put together.
const loading = load();
register({ "presend-template": PresendTemplate });
const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const element = find<PresendTemplate>("presend-template");
const list = find<HTMLUListElement>("#examples");

startTheme();
startPlatform([element]);

const buttons = new Map<Template, HTMLButtonElement>();
function show(template: Template): void {
  element.template = template;
  for (const [other, button] of buttons) button.setAttribute("aria-pressed", String(other === template));
}
for (const [label, template] of Object.entries(examples)) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => show(template));
  buttons.set(template, button);
  const item = document.createElement("li");
  item.append(button);
  list.append(item);
}
show(Object.values(examples)[0] as Template);
// What was typed since is no longer the example.
element.addEventListener("input", () => {
  for (const button of buttons.values()) button.setAttribute("aria-pressed", "false");
});

startLanguage();
element.presend = await loading;
