// The compose-box question on a realistic draft: an agent fills in a template, with the account's templates at hand.
import { load } from "presend";

export const title = "check(): one draft, as at every keystroke";
export const about = `A template with four values and a button, filled in, chosen among three; every call gets a new draft. Conversion into and out of the
\`.wasm\` included. The peers build and check the payload of the same template only: no number, no window, no account, no fit with the template.`;

/** Microseconds that the median may take. */
const GOAL = { node: 20, chromium: 50 };

/** @param {string} text */
const body = (text) => ({ type: "BODY", text });
const templates = [
  {
    name: "welcome_back",
    language: "en_US",
    category: "UTILITY",
    status: "APPROVED",
    components: [body("Good to hear from you again. We will reply within the hour.")],
  },
  {
    name: "order_sent",
    language: "es",
    category: "UTILITY",
    status: "APPROVED",
    components: [body("Hola {{1}}, tu pedido {{2}} ya ha salido de nuestro almacén.")],
  },
  {
    name: "order_sent",
    language: "en_US",
    category: "UTILITY",
    status: "APPROVED",
    components: [
      { type: "HEADER", format: "TEXT", text: "Order {{1}}" },
      body(
        "Hello {{1}},\n\nyour order {{2}} was handed to the courier on {{3}} and will be with you in {{4}} days.\n\nThank you!",
      ),
      { type: "FOOTER", text: "The corner bakery" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "URL", text: "Where is it?", url: "https://shop.example.com/orders/{{1}}" },
          { type: "PHONE_NUMBER", text: "Call us", phone_number: "+4930901820" },
        ],
      },
    ],
  },
];

/** @param {string} text */
const value = (text) => ({ type: "text", text });

/** @param {number} call */
const components = (call) => [
  { type: "header", parameters: [value(`B-${call}`)] },
  { type: "body", parameters: ["Ana Ruiz", `B-${call}`, "20 November", "3"].map(value) },
  { type: "button", sub_type: "url", index: "0", parameters: [value(`B-${call}`)] },
];

/** @param {number} call @returns {any} */
const draft = (call) => ({
  to: "+49 151 23456789",
  platform: "cloud-api",
  now: "2026-11-20T12:00:00Z",
  conversation: { lastInboundAt: "2026-11-18T10:30:00Z" },
  contact: { optedIn: true, optedOutOfMarketing: false },
  sender: {
    number: "+4930901820",
    country: "DE",
    verified: true,
    quality: "green",
    dailyLimit: 10000,
    startedInLast24h: 12,
  },
  templates,
  message: {
    messaging_product: "whatsapp",
    to: "+4915123456789",
    type: "template",
    template: { name: "order_sent", language: { code: "en_US" }, components: components(call) },
  },
});

/** @param {number} call @returns {any} */
const typed = (call) => ({
  to: "+49 151 23456789",
  now: "2026-11-20T12:00:00Z",
  conversation: { lastInboundAt: "2026-11-20T10:30:00Z" },
  message: { type: "text", text: `Hello Ana, your order B-${call} is on its way and will be with you on Friday.` },
});

/** @param {import("./harness.mjs").Bench} bench */
export default async function run(bench) {
  const presend = await load();
  const drafts = Array.from({ length: 6000 }, (_, call) => draft(call));
  const texts = Array.from({ length: 6000 }, (_, call) => typed(call));
  await bench.latency("template draft", (call) => presend.check(drafts[call]), { goal: GOAL[bench.where] });
  await bench.latency("text in an open window", (call) => presend.check(texts[call]));

  // One of the peers reads files, so that it cannot be loaded in a page.
  if (bench.where !== "node") return;
  const { buildTemplateSendPayload } = await import("@kapso/whatsapp-cloud-api");
  const sdk = await import("whatsapp-api-js/messages");
  let call = 0;
  const next = () => call++ % drafts.length;
  await bench.race(
    "template draft",
    {
      presend: () => presend.check(drafts[next()]),
      "Kapso SDK (Zod)": () =>
        buildTemplateSendPayload({
          name: "order_sent",
          language: "en_US",
          header: { type: "text", text: `B-${call}` },
          body: ["Ana Ruiz", `B-${call}`, "20 November", "3"].map((text) => ({ type: "text", text })),
          buttons: [{ type: "button", subType: "url", index: 0, parameters: [{ type: "text", text: `B-${next()}` }] }],
        }),
      "whatsapp-api-js": () =>
        new sdk.Template(
          "order_sent",
          new sdk.Language("en_US"),
          new sdk.HeaderComponent(new sdk.HeaderParameter(`B-${call}`)),
          new sdk.BodyComponent(
            new sdk.BodyParameter("Ana Ruiz"),
            new sdk.BodyParameter(`B-${call}`),
            new sdk.BodyParameter("20 November"),
            new sdk.BodyParameter("3"),
          ),
          new sdk.URLComponent(`B-${next()}`),
        ),
    },
    { unit: "drafts per second" },
  );
}
