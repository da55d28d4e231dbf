// What every page has in its header: light or dark, and where messages are sent from.
import { wordsFor } from "presend/elements/words";
import { translate } from "./language.js";
import { memory } from "./memory.js";

const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;

/** The button for light and dark. */
export function startTheme(): void {
  const theme = find<HTMLButtonElement>("#theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const show = (chosen: string): void => {
    const dark = chosen === "" ? prefersDark.matches : chosen === "dark";
    if (chosen === "") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    const name = find("#theme-name");
    name.textContent = dark ? "Light" : "Dark";
    translate(name);
    theme.onclick = () => {
      const next = dark ? "light" : "dark";
      memory.set("theme", next);
      show(next);
    };
  };
  show(memory.get("theme"));
  prefersDark.addEventListener("change", () => show(memory.get("theme")));
}

/** The choice of the platform, for these elements; gives what chooses another. */
export function startPlatform(elements: { platform: string }[]): (id: string) => void {
  const platform = find<HTMLSelectElement>("#platform");
  const names = wordsFor("en").platforms;
  for (const [id, name] of Object.entries(names)) platform.add(new Option(name, id === "general" ? "" : id));
  platform.value = memory.get("platform");
  if (platform.selectedIndex < 0) platform.value = "";
  const tell = (): void => {
    for (const element of elements) element.platform = platform.value;
  };
  platform.addEventListener("change", () => {
    memory.set("platform", platform.value);
    tell();
  });
  tell();
  return (id) => {
    platform.value = id;
    tell();
  };
}
