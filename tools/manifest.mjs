// custom-elements.json: what the comments above the elements promise, in the form that editors and catalogues read.
// https://github.com/webcomponents/custom-elements-manifest
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
// @ts-expect-error: its declarations leave out what it exports.
import { create, ts } from "@custom-elements-manifest/analyzer";
// @ts-expect-error: the package names no entry for it; its own command finds it in the same way.
import { litPlugin } from "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";
import { root } from "./lib.mjs";

const ELEMENTS = "pkg/elements";

/**
 * Keeps what the comment above a class names with `@attr`, `@prop` or `@method`. The rest is for other modules of the
 * element, and may change.
 */
function promised() {
  /** By class, and for each name by which tag it is named. @type {Map<string, Map<string, string>>} */
  const names = new Map();
  return {
    name: "presend-promised",
    /** @param {{ ts: any, node: any }} phase */
    analyzePhase({ ts, node }) {
      if (!ts.isClassDeclaration(node)) return;
      const tags = ts
        .getJSDocTags(node)
        .filter((/** @type {any} */ { tagName }) => /^(attr|prop|method)$/.test(tagName.text))
        .map((/** @type {any} */ { tagName, comment }) => {
          const text = ts.getTextOfJSDocComment(comment).replace(/^\{[^}]*\}\s*/, "");
          return [text.split(/\s/)[0], tagName.text];
        });
      names.set(node.name.text, new Map(tags));
    },
    /** @param {{ customElementsManifest: any }} phase */
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        module.path = module.path.replace("pkg/", "pkg/dist/").replace(/\.ts$/, ".js");
        module.declarations = module.declarations.filter((/** @type {any} */ { tagName }) => tagName);
        for (const declaration of module.declarations) {
          const kept = names.get(declaration.name) ?? new Map();
          const keep = (/** @type {any} */ { name, attribute }) => kept.has(name) || kept.has(attribute);
          // A property that is no attribute is taken for one by the analyser.
          declaration.attributes = declaration.attributes?.filter(
            (/** @type {any} */ { name }) => kept.get(name) === "attr",
          );
          declaration.members = declaration.members?.filter(keep);
          // Its base class is not among the modules.
          delete declaration.superclass;
        }
        const exported = new Set(module.declarations.map((/** @type {any} */ { name }) => name));
        module.exports = module.exports.filter((/** @type {any} */ { name }) => exported.has(name));
        for (const { declaration } of module.exports) if (declaration.module) declaration.module = module.path;
      }
    },
  };
}

/** The module that registers the elements, which the analyser does not see through. @param {any[]} modules */
function registrations(modules) {
  const exports = modules.flatMap(({ path, declarations }) =>
    declarations.map((/** @type {any} */ { tagName, name }) => ({
      kind: "custom-element-definition",
      name: tagName,
      declaration: { name, module: path },
    })),
  );
  return { kind: "javascript-module", path: "pkg/dist/elements/index.js", declarations: [], exports };
}

/** Writes the manifest into the compiled package. */
export function buildManifest() {
  const modules = readdirSync(join(root, ELEMENTS))
    .map((name) => `${ELEMENTS}/${name}/element.ts`)
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.ES2022, true));
  const manifest = create({ modules, plugins: [...litPlugin(), promised()], context: { dev: false } });
  manifest.modules.push(registrations(manifest.modules));
  writeFileSync(join(root, "pkg/dist/custom-elements.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
