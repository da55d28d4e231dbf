// The inbox: an ordinary one, whose compose box has a guard around it.
import { load, type Presend, type WindowReport } from "presend";
import { PresendGuard } from "presend/elements/guard";
import { Format } from "presend/elements/words";
import { conversations, type Entry, type Person, toConversation } from "./conversations.js";
import { say, startLanguage } from "./language.js";
import { register } from "./register.js";
import { startPlatform, startTheme } from "./settings.js";
import { templates } from "./templates.js";

// At once: it is compiled while the page is put together.
const loading = load();
register({ "presend-guard": PresendGuard });
const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const guard = find<PresendGuard>("presend-guard");
const text = find<HTMLTextAreaElement>("#text");
const list = find<HTMLUListElement>("#conversations");
const thread = find<HTMLOListElement>("#messages");
const log = find<HTMLDivElement>("#log");
// What scrolls has to be reached with the keyboard.
log.tabIndex = 0;
// What was said last stays in sight when the compose box needs more room.
let low = true;
log.addEventListener("scroll", () => {
  low = log.scrollHeight - log.clientHeight - log.scrollTop < 8;
});
new ResizeObserver(() => {
  if (low) log.scrollTop = log.scrollHeight;
}).observe(log);
const write = find<HTMLButtonElement>("#write");
let format = new Format(document.documentElement.lang);

startTheme();
startPlatform([guard]);

const people = conversations(Date.now());
let current = people[0] as Person;
let presend: Presend | undefined;

function element<K extends keyof HTMLElementTagNameMap>(name: K, className = "", words = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = words;
  return made;
}

// The list of conversations, each with the state of its window.
const rows = new Map<Person, { button: HTMLButtonElement; state: HTMLElement; last: HTMLElement }>();
for (const person of people) {
  const button = element("button", "person");
  button.type = "button";
  button.dataset.person = person.id;
  const state = element("span", "state");
  const last = element("span", "last");
  button.append(element("span", "who", person.name), state, last);
  button.addEventListener("click", () => show(person));
  const item = element("li");
  item.append(button);
  list.append(item);
  rows.set(person, { button, state, last });
}

function stateOf({ state, closesAt, price }: WindowReport, now: number): string {
  const left = Date.parse(closesAt ?? "") - now;
  if (state === "open" || state === "closing") return say("{length} left", { length: format.duration(left) });
  if (state === "never-opened") return say("Never wrote");
  if (state === "unknown") return say("Not known");
  return say(price ? "Closed, free entry point open" : "Closed");
}

/** Once a second: the windows as they are now. */
function tick(): void {
  const now = Date.now();
  for (const [person, { state, last }] of rows) {
    last.textContent = person.entries.at(-1)?.text ?? say("No messages yet");
    if (!presend) continue;
    const window = presend.window(toConversation(person));
    const words = stateOf(window, now);
    if (state.textContent !== words) state.textContent = words;
    state.dataset.state = window.state;
  }
}

function bubble({ from, at, text, status }: Entry): HTMLLIElement {
  const item = element("li", `${from} ${status ?? ""}`);
  const said = element("span", "hidden", from === "customer" ? `${current.name}: ` : `${say("You")}: `);
  const body = element("p", "", text);
  body.dir = "auto";
  const when = element("span", "when", `${format.day(at, Date.now())}, ${format.time(at)}`);
  if (status) when.append(` · ${say(status === "sent" ? "sent" : "not delivered: the window was closed")}`);
  item.append(said, body, when);
  return item;
}

function tell(): void {
  guard.draft = { to: current.to, conversation: toConversation(current), templates };
}

function show(person: Person): void {
  current.text = text.value;
  current = person;
  for (const [other, { button }] of rows) {
    if (other === person) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  find("#with").textContent = person.name;
  find("#number").textContent = person.to;
  write.textContent = say("Let {name} write", { name: person.name.split(" ")[0] ?? "" });
  thread.replaceChildren(...person.entries.map(bubble));
  log.scrollTop = log.scrollHeight;
  text.value = person.text;
  tell();
  tick();
}

function add(entry: Entry): void {
  current.entries.push(entry);
  thread.append(bubble(entry));
  log.scrollTop = log.scrollHeight;
  tell();
  tick();
}

// As an inbox would have it anyway: Enter and the button send.
let status: "sent" | "failed" = "sent";
const form = find<HTMLFormElement>("#compose");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (text.value.trim() === "") return;
  add({ from: "business", at: Date.now(), text: text.value.trim(), status });
  status = "sent";
  text.value = "";
  guard.check();
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
write.addEventListener("click", () => {
  add({ from: "customer", at: Date.now(), text: "Are you there?" });
  text.focus();
});

// What the guard tells.
guard.addEventListener("presend-anyway", () => {
  status = "failed";
});
guard.addEventListener("presend-template", ({ detail: { report } }) => {
  add({ from: "business", at: Date.now(), text: report.template?.preview.body ?? "", status: "sent" });
  text.focus();
});

text.value = current.text;
show(current);
setInterval(tick, 1000);
document.addEventListener("visibilitychange", tick);

startLanguage(() => {
  format = new Format(document.documentElement.lang);
  // While it is held, the guard keeps the button's own words.
  (find("#send").firstChild as Text).data = say("Send");
  guard.check();
  show(current);
});

presend = await loading;
guard.presend = presend;
tick();
