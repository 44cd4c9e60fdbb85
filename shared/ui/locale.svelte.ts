/** The languages of the interface. Chinese first; English by one tap. */
export type Language = "zh" | "en";

let language: Language = $state("zh");

/** The language the page speaks now. */
export const currentLanguage = (): Language => language;

/** Switches the page's language and tells the document, so that fonts and readers follow. */
export const setLanguage = (next: Language): void => {
  language = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
};

/** The sentence in the page's language; Chinese where English is missing. Reactive. */
export const say = (zh: string, en: string): string => (language === "en" && en ? en : zh);
