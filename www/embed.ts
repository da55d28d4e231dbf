// The page for an `<iframe>`: shows what its address asks for, and tells the page around it how high it is.
//
// Asked for by query:
//   platform  such as intercom
//   show      faq (as when absent), diagnose, or both
//   entries   ids of answers or groups, separated by spaces, commas or plus signs
//   locale    language of words and dates
//   theme     light or dark; that of the reader when absent
//   accent    a CSS colour for links and focus
//
// Told by `postMessage`, at first and at every change: { type: "presend:height", height }, in CSS pixels.
const query = new URLSearchParams(location.search);
const asked = (name: string) => query.get(name)?.trim() ?? "";
const root = document.documentElement;
const main = document.querySelector("main") as HTMLElement;

root.lang = asked("locale") || "en";
if (/^(light|dark)$/.test(asked("theme"))) root.dataset.theme = asked("theme");
if (CSS.supports("color", asked("accent"))) root.style.setProperty("--presend-accent", asked("accent"));

const platform = asked("platform");
const show = asked("show") || "faq";
// The whole FAQ of a platform stands on a page of its own, named for it.
const page = `faq/${/^[\w.-]+$/.test(platform) ? platform : "general"}.html#`;
const put = (name: string, properties: object) => main.append(Object.assign(document.createElement(name), properties));

if (show === "diagnose" || show === "both") put("presend-diagnose", { platform, faq: page, headingLevel: 2 });
const faq = document.querySelector("presend-faq") as HTMLElement;
main.append(faq);
if (show === "diagnose") faq.remove();
Object.assign(faq, { platform, entries: asked("entries") }).classList.remove("waiting");

new ResizeObserver(() => {
  const height = Math.ceil(root.getBoundingClientRect().height);
  // It is nobody's secret, so whoever is around may know it.
  parent.postMessage({ type: "presend:height", height }, "*");
}).observe(root);

export {};
