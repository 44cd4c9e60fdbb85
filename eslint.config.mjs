import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";
import { folderRule } from "./test/checks/folder-rule.mjs";

/** The folder table of the architecture: each folder, and what it must not reach. */
const SCREENS = [
  "kiosk/visitor",
  "kiosk/pad",
  "kiosk/phone",
  "display/board",
  "display/window",
  "display/strip",
  "hall-server/console",
];
const closed = (target, ...from) => ({ target, from });
const zones = [
  closed("shared", "kiosk", "display", "hall-server", "test"),
  closed("shared/domain", "shared/protocol", "shared/link", "shared/ui"),
  closed("shared/protocol", "shared/link", "shared/ui"),
  closed("shared/link", "shared/ui"),
  closed("shared/ui", "shared/link"),
  closed("kiosk/launch", "shared", "kiosk/visitor", "kiosk/pad", "display", "hall-server"),
  ...SCREENS.map((screen) => closed(screen, ...SCREENS.filter((other) => other !== screen))),
  closed("kiosk", "hall-server", "display", "test"),
  closed("display", "hall-server", "kiosk", "test"),
  closed("hall-server", "kiosk", "display", "test"),
  // The console is a web app: it never takes the server's own files.
  { ...closed("hall-server/console", "hall-server"), except: ["hall-server/console"] },
];

/** Packages a folder may take from npm; everything else is refused there. */
const packages = (files, allowed) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(?![./#])(?!(?:${allowed.join("|")})(?:/|$)).*`,
            message: `Only ${allowed.filter((a) => a !== "$^").join(", ") || "no package"} may be imported here.`,
          },
        ],
      },
    ],
  },
});

export default ts.config(
  { ignores: ["dist/", "node_modules/", ".hall/", ".shots/", ".bench/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { mingting: { rules: { folders: folderRule } } },
    rules: {
      "mingting/folders": ["error", { root: import.meta.dirname, zones }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // The compiler knows which names exist; svelte-check and tsc run beside this.
      "no-undef": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
    rules: { "svelte/no-at-html-tags": "error" },
  },
  packages(["shared/domain/**"], ["$^"]),
  packages(["shared/protocol/**"], ["zod/mini"]),
  packages(["shared/link/**"], ["socket.io-client", "svelte"]),
  packages(["shared/ui/**"], ["svelte", "@fontsource-variable/noto-sans-sc"]),
  packages(["kiosk/launch/**"], ["$^"]),
  packages(
    ["kiosk/visitor/**", "kiosk/pad/**", "kiosk/phone/**", "display/**", "hall-server/console/**"],
    ["svelte", "qrcode"],
  ),
);
