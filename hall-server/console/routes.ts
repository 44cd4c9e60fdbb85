import type { Person } from "#shared/protocol/messages.ts";
import type { Sentence } from "./parts/sentence.ts";

/** The pages of the console, by their part of the address: `/console/#/caller`. */
export const ROUTES = ["caller", "screens", "ratings", "accounts", "password"] as const;
/** One page of the console. */
export type Route = (typeof ROUTES)[number];

/** What the pages are called in the navigation. */
export const ROUTE_NAMES: Readonly<Record<Route, Sentence>> = {
  caller: { zh: "叫号", en: "Caller" },
  screens: { zh: "屏幕", en: "Screens" },
  ratings: { zh: "评价", en: "Ratings" },
  accounts: { zh: "账号", en: "Accounts" },
  password: { zh: "修改密码", en: "Change password" },
};

/** The pages of each role, the first of them its home. */
const PAGES: Readonly<Record<Person["role"], readonly Route[]>> = {
  clerk: ["caller", "password"],
  supervisor: ["ratings", "screens", "caller", "password"],
  administrator: ["screens", "accounts", "ratings", "caller", "password"],
};

/**
 * The pages that a person's navigation lists. A clerk has one page and needs no list, but for the way
 * back to it; whoever has to change the password first has nowhere else to go.
 */
export const navigationFor = (
  { role, mustChangePassword }: Pick<Person, "role" | "mustChangePassword">,
  route: Route,
): readonly Route[] => {
  if (mustChangePassword || (role === "clerk" && route === "caller")) return [];
  return PAGES[role].filter((page) => page !== "password");
};

/**
 * The page that an address means for a person: their role's home when it names none or one of
 * another role. A password that has to be changed comes before everything.
 */
export const routeFor = (hash: string, person: Person): Route => {
  if (person.mustChangePassword) return "password";
  const wanted = /^#\/([a-z]+)$/.exec(hash)?.[1];
  const allowed = PAGES[person.role];
  return allowed.find((route) => route === wanted) ?? allowed[0]!;
};

/** The token of the one-time link that the first start prints, `/console/#setup=…`, or null. */
export const setupToken = (hash: string): string | null => {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("setup");
  return token ? token : null;
};
