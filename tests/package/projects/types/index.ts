// What the types of the package promise, said to the compiler. Nothing here runs.

import {
  type Diagnosis,
  type Draft,
  type Failure,
  type Finding,
  load,
  type Message,
  type PhoneReport,
  type Policy,
  type Presend,
  PresendError,
  type Report,
  type RuleDoc,
  type Slot,
  type Source,
  type TemplateReport,
  type WindowReport,
} from "presend";
import catalogue from "presend/catalogue.json" with { type: "json" };
import type { PresendCheck } from "presend/elements";
import type { load as inlineLoad } from "presend/inline";
import address from "presend/presend.wasm";
import { load as slimLoad } from "presend/slim";

/** Whether two types are the very same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** The members that may be absent. */
type Optional<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T];
const is = <_T extends true>(): void => {};

// One load for all entries.
is<Same<typeof load, typeof slimLoad>>();
is<Same<typeof load, typeof inlineLoad>>();
is<Same<Awaited<ReturnType<typeof load>>, Presend>>();
const sources: Source[] = [
  new URL("https://example.org/presend.wasm"),
  "presend.wasm",
  new Uint8Array(8),
  new Response(),
];
slimLoad(Promise.resolve<Source>(address));
load(sources[0]);

// What may be absent is optional, and what is always there is not.
is<Same<Optional<Report>, "template" | "payload">>();
is<Same<Optional<Finding>, "values" | "failure" | "at" | "range" | "missing" | "obtainable" | "edit">>();
is<Same<Optional<PhoneReport>, never>>();
is<Same<Optional<WindowReport>, never>>();
is<
  Same<Optional<Pick<TemplateReport, "creatable" | "sendable" | "layer" | "slots" | "preview" | "findings">>, never>
>();
is<Same<Extract<Optional<Slot>, "index" | "example">, "index" | "example">>();
is<
  Same<
    Extract<Optional<Diagnosis>, "collect" | "ids" | "counts" | "messages">,
    "collect" | "ids" | "counts" | "messages"
  >
>();
is<Same<Exclude<keyof Draft, Optional<Draft>>, "message">>();
is<Same<Exclude<keyof Policy, Optional<Partial<Policy>>>, never>>();

// Null where a value is known to be none.
is<Same<Report["changesAt"], string | null>>();
is<Same<PhoneReport["digits"], string | null>>();
is<Same<WindowReport["freeForm"], boolean | null>>();
is<Same<TemplateReport["sendable"], boolean | null>>();
is<Same<WindowReport["closesAt"], string | null>>();

// Words, not just texts.
is<Same<Report["verdict"], "send" | "risky" | "blocked">>();
is<Same<Report["allowed"], "free-form" | "template-only" | "nothing">>();
is<Same<Finding["level"], "fail" | "risk" | "unknown" | "note">>();
is<Same<WindowReport["state"], "open" | "closing" | "closed" | "never-opened" | "unknown">>();
is<Same<Diagnosis["status"], "recognised" | "family" | "unknown" | "no-failure">>();
is<Same<Failure["retry"], "no" | "after-fix" | "backoff" | "later">>();
is<Same<Finding["range"], [number, number] | undefined>>();

// A message is known by its type.
function text(message: Message): string {
  if (message.type === "template") {
    is<Same<typeof message.template.name, string>>();
    return message.template.name;
  }
  if (message.type === "interactive") return Object.keys(message.interactive).join();
  if (message.type === "text" || message.type === undefined) {
    const { text } = message;
    return typeof text === "string" ? text : Array.isArray(text) ? text.join("\n") : text.body;
  }
  return message.type;
}
text({ type: "text", text: "Hello" });
text({ messaging_product: "whatsapp", to: "919876543210", type: "text", text: { body: "Hello", preview_url: true } });
text({ messaging_product: "whatsapp", text: { body: "Without a type it is a text" } });
text({ type: "template", template: { name: "order_update", language: { code: "en" }, components: [] } });
text({ type: "image", image: { link: "https://example.org/a.png" }, file: { size: 5_000_000 } });
// @ts-expect-error a text message has a text
text({ type: "text" });
// @ts-expect-error a template message names its template
text({ type: "template", name: "order_update" });
// @ts-expect-error there is no such type
text({ type: "telegram", text: "Hello" });

// Drafts.
const presend = await load();
const draft: Draft = {
  to: "+91 98765 43210",
  now: new Date(),
  conversation: { lastInboundAt: null, entryPoint: { kind: "ad", startedAt: 1_763_500_000 } },
  sender: { dailyLimit: "unlimited", quality: "green", state: "connected" },
  platform: "a platform that nobody has heard of",
  policy: { windowHours: 24 },
  message: { type: "text", text: "Hello" },
};
const report: Report = presend.check(draft);
// @ts-expect-error there is no such quality
presend.check({ ...draft, sender: { quality: "good" } });
// @ts-expect-error absent is not undefined
presend.check({ ...draft, to: undefined });
// @ts-expect-error a draft has a message
presend.check({ to: "1" });
// @ts-expect-error there is no such limit
presend.rules({ policy: { windowDays: 1 } });

// Calls.
is<Same<ReturnType<Presend["check"]>, Report>>();
is<Same<ReturnType<Presend["phone"]>, PhoneReport>>();
is<Same<ReturnType<Presend["isValidPhone"]>, boolean>>();
is<Same<ReturnType<Presend["window"]>, WindowReport>>();
is<Same<ReturnType<Presend["template"]>, TemplateReport>>();
is<Same<ReturnType<Presend["diagnose"]>, Diagnosis>>();
is<Same<ReturnType<Presend["rules"]>, RuleDoc[]>>();
is<Same<ReturnType<Presend["failures"]>, Failure[]>>();
is<Same<Presend["version"]["rulesAsOf"], string>>();
presend.fit({ data: [{ name: "order_update", language: "en" }] }, { to: "1" });
presend.diagnose(new Error("(#131047) Re-engagement message"), { provider: "meta", mask: true });
// @ts-expect-error read only
presend.version = { package: "", rulesAsOf: "", phoneMetadata: "" };

// Errors.
try {
  presend.check(draft);
} catch (error) {
  if (error instanceof PresendError) is<Same<typeof error.path, string>>();
}

// A stand-in for tests has no private members to provide.
export const double: Pick<Presend, "check"> = { check: () => report };

// Elements and data.
document.querySelector("presend-check") satisfies PresendCheck | null;
// What they tell is typed wherever it is heard.
document.addEventListener("presend-report", ({ detail }) => {
  is<Same<typeof detail.report, Report>>();
});
document.querySelector("presend-guard")?.addEventListener("presend-template", ({ detail }) => {
  detail.payload satisfies object | undefined;
  // @ts-expect-error a template has a name, no title
  detail.title;
});
catalogue.rules.map(({ id, checked }) => `${id} ${checked}`);
catalogue.failures.map(({ id, title }) => `${id} ${title}`);
