import type { Language } from "#shared/ui/locale.svelte.ts";

const KEY = "mingting.console.language";

/** The language this console was last used in; Chinese at first. */
export const rememberedLanguage = (shelf: Pick<Storage, "getItem"> = localStorage): Language =>
  shelf.getItem(KEY) === "en" ? "en" : "zh";

/** Keeps the language for the next time this console is opened. */
export const rememberLanguage = (
  language: Language,
  shelf: Pick<Storage, "setItem"> = localStorage,
): void => shelf.setItem(KEY, language);
