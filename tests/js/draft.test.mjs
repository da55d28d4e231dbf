// What the composer makes of its fields, and where it finds them again.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyEdit,
  components,
  EMPTY,
  fieldAt,
  marksIn,
  toFields,
  toMessage,
} from "../../pkg/dist/elements/check/draft.js";
import { placesIn, rangeIn } from "../../pkg/dist/elements/check/json.js";

/** @type {any[]} */
const slots = [
  { at: "a", component: "header", type: "image", name: "image", required: true },
  { at: "b", component: "body", type: "text", name: "1", required: true },
  { at: "b", component: "body", type: "text", name: "2", required: true },
  { at: "c", component: "button", type: "coupon_code", name: "coupon_code", index: 1, required: true },
];

test("values become components, and every value has its path", () => {
  const paths = new Map();
  const values = { "header.link": "https://x.example/a.jpg", "body.1": "A", "body.2": "B", "button.1": "WOOL" };
  const made = components(slots, values, paths);
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
    components(slots, values, new Map()).map((/** @type {any} */ part) =>
      part.parameters.map((/** @type {any} */ { text }) => text),
    );
  assert.deepEqual(parameters({ "body.1": "A" }), [["A"]]);
  assert.deepEqual(parameters({ "body.2": "B" }), [["", "B"]]);
  assert.deepEqual(parameters({ "body.1": "A", "body.2": "B", "body.3": "C" }), [["A", "B", "C"]]);
  assert.deepEqual(parameters({}), []);
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
  const paths = new Map();
  toMessage(fields, [], paths);
  const edit = { at: "message.text.body", range: /** @type {[number, number]} */ ([3, 8]), insert: 'a "b"', label: "" };
  assert.equal(JSON.parse(applyEdit(fields, edit, paths)?.json ?? "").text.body, 'Hi a "b"');
});

test("marks lie in the field that a finding is about", () => {
  /** @type {any} */
  const finding = { rule: "r", level: "fail", message: "m", why: "", fixes: [], codes: [], at: "to", range: [0, 2] };
  assert.deepEqual(marksIn("to", "0044", [finding], new Map()), [{ level: "fail", message: "m", range: [0, 2] }]);
  assert.deepEqual(marksIn("text", "0044", [finding], new Map()), []);
});
