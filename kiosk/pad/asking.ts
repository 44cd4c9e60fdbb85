import type { FinishedVisit } from "#shared/domain/queue/state.ts";
import { type Grade, isLow } from "#shared/domain/rating/rating.ts";

/** A question or a list of reasons nobody touches ends after this long: `--idle-pad` of the tokens. Ms. [P6] */
export const IDLE_MS = 30_000;
/** The thanks stand this long. Ms. [P14] */
export const THANKS_MS = 8_000;
/** A service that ended longer ago than this when the pad learns of it is not asked about. Ms, hall time. [P4] */
export const TOO_OLD_MS = 120_000;
/** A tap this soon after the page changed was meant for the page before: half a double tap. Ms. [P13] */
export const SETTLE_MS = 400;
/** The protocol takes so many reasons with a rating. [P8] */
export const MAX_REASONS = 12;

/** The finished service that is asked about, and who served it when it ended. */
export interface Question {
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
  readonly staffId: string | null;
}

/** What a visitor said about one service. */
export interface Rating {
  readonly ticketId: string;
  readonly grade: Grade;
  readonly reasons: readonly string[];
}

/** When a page appeared and when it ends by itself: ms of one monotonic clock. */
interface Timed {
  readonly since: number;
  readonly until: number;
}

/** Where the pad stands. */
export type Page =
  | { readonly at: "idle" }
  | ({ readonly at: "question"; readonly question: Question } & Timed)
  | ({ readonly at: "reasons" | "thanks"; readonly question: Question } & Answer & Timed);

interface Answer {
  readonly grade: Grade;
  /** Codes, in the order they were ticked. */
  readonly reasons: readonly string[];
}

/** Everything the pad remembers. */
export interface AskingState {
  readonly page: Page;
  readonly dayId: string | null;
  /** Tickets of `dayId` whose question has ended, answered or not. [P3] */
  readonly done: readonly string[];
}

/** What can happen to a pad. */
export type PadEvent =
  | {
      /** The window as the floor has it now; seen as often as it changes. */
      readonly type: "WindowSeen";
      readonly dayId: string | null;
      readonly finished: FinishedVisit | null;
      /** Whether the window serves a visitor now (a call alone is not yet service). */
      readonly serving: boolean;
      readonly staffId: string | null;
      /** Hall time, epoch ms. */
      readonly now: number;
    }
  | {
      readonly type: "GradeTapped";
      readonly grade: Grade;
      /** Whether the hall's list has reasons for this grade. */
      readonly hasReasons: boolean;
    }
  | { readonly type: "ReasonTapped"; readonly code: string }
  /** 改评价 */
  | { readonly type: "ChangeTapped" }
  /** 提交, or 不留原因, which leaves the ticked reasons out. */
  | { readonly type: "SubmitTapped"; readonly withReasons: boolean }
  | { readonly type: "Touched" }
  | { readonly type: "Tick" };

/** The pad after an event, and the rating that has to be sent now, if any. */
export interface Step {
  readonly state: AskingState;
  readonly rating: Rating | null;
}

/** A pad that has asked nothing yet, or remembers what it asked before a reload. */
export const startAsking = ({ dayId, done }: Pick<AskingState, "dayId" | "done">): AskingState => ({
  page: { at: "idle" },
  dayId,
  done,
});

const stay = (state: AskingState): Step => ({ state, rating: null });

const show = (state: AskingState, page: Page): Step => stay({ ...state, page });

const answerOf = ({ grade, reasons }: Answer): Answer => ({ grade, reasons });

const markDone = (state: AskingState, ticketId: string): AskingState =>
  state.done.includes(ticketId) ? state : { ...state, done: [...state.done, ticketId] };

/** Goes back to idle. A low grade that was tapped and not taken back is kept and sent. [P10] */
const leave = (state: AskingState): Step => {
  const { page } = state;
  if (page.at === "idle") return stay(state);
  const { ticketId } = page.question;
  return {
    state: { ...markDone(state, ticketId), page: { at: "idle" } },
    rating: page.at === "reasons" ? { ticketId, ...answerOf(page) } : null,
  };
};

/** Records an answer: it is sent and thanked for at once. [P7] [P11] */
const record = (state: AskingState, question: Question, answer: Answer, at: number): Step => {
  const { ticketId } = question;
  const page: Page = { at: "thanks", question, ...answer, since: at, until: at + THANKS_MS };
  return { state: { ...markDone(state, ticketId), page }, rating: { ticketId, ...answer } };
};

const seen = (
  before: AskingState,
  event: Extract<PadEvent, { type: "WindowSeen" }>,
  at: number,
): Step => {
  const { dayId, finished, serving, staffId, now } = event;
  const newDay = dayId !== null && dayId !== before.dayId;
  // What is left of yesterday can no longer be rated.
  const state: AskingState = newDay ? { page: { at: "idle" }, dayId, done: [] } : before;
  if (serving) return leave(state);
  const asked = state.page.at === "idle" ? null : state.page.question.ticketId;
  if (!finished || finished.ticketId === asked || state.done.includes(finished.ticketId))
    return stay(state);
  const left = leave(state);
  const { ticketId, number, serviceId } = finished;
  if (now - finished.at > TOO_OLD_MS) return { ...left, state: markDone(left.state, ticketId) };
  const question = { ticketId, number, serviceId, staffId };
  const page: Page = { at: "question", question, since: at, until: at + IDLE_MS };
  return { ...left, state: { ...left.state, page } };
};

const toggled = (reasons: readonly string[], code: string): readonly string[] => {
  if (reasons.includes(code)) return reasons.filter((r) => r !== code);
  return reasons.length < MAX_REASONS ? [...reasons, code] : reasons;
};

/**
 * One step of the pad. Pure; the rules it keeps stand in SPEC.md.
 * @param at the moment of the event, ms of a clock that never jumps (not hall time)
 */
export const step = (state: AskingState, event: PadEvent, at: number): Step => {
  const { page } = state;
  if (event.type === "WindowSeen") return seen(state, event, at);
  if (page.at === "idle") return stay(state);
  const { question } = page;
  const settled = at - page.since >= SETTLE_MS;
  switch (event.type) {
    case "Tick":
      if (at < page.until) return stay(state);
      return page.at === "reasons" ? record(state, question, answerOf(page), at) : leave(state);
    case "Touched":
      return page.at === "thanks" ? stay(state) : show(state, { ...page, until: at + IDLE_MS });
    case "GradeTapped": {
      if (page.at !== "question" || !settled) return stay(state);
      const answer: Answer = { grade: event.grade, reasons: [] };
      if (!isLow(event.grade) || !event.hasReasons) return record(state, question, answer, at);
      return show(state, { at: "reasons", question, ...answer, since: at, until: at + IDLE_MS });
    }
    case "ReasonTapped":
      if (page.at !== "reasons" || !settled) return stay(state);
      return show(state, { ...page, reasons: toggled(page.reasons, event.code) });
    case "ChangeTapped":
      if (page.at !== "reasons" || !settled) return stay(state);
      return show(state, { at: "question", question, since: at, until: at + IDLE_MS });
    case "SubmitTapped": {
      if (page.at !== "reasons" || !settled) return stay(state);
      const reasons = event.withReasons ? page.reasons : [];
      return record(state, question, { grade: page.grade, reasons }, at);
    }
    default:
      return event satisfies never;
  }
};
