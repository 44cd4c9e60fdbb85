import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { buildId } from "./hall-server/build-id.mjs";
import { PAGES } from "./hall-server/pages.ts";

const root = import.meta.dirname;
const build = buildId(root);

/** Leaves the build's name beside its files: that is how a start knows whether they are stale. */
const nameBuild = (): Plugin => ({
  name: "mingting-build-id",
  apply: "build",
  writeBundle: ({ dir }) => {
    writeFileSync(join(dir ?? "dist", "build-id.txt"), build);
  },
});

export default defineConfig({
  plugins: [svelte(), nameBuild()],
  define: { __BUILD__: JSON.stringify(build) },
  build: {
    target: "chrome109",
    outDir: "dist",
    // Fonts stay files: inlined, their slices would be loaded by every screen.
    assetsInlineLimit: 0,
    rolldownOptions: { input: Object.values(PAGES) },
  },
  test: {
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/screens/**", "test/journeys/**"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        // The browser build of Svelte: components are mounted, not rendered to a string.
        resolve: { conditions: ["browser"] },
        test: {
          name: "screens",
          environment: "jsdom",
          include: ["test/screens/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          environment: "node",
          include: ["test/journeys/**/*.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
