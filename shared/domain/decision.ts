import type { RefusalCode } from "./refusals.ts";

/** Milliseconds since the Unix epoch, in hall time. Branded so that a duration cannot be passed for a moment. */
export type Millis = number & { readonly __brand: "Millis" };

/** Marks a number as a moment. The only cast there is; use it where a clock is read or a record is parsed. */
export const millis = (value: number): Millis => value as Millis;

/** Why a command was not carried out: a stable code, and what its sentence needs to be filled in. */
export interface Reason {
  readonly code: RefusalCode;
  readonly params?: Readonly<Record<string, string>>;
}

/**
 * What a decider answers. An expected refusal is a value; an exception is a bug.
 * `accepted` holds everything that has to become durable together, and the answer for the sender.
 */
export type Decision<Accepted> =
  | { readonly accepted: Accepted; readonly refused?: never }
  | { readonly refused: Reason; readonly accepted?: never };

/** Refuses with a code and the words its sentence needs. */
export const refuse = (
  code: RefusalCode,
  params?: Readonly<Record<string, string>>,
): { readonly refused: Reason } => ({ refused: params ? { code, params } : { code } });
