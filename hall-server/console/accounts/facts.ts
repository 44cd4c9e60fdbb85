import type { AccountRow } from "#shared/protocol/console.ts";
import type { Sentence } from "../parts/sentence.ts";

/** Where an account stands, in words; `well` for the ordinary case. */
export interface AccountFact {
  readonly tone: "well" | "warn" | "stop";
  readonly text: Sentence;
}

/** Whether an account is locked at this moment. */
export const isLocked = (row: AccountRow, now: number): boolean =>
  row.lockedUntil !== null && row.lockedUntil > now;

/**
 * Everything that keeps an account from being used as usual; one plain fact when nothing does.
 * @param time how a moment is written, e.g. 10:31
 */
export const accountFacts = (
  row: AccountRow,
  now: number,
  time: (at: number) => string,
): readonly AccountFact[] => {
  const facts: AccountFact[] = [];
  if (row.disabled) facts.push({ tone: "stop", text: { zh: "已停用", en: "Disabled" } });
  if (row.lockedUntil !== null && isLocked(row, now))
    facts.push({
      tone: "warn",
      text: {
        zh: `锁定到 ${time(row.lockedUntil)}`,
        en: `Locked until ${time(row.lockedUntil)}`,
      },
    });
  if (row.mustChangePassword)
    facts.push({ tone: "warn", text: { zh: "须改密码", en: "Must change password" } });
  return facts.length ? facts : [{ tone: "well", text: { zh: "正常", en: "Active" } }];
};
