// How the pages are served while they are worked on, and built into www/dist.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type HtmlTagDescriptor, type Plugin, type Rolldown, type UserConfig } from "vite";
import { integrity } from "./tools/bundle.mjs";

const folder = fileURLToPath(new URL("www", import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));

/** What a built page may do: run its own scripts and WebAssembly, talk to its own server, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html presend",
].join("; ");

const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;

/** The address of a built file, by how its name looks. */
function built(bundle: Rolldown.OutputBundle, name: RegExp): string {
  const file = Object.keys(bundle).find((file) => name.test(file));
  if (file === undefined) throw new Error(`the build has made no file like ${name}`);
  return file;
}

const root = fileURLToPath(new URL(".", import.meta.url));

/** What the lines to copy are made of: https://www.w3.org/TR/SRI/ says what a hash is for. */
const copied: Record<string, () => string> = {
  version: () => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
  classic: () => integrity(join(root, "pkg/dist/classic.js")),
  "help-center": () => integrity(join(folder, "dist/help-center.js")),
};

/** Puts what every page begins with into its header, as the page would have it: with its own place marked. */
function headed(): Plugin {
  return {
    name: "presend:headed",
    transformIndexHtml: {
      order: "pre",
      handler: (page, { path }) =>
        page.replace(/<header data-skip="([^"]*)"><\/header>/, (_, skip) =>
          readFileSync(join(folder, "parts/header.html"), "utf8")
            .replace(/^<!--.*?-->\n/s, "")
            .replace("{skip}", skip)
            // Not the name before it, which leads to the first page as well.
            .replace(`  <a href="${path.slice(1)}"`, (link) => `${link} aria-current="page"`)
            .replaceAll("\n", "\n    ")
            .trim(),
        ),
    },
  };
}

/** The script of help centers is built by itself, and named in pages as any host names it. */
function named(): Plugin {
  return {
    name: "presend:named",
    apply: "build",
    transformIndexHtml: {
      order: "pre",
      handler: (page) => page.replaceAll(' src="help-center.ts"', ' vite-ignore src="help-center.js"'),
    },
  };
}

/** Puts into the built pages what they are to hold without a script, their policy, and what else they should fetch at once. */
function completed(): Plugin {
  return {
    name: "presend:completed",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      async handler(page, { bundle = {} }) {
        const { prerender } = await import("./tools/prerender.mjs");
        const tags: HtmlTagDescriptor[] = [];
        const link = (attrs: Record<string, string | boolean>) => tags.push({ tag: "link", attrs, injectTo: "head" });
        if (page.includes('<script type="module"')) {
          const href = `./${built(bundle, /\.wasm$/)}`;
          link({ rel: "preload", as: "fetch", type: "application/wasm", crossorigin: true, href });
        }
        if (page.includes("<presend-faq")) {
          link({ rel: "stylesheet", href: `./${built(bundle, /\/faq-[\w-]+\.css$/)}` });
        }
        const html = prerender(page)
          // First of all, because it holds only for what follows; as it stands, so that it can be read.
          .replace("<head>", `<head>\n    ${policy}`)
          .replace(/\{(version|classic|help-center)\}/g, (_, name) => copied[name]?.() ?? "");
        return { html, tags };
      },
    },
    async buildStart() {
      const { faqStyles } = await import("./tools/prerender.mjs");
      this.emitFile({ type: "asset", name: "faq.css", source: faqStyles() });
      this.emitFile({ type: "asset", name: "plain.css", source: readFileSync(join(folder, "plain.css"), "utf8") });
    },
    async generateBundle(_, bundle) {
      const { plainPage, platforms } = await import("./tools/prerender.mjs");
      const css = `../${built(bundle, /\/plain-[\w-]+\.css$/)}`;
      const icon = `../${built(bundle, /\/icon-[\w-]+\.svg$/)}`;
      for (const platform of platforms) {
        this.emitFile({
          type: "asset",
          fileName: `faq/${platform[0]}.html`,
          source: plainPage(platform, { css, icon, policy }),
        });
      }
    },
  };
}

const shared: UserConfig = {
  root: folder,
  // What is built works from any folder of any server.
  base: "./",
  build: {
    outDir: "dist",
    target: "es2022",
    // The first that know light-dark() and :dir(), as the elements need them too.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    // The policy allows no `data:`.
    assetsInlineLimit: 0,
    // Every browser that runs the elements has it.
    modulePreload: { polyfill: false },
  },
};

/** The script of help centers: one file whose address stays the same. */
const helpCenter: UserConfig = {
  ...shared,
  build: {
    ...shared.build,
    emptyOutDir: true,
    rolldownOptions: { input: join(folder, "help-center.ts"), output: { entryFileNames: "help-center.js" } },
  },
};

/** The pages. Built after the script that some of them name. */
const site: UserConfig = {
  ...shared,
  plugins: [headed(), named(), completed()],
  build: {
    ...shared.build,
    emptyOutDir: false,
    rolldownOptions: { input: pages.map((name) => join(folder, name)) },
  },
  // The package lies outside www.
  server: { fs: { allow: [".."] } },
};

export default defineConfig(({ mode }) => (mode === "help-center" ? helpCenter : site));
