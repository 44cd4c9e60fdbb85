import { fill, type RefusalCode, REFUSALS } from "#shared/domain/refusals.ts";

/** A sentence in both languages of the console; `say(s.zh, s.en)` shows it. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** The core's own sentence for a refusal, so that a key that is off says what a press would have said. */
export const refusalSentence = (
  code: RefusalCode,
  params: Readonly<Record<string, string>> = {},
): Sentence => ({ zh: fill(REFUSALS[code].zh, params), en: fill(REFUSALS[code].en, params) });
