import { defineConfig } from "vite";

export default defineConfig({
  // Works from any folder of a server.
  base: "./",
});
