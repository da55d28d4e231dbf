// How the page is served while it is worked on, and built into www/dist.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const folder = fileURLToPath(new URL("www", import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));

export default defineConfig({
  root: folder,
  // The built page works from any folder of any server.
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: { input: pages.map((name) => join(folder, name)) },
  },
  // The package lies outside www.
  server: { fs: { allow: [".."] } },
});
