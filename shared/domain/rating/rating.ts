import { type Decision, refuse } from "../decision.ts";
import { dueRating, type OfficeEvent, type OfficeState } from "../office.ts";
import type { HallConfig } from "../queue/config.ts";

/** 非常满意 5 … 非常不满意 1 (国办发〔2019〕51号; GB/T 39734-2020). */
export type Grade = 1 | 2 | 3 | 4 | 5;

/** The five grades, best first, in the words of the standard. */
export const GRADES: readonly {
  readonly grade: Grade;
  readonly zh: string;
  readonly en: string;
}[] = [
  { grade: 5, zh: "非常满意", en: "Very satisfied" },
  { grade: 4, zh: "满意", en: "Satisfied" },
  { grade: 3, zh: "基本满意", en: "Fairly satisfied" },
  { grade: 2, zh: "不满意", en: "Dissatisfied" },
  { grade: 1, zh: "非常不满意", en: "Very dissatisfied" },
];

/** The last two grades are 差评 (GB/T 39734-2020) and offer reasons. */
export const isLow = (grade: Grade): boolean => grade <= 2;

/** Where a rating was given. */
export type RatingChannel = "pad" | "api";

/** One rating of one finished service. */
export interface RatingCommand {
  readonly type: "RateService";
  readonly ticketId: string;
  readonly grade: Grade;
  readonly reasons: readonly string[];
  /** Free text of the visitor; kept outside the streams. */
  readonly comment?: string | undefined;
  readonly channel: RatingChannel;
}

/** A private text that becomes durable together with its events, and can be erased later. */
export interface PrivateText {
  readonly id: string;
  readonly kind: "rating-comment";
  readonly text: string;
}

/** What an accepted rating leaves behind. */
export interface RatingAccepted {
  readonly office: readonly OfficeEvent[];
  readonly secrets: readonly PrivateText[];
}

/** Decides a rating: one per finished service, every reason from the hall's list. [R1]–[R5] */
export const decideRating = (
  config: HallConfig,
  office: OfficeState,
  command: RatingCommand,
  id: string,
): Decision<RatingAccepted> => {
  const due = dueRating(office, command.ticketId);
  if (!due) return refuse("not-rateable");
  const { version, reasons } = config.ratingReasons;
  const unknown = command.reasons.find((code) => !reasons.some((r) => r.code === code));
  if (unknown !== undefined) return refuse("unknown-reason", { reason: unknown });
  const comment = command.comment?.trim();
  return {
    accepted: {
      office: [
        {
          type: "ServiceRated",
          ratingId: id,
          ticketId: command.ticketId,
          number: due.number,
          serviceId: due.serviceId,
          windowId: due.windowId,
          staffId: due.staffId,
          grade: command.grade,
          reasons: [...new Set(command.reasons)],
          reasonsVersion: version,
          hasComment: Boolean(comment),
          channel: command.channel,
        },
      ],
      secrets: comment ? [{ id, kind: "rating-comment", text: comment }] : [],
    },
  };
};
