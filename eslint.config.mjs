import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

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
const closed = (target, ...from) => ({
  target: `./${target}`,
  from: from.map((folder) => `./${folder}`),
  message: `${target} must not import this (see the folder table in the architecture).`,
});
const server = { target: "./hall-server", from: ["./kiosk", "./display", "./test"] };
const zones = [
  closed("shared", "kiosk", "display", "hall-server", "test"),
  closed("shared/domain", "shared/protocol", "shared/link", "shared/ui"),
  closed("shared/protocol", "shared/link", "shared/ui"),
  closed("shared/link", "shared/ui"),
  closed("shared/ui", "shared/link"),
  closed("kiosk/launch", "shared", "kiosk/visitor", "kiosk/pad", "display", "hall-server"),
  ...SCREENS.map((screen) => {
    const others = SCREENS.filter((other) => other !== screen);
    return closed(screen, ...others, "test");
  }),
  closed("kiosk", "hall-server", "display", "test"),
  closed("display", "hall-server", "kiosk", "test"),
  // The console is a web app: it never takes the server's own files.
  {
    ...closed("hall-server/console", "hall-server"),
    except: ["./console"],
  },
  server,
].flatMap(({ from, ...zone }) => from.map((one) => ({ ...zone, from: one })));

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
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".svelte"] })],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "import-x/no-cycle": ["error", { maxDepth: 8, ignoreExternal: true }],
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
