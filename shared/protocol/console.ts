import * as z from "zod/mini";
import { type Person, SCREEN_KINDS, type ScreenKind, type SoundState } from "./messages.ts";

/**
 * The console's own requests, JSON over HTTP under {@link CONSOLE_API}; the queue's commands go over
 * the socket. Every refusal is a problem document with a stable `code` and sentences `zh` and `en`.
 */
export const CONSOLE_API = "/console/api";

/** Roles in the words of the console. */
export const ROLE_NAMES: Readonly<Record<Person["role"], { zh: string; en: string }>> = {
  clerk: { zh: "窗口人员", en: "Clerk" },
  supervisor: { zh: "督查人员", en: "Supervisor" },
  administrator: { zh: "管理员", en: "Administrator" },
};

const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const username = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9][a-z0-9._-]{1,31}$/));
/** Only bounds here; whether it is strong enough is said in its own words by the server. */
const password = z.string().check(z.minLength(1), z.maxLength(200));
const role = z.enum(["clerk", "supervisor", "administrator"]);
const nullableId = z.nullable(z.string().check(z.minLength(1), z.maxLength(64)));

/** POST /setup: the first administrator, by the one-time link that the start prints. → {@link SessionAnswer} */
export const setupBody = z.strictObject({
  token: z.string().check(z.maxLength(128)),
  username,
  name: text(40),
  password,
});
/** POST /session: signs in. → {@link SessionAnswer} */
export const signInBody = z.strictObject({ username, password });
/**
 * PUT /session/window: chooses the window to serve (and opens it), or leaves it (and closes it).
 * 409 `window-taken` names who has it; `takeOver` takes it all the same. → {@link SessionAnswer}
 */
export const windowBody = z.strictObject({
  windowId: nullableId,
  takeOver: z.optional(z.boolean()),
});
/** PUT /password → 204 */
export const passwordBody = z.strictObject({ current: password, next: password });
/** POST /screens/pair → {@link ScreenRow}; 404 `unknown-code`, 429 `too-many-attempts` */
export const pairBody = z.strictObject({
  code: z.string().check(z.maxLength(20)),
  name: text(40),
  kind: z.enum(SCREEN_KINDS),
  windowId: nullableId,
  zone: z.string().check(z.maxLength(64)),
  speaks: z.boolean(),
});
/** POST /accounts → {@link AccountRow} */
export const accountBody = z.strictObject({
  username,
  name: text(40),
  role,
  /** The member of staff this account serves as; its card is shown at the window. */
  staffId: nullableId,
  password,
});
/** PATCH /accounts/{id} → {@link AccountRow} */
export const accountChangeBody = z.strictObject({
  name: z.optional(text(40)),
  role: z.optional(role),
  staffId: z.optional(nullableId),
  disabled: z.optional(z.boolean()),
  /** Ends a lockout. */
  unlock: z.optional(z.literal(true)),
  /** Sets a new password that has to be changed at the next sign-in. */
  password: z.optional(password),
});

/** GET /session and whatever changes it. Answers 200 also when nobody is signed in. */
export interface SessionAnswer {
  readonly person: Person | null;
  /** No administrator exists yet: the start has printed a one-time link. */
  readonly needsSetup: boolean;
  readonly hall: { readonly name: string; readonly nameEn: string };
}

/** Where a screen stands: the four facts are told apart. */
export interface ScreenRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ScreenKind;
  readonly windowId: string | null;
  readonly zone: string;
  readonly speaks: boolean;
  /** "paired" has a token that can be revoked; "local" is trusted because it runs on the server. */
  readonly origin: "paired" | "local";
  readonly connected: boolean;
  /** Newest floor event sent to it and painted by it; null before the first. */
  readonly applied: number | null;
  readonly painted: number | null;
  /** Newest floor event there is, to hold the two against. */
  readonly newest: number;
  readonly sound: SoundState;
  /** Whether it is the one that sounds calls in its zone now. */
  readonly speaking: boolean;
  /** Its build is not the server's: it shows an older page. */
  readonly outOfDate: boolean;
  /** Epoch ms of the last word from it; null when it never came. */
  readonly seenAt: number | null;
}

/** A screen that shows a pairing code now. The code itself is read off the screen, never listed. */
export interface PairingRow {
  readonly id: string;
  readonly kind: ScreenKind;
  readonly windowId: string | null;
  readonly zone: string;
  /** Its address on the network. */
  readonly address: string;
  readonly since: number;
}

/** GET /screens (administrators and supervisors) */
export interface ScreensAnswer {
  readonly screens: readonly ScreenRow[];
  readonly waiting: readonly PairingRow[];
}
// POST /screens/{id}/reload → 204, POST /screens/reload (all) → 204, DELETE /screens/{id} (revoke) → 204

/** GET /accounts (administrators): {accounts: AccountRow[]} */
export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Person["role"];
  readonly staffId: string | null;
  readonly disabled: boolean;
  /** Epoch ms until which the account is locked; null when it is not. */
  readonly lockedUntil: number | null;
  readonly mustChangePassword: boolean;
  readonly lastSignInAt: number | null;
}

/** One rating as a supervisor reads it. */
export interface RatingRow {
  readonly ratingId: string;
  readonly at: number;
  readonly number: string;
  readonly serviceId: string;
  readonly windowId: string;
  readonly staffId: string | null;
  readonly grade: 1 | 2 | 3 | 4 | 5;
  /** Reason codes; their texts stand in the floor's configuration. */
  readonly reasons: readonly string[];
  readonly comment: string | null;
  readonly channel: "pad" | "api";
}

/** GET /ratings?day=2026-03-12 (supervisors and administrators); without day: today. Newest first. */
export interface RatingsAnswer {
  readonly dayId: string | null;
  /** Finished services of the day, and how many of them nobody rated. */
  readonly served: number;
  readonly unrated: number;
  /** Per window: finished services and how many got each grade, `grades[0]` for grade 1. */
  readonly windows: readonly {
    readonly windowId: string;
    readonly served: number;
    readonly grades: readonly [number, number, number, number, number];
  }[];
  readonly ratings: readonly RatingRow[];
  /** Days that have ratings or services, newest first. */
  readonly days: readonly string[];
}
