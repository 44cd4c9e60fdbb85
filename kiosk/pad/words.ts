import { say } from "#shared/ui/locale.svelte.ts";

/** The window as a visitor calls it, in the page's language: 12 号窗口, Window 12. Reactive. */
export const windowLabel = (windowId: string, name: string): string =>
  say(name, `Window ${windowId}`);

/**
 * A grade's words in two parts, so that a narrow button breaks between them: 非常 + 满意,
 * "Very " + "satisfied". The first part is empty where there is nothing to break.
 */
export const gradeParts = (grade: string): readonly [lead: string, rest: string] => {
  const match = /^(非常|基本|\S+\s+)(.+)$/.exec(grade);
  return match ? [match[1]!, match[2]!] : ["", grade];
};
