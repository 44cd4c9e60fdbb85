import type { Sentence } from "../parts/sentence.ts";

/** The rule as it is shown beside every new password. */
export const PASSWORD_RULE: Sentence = {
  zh: "至少 8 位，同时有字母和数字，不能与账号相同",
  en: "At least 8 characters, with letters and digits, and not the user name",
};

/**
 * What is wrong with a new password typed twice, or null. The server judges again: this only spares
 * a way there.
 */
export const passwordProblem = (password: string, again: string): Sentence | null => {
  const strong = [...password].length >= 8 && /\p{L}/u.test(password) && /\d/.test(password);
  if (!strong)
    return {
      zh: "密码不够强：至少 8 位，同时有字母和数字。",
      en: "The password is too weak: at least 8 characters, with letters and digits.",
    };
  if (password !== again)
    return {
      zh: "两次输入的密码不一样，请重新输入。",
      en: "The two passwords differ. Please type them again.",
    };
  return null;
};
