import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [
    vue({
      template: {
        compilerOptions: {
          // Elements of the page, not components of Vue.
          isCustomElement: (tag) => tag.startsWith("presend-"),
        },
      },
    }),
  ],
});
