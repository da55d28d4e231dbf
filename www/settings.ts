// What every page has in its header: light or dark, and where messages are sent from.
import { wordsFor } from "presend/elements/words";

const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;

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

/** The button for light and dark. */
export function startTheme(): void {
  const theme = find<HTMLButtonElement>("#theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const show = (chosen: string): void => {
    const dark = chosen === "" ? prefersDark.matches : chosen === "dark";
    if (chosen === "") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    find("#theme-name").textContent = dark ? "Light" : "Dark";
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
  const names = wordsFor(document.documentElement.lang).platforms;
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
