import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Errors planted in a component, and the words by which each checker has to name them. */
const COMPONENT = `<script lang="ts">
  import { startHall } from "#hall-server/app.ts";
  const { text }: { text: string } = $props();
  const wrong: number = text;
  void startHall;
</script>

<p>{wrong}{@html text}</p>
<img src="x.png" />
`;

const bin = (path: string, args: readonly string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules", path), ...args],
    { cwd: ROOT, encoding: "utf8" },
  );
  return { status, output: stdout + stderr };
};

/**
 * Proves that type check and lint of `.svelte` files really fail: plants errors in a component and
 * expects each to be named. Answers what was missed; empty when all were caught.
 */
export const probe = (): readonly string[] => {
  const folder = mkdtempSync(join(ROOT, "kiosk/visitor/probe-"));
  try {
    writeFileSync(join(folder, "Planted.svelte"), COMPONENT);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: "../../../tsconfig.json", include: ["."], exclude: [] }),
    );
    const types = bin("svelte-check/bin/svelte-check", [
      "--workspace",
      folder,
      "--tsconfig",
      join(folder, "tsconfig.json"),
      "--fail-on-warnings",
      "--output",
      "machine",
    ]);
    const lint = bin("eslint/bin/eslint.js", ["--no-warn-ignored", join(folder, "Planted.svelte")]);
    const expected: [string, boolean][] = [
      ["svelte-check fails", types.status !== 0],
      ["svelte-check names the type error", types.output.includes("not assignable")],
      ["svelte-check names the accessibility warning", types.output.includes("alt attribute")],
      ["lint fails", lint.status !== 0],
      ["lint names {@html}", lint.output.includes("svelte/no-at-html-tags")],
      ["lint names the forbidden folder", lint.output.includes("mingting/folders")],
    ];
    return expected.filter(([, caught]) => !caught).map(([what]) => what);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
