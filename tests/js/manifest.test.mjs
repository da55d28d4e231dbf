// custom-elements.json says what the elements really have: the comments that it is made of are easily forgotten.
// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const manifest = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("presend/custom-elements.json"), "utf8"),
);
const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = readdirSync(join(root, "pkg/elements"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.startsWith("words"))
  .map((name) => readFileSync(join(root, "pkg/elements", name), "utf8").replace(/\/\*\*.*?\*\//gs, ""))
  .join("\n");

const index = manifest.modules.find((/** @type {any} */ { path }) => path.endsWith("elements/index.js"));
const elements = manifest.modules.flatMap((/** @type {any} */ { path, declarations }) =>
  declarations.map((/** @type {any} */ declaration) => ({ path, ...declaration })),
);

test("there are elements, and each is registered", () => {
  assert.ok(elements.length > 2);
  assert.deepEqual(
    index.exports.map((/** @type {any} */ { name }) => name).sort(),
    elements.map((/** @type {any} */ { tagName }) => tagName).sort(),
  );
});

for (const { path, name, tagName, attributes, members, events, slots, cssParts, cssProperties } of elements) {
  test(`${tagName}: its attributes are those it observes`, async () => {
    const { [name]: element } = await import(join(root, path));
    const observed = element.observedAttributes.filter(
      (/** @type {string} */ attribute) =>
        ![...element.elementProperties].some(([key, { state }]) => state && key.toLowerCase() === attribute),
    );
    assert.deepEqual(attributes.map((/** @type {any} */ attribute) => attribute.name).sort(), observed.sort());
  });

  test(`${tagName}: its properties and methods are there`, async () => {
    const { [name]: element } = await import(join(root, path));
    const code = readFileSync(join(root, path), "utf8");
    for (const member of members) {
      const there = member.name in element.prototype || new RegExp(`\\b${member.name}\\b[;(=]`).test(code);
      assert.ok(there, member.name);
    }
  });

  test(`${tagName}: its events, slots, parts and custom properties are in use, and described`, () => {
    /** @type {[{ name: string, description?: string }[] | undefined, (name: string) => string][]} */
    const kinds = [
      [events, (event) => `emit("${event}"`],
      [cssParts, (part) => part],
      [cssProperties, (property) => `var(${property}`],
    ];
    for (const [list = [], use] of kinds) {
      for (const { name, description } of list) {
        assert.ok(description, name);
        assert.ok(sources.includes(use(name)), `${name} is in no source`);
      }
    }
    for (const { name, description } of slots ?? []) assert.ok(description, name);
  });
}
