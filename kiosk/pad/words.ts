import { say } from "#shared/ui/locale.svelte.ts";

/** The window as a visitor calls it, in the page's language: 12 号窗口, Window 12. Reactive. */
export const windowLabel = (windowId: string, name: string): string =>
  say(name, `Window ${windowId}`);

/**
 * A grade's words in two parts and the blank between them, so that a narrow button breaks there:
 * 非常 + 满意, Very + satisfied. The first part is empty where there is nothing to break.
 */
export const gradeParts = (
  grade: string,
): { readonly lead: string; readonly blank: string; readonly rest: string } => {
  const match = /^(非常|基本|\S+(?=\s))(\s*)(.+)$/.exec(grade);
  return match
    ? { lead: match[1]!, blank: match[2]!, rest: match[3]! }
    : { lead: "", blank: "", rest: grade };
};
