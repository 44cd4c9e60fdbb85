/** A text of the API's document in both languages of its readers: Chinese first, then English. */
export const both = (zh: string, en: string): string => `${zh}\n\n${en}`;
