// What the composer makes of its fields, and where it finds them again.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdit, EMPTY, fieldAt, marksIn, toFields, toMessage } from "../../pkg/dist/elements/compose/draft.js";
import { placesIn, rangeIn } from "../../pkg/dist/elements/compose/json.js";
import { components, Paths, slotFields } from "../../pkg/dist/elements/compose/slots.js";

/** @type {any[]} */
const slots = [
  { at: "a", component: "header", type: "image", name: "image", required: true },
  { at: "b", component: "body", type: "text", name: "1", required: true },
  { at: "b", component: "body", type: "text", name: "2", required: true },
  { at: "c", component: "button", type: "coupon_code", name: "coupon_code", index: 1, required: true },
];

test("values become components, and every value has its path", () => {
  const paths = new Paths();
  const values = { "header.link": "https://x.example/a.jpg", "body.1": "A", "body.2": "B", "button.1": "WOOL" };
  const made = components(slots, [], values, paths);
  assert.deepEqual(made, [
    { type: "header", parameters: [{ type: "image", image: { link: "https://x.example/a.jpg" } }] },
    {
      type: "body",
      parameters: [
        { type: "text", text: "A" },
        { type: "text", text: "B" },
      ],
    },
    { type: "button", sub_type: "copy_code", index: "1", parameters: [{ type: "coupon_code", coupon_code: "WOOL" }] },
  ]);
  assert.equal(fieldAt("message.template.components[1].parameters[1].text", paths), "value:body.2");
  assert.equal(fieldAt("message.template.components[1].parameters[1]", paths), "value:body.2");
  assert.equal(fieldAt("message.template", paths), undefined);
  const fields = toFields({
    message: { type: "template", template: { name: "t", language: { code: "en" }, components: made } },
  });
  assert.deepEqual(fields.values, { t: values });
});

test("only values at the end are left out, so that none shifts", () => {
  const parameters = (/** @type {Record<string, string>} */ values) =>
    components(slots, [], values, new Paths()).map((/** @type {any} */ part) =>
      part.parameters.map((/** @type {any} */ { text }) => text),
    );
  assert.deepEqual(parameters({ "body.1": "A" }), [["A"]]);
  assert.deepEqual(parameters({ "body.2": "B" }), [["", "B"]]);
  assert.deepEqual(parameters({ "body.1": "A", "body.2": "B", "body.3": "C" }), [["A", "B", "C"]]);
  assert.deepEqual(parameters({}), []);
});

test("every kind of slot has its field, and what is typed there comes back", () => {
  /** @type {any[]} */
  const all = [
    { at: "a", component: "header", type: "product", name: "product", required: true },
    {
      at: "b",
      component: "limited_time_offer",
      type: "limited_time_offer",
      name: "limited_time_offer",
      required: true,
    },
    { at: "c", component: "button", type: "payload", name: "payload", index: 0, required: false },
    { at: "d", component: "button", type: "action", name: "action", index: 1, required: true },
    { at: "e", component: "button", type: "action", name: "action", index: 2, required: false },
    { at: "f", component: "card", type: "image", name: "image", card: 0, required: true },
    { at: "g", component: "card", type: "text", name: "1", card: 0, required: true },
    { at: "h", component: "card", type: "text", name: "1", index: 0, card: 0, required: true },
  ];
  /** @type {any[]} */
  const buttons = [{ kind: "quick_reply" }, { kind: "mpm" }, { kind: "flow" }];
  const values = {
    "header.product_retailer_id": "P1",
    "header.catalog_id": "C1",
    "offer.end": "2026-11-24T18:30",
    "button.0": "yes",
    "button.1.thumbnail_product_retailer_id": "P1",
    "button.1.sections": "Wool: P1, P2\nSilk: P3",
    "button.2.flow_token": "T",
    "card.0.header.link": "https://x.example/a.jpg",
    "card.0.body.1": "red",
    "card.0.button.0": "84213",
  };
  assert.deepEqual(
    slotFields(all, buttons)
      .map(({ key }) => key)
      .sort(),
    Object.keys(values).sort(),
  );
  const paths = new Paths();
  const made = components(all, buttons, values, paths);
  assert.deepEqual(made[1], {
    type: "limited_time_offer",
    parameters: [
      {
        type: "limited_time_offer",
        limited_time_offer: { expiration_time_ms: new Date("2026-11-24T18:30").getTime() },
      },
    ],
  });
  assert.deepEqual(made[3], {
    type: "button",
    sub_type: "mpm",
    index: "1",
    parameters: [
      {
        type: "action",
        action: {
          thumbnail_product_retailer_id: "P1",
          sections: [
            { title: "Wool", product_items: [{ product_retailer_id: "P1" }, { product_retailer_id: "P2" }] },
            { title: "Silk", product_items: [{ product_retailer_id: "P3" }] },
          ],
        },
      },
    ],
  });
  assert.equal(
    fieldAt("message.template.components[5].cards[0].components[1].parameters[0].text", paths),
    "value:card.0.body.1",
  );
  const fields = toFields({
    message: { type: "template", template: { name: "t", language: { code: "en" }, components: made } },
  });
  assert.deepEqual(fields.values, { t: values });
});

test("a range inside a text of JSON is found in the JSON", () => {
  const json = String.raw`{ "text": {"body": "a\n\u00fc😀{{x}}" }, "list": [1, {"k": true}] }`;
  const places = placesIn(json, "message");
  const place = places.get("message.text.body");
  assert.ok(place);
  const body = JSON.parse(json).text.body;
  const at = body.indexOf("{{x}}");
  assert.equal(json.slice(...rangeIn(place, [at, at + 5])), "{{x}}");
  assert.equal(json.slice(...rangeIn(place, [1, 2])), String.raw`\n`);
  const inner = places.get("message.list[1].k");
  assert.ok(inner);
  assert.equal(json.slice(inner.start, inner.end), "true");
});

test("an edit inside JSON keeps it JSON", () => {
  const fields = {
    ...EMPTY,
    kind: /** @type {const} */ ("json"),
    json: '{"type":"text","text":{"body":"Hi \\"you\\""}}',
  };
  const paths = new Paths();
  toMessage(fields, { slots: [], buttons: [] }, paths);
  const edit = { at: "message.text.body", range: /** @type {[number, number]} */ ([3, 8]), insert: 'a "b"', label: "" };
  assert.equal(JSON.parse(applyEdit(fields, edit, paths)?.json ?? "").text.body, 'Hi a "b"');
});

test("marks lie in the field that a finding is about", () => {
  /** @type {any} */
  const finding = { rule: "r", level: "fail", message: "m", why: "", fixes: [], codes: [], at: "to", range: [0, 2] };
  assert.deepEqual(marksIn("to", "0044", [finding], new Paths()), [{ level: "fail", message: "m", range: [0, 2] }]);
  assert.deepEqual(marksIn("text", "0044", [finding], new Paths()), []);
});
