import * as z from "zod/mini";
import type { Grade } from "../domain/rating/rating.ts";

const name = z.string().check(z.minLength(1), z.maxLength(64));
const number = z.string().check(z.minLength(1), z.maxLength(16));

/** Free text given as a reason: a line, not a letter. */
export const reasonText = z.string().check(z.minLength(1), z.maxLength(60));

/** The fields of every command that people or systems send; bodies of the API are parts of these. */
export const fields = {
  id: name,
  number,
  visitorClass: z.optional(name),
  optionalReason: z.optional(z.string().check(z.maxLength(60))),
  grade: z.pipe(
    z.int().check(z.minimum(1), z.maximum(5)),
    z.transform((grade) => grade as Grade),
  ),
  reasons: z.array(name).check(z.maxLength(12)),
  /** 150 characters, as local rating rules have it (standards.md). */
  comment: z.optional(z.string().check(z.maxLength(150))),
};

/** To a service, or to one window alone. */
export const transferTarget = z.union([
  z.strictObject({ serviceId: name }),
  z.strictObject({ windowId: name }),
]);

const windowCommand = <T extends string>(type: T) =>
  z.strictObject({ type: z.literal(type), windowId: name });

/** Commands that may come over a socket. Day and configuration are the hall's own. */
export const commandSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("IssueTicket"),
    serviceId: name,
    visitorClass: fields.visitorClass,
    reason: fields.optionalReason,
  }),
  z.strictObject({
    type: z.literal("CallNext"),
    windowId: name,
    seen: z.optional(z.nullable(name)),
  }),
  z.strictObject({
    type: z.literal("CallTicket"),
    windowId: name,
    number,
    reason: reasonText,
  }),
  windowCommand("Recall"),
  windowCommand("StartService"),
  windowCommand("FinishService"),
  windowCommand("MarkNoShow"),
  z.strictObject({ type: z.literal("ReturnTicket"), number }),
  windowCommand("HoldTicket"),
  z.strictObject({ type: z.literal("ResumeTicket"), windowId: name, number }),
  z.strictObject({ type: z.literal("TransferTicket"), windowId: name, to: transferTarget }),
  windowCommand("OpenWindow"),
  z.strictObject({ type: z.literal("PauseWindow"), windowId: name, reason: reasonText }),
  windowCommand("CloseWindow"),
  z.strictObject({
    type: z.literal("RateService"),
    ticketId: name,
    grade: fields.grade,
    reasons: fields.reasons,
    comment: fields.comment,
    channel: z.literal("pad"),
  }),
]);
