// A large account's template library, looked at as a whole: every template linted, the best one found.
import { load } from "presend";
import { median } from "./harness.mjs";

export const title = "template() and fit(): a library of 6,000 templates";
export const about =
  "As many templates as a verified account may have, of eight shapes in four languages, as the Graph API returns them. Conversion into and out of the `.wasm` included.";

const COUNT = 6000;
/** Milliseconds that linting all of them may take. */
const GOAL = 1000;

const TEXTS = [
  [
    "en_US",
    "Hello {{1}}, your order {{2}} was handed to the courier and will be with you on {{3}}. *Thank you* for your patience!",
  ],
  ["es", "Hola {{1}}, tu pedido {{2}} ya ha salido de nuestro almacén y llegará el {{3}}. _Gracias_ por tu paciencia."],
  ["hi", "नमस्ते {{1}}, आपका ऑर्डर {{2}} कूरियर को दे दिया गया है और {{3}} को पहुँच जाएगा। धन्यवाद!"],
  ["ar", "مرحبا {{1}}، تم تسليم طلبك {{2}} إلى شركة الشحن وسيصل يوم {{3}}. شكرا لصبرك!"],
];

/** @type {((text: string) => object[])[]} */
const SHAPES = [
  (text) => [{ type: "BODY", text, example: { body_text: [["Ana", "B-17", "Friday"]] } }],
  (text) => [
    { type: "HEADER", format: "TEXT", text: "Your order" },
    ...sample(text),
    { type: "FOOTER", text: "The corner bakery" },
  ],
  (text) => [{ type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } }, ...sample(text)],
  (text) => [...sample(text), buttons({ type: "QUICK_REPLY", text: "Thanks" }, { type: "QUICK_REPLY", text: "Stop" })],
  (text) => [
    ...sample(text),
    buttons(
      { type: "URL", text: "Where is it?", url: "https://shop.example/t/{{1}}", example: ["B-17"] },
      { type: "PHONE_NUMBER", text: "Call us", phone_number: "+4930901820" },
    ),
  ],
  (text) => [{ type: "BODY", text: text.replaceAll(/ ?\{\{\d\}\}/g, "") }],
  (text) => sample(text.slice(0, -1)),
  (text) => sample(`${text} Get 20% off with the promo code of today.`),
];

/** @param {string} text */
const sample = (text) => [{ type: "BODY", text, example: { body_text: [["Ana", "B-17", "Friday"]] } }];

/** @param {...object} list */
const buttons = (...list) => ({ type: "BUTTONS", buttons: list });

const library = Array.from({ length: COUNT }, (_, index) => {
  const [language = "", text = ""] = TEXTS[index % TEXTS.length] ?? [];
  const components = /** @type {(text: string) => object[]} */ (SHAPES[index % SHAPES.length])(text);
  const status = index % 11 === 0 ? "PAUSED" : "APPROVED";
  return { id: `${index}`, name: `order_${index >> 2}`, language, category: "UTILITY", status, components };
});

/** @param {import("./harness.mjs").Bench} bench */
export default async function run(bench) {
  const presend = await load();
  const times = [];
  let creatable = 0;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    creatable = library.filter((template) => presend.template(template).creatable).length;
    times.push(performance.now() - start);
  }
  if (creatable === 0) throw new Error("no template can be created");
  bench.figures(
    `lint ${COUNT.toLocaleString("en")} templates`,
    [
      { name: "median", value: median(times) },
      { name: "fastest", value: Math.min(...times) },
    ],
    { unit: "ms", goal: GOAL },
  );

  const draft = { to: "+4915123456789", now: "2026-11-20T12:00:00Z", conversation: { lastInboundAt: null } };
  await bench.latency("fit() over 100 of them", () => presend.fit(library.slice(0, 100), draft), { calls: 300 });
}
