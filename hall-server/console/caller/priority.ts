import type { Priority } from "#shared/domain/office.ts";
import type { VisitorClass } from "#shared/domain/queue/config.ts";
import type { Sentence } from "../parts/sentence.ts";

/** Why a visitor has priority, as staff read it. */
export interface PriorityView {
  readonly name: Sentence;
  /** What the name of the class does not say already; empty when there is nothing. */
  readonly more: string;
}

/**
 * A priority in words. What a kiosk writes down is the condition that the visitor ticked, which says
 * no more than the class; what staff wrote is shown.
 */
export const priorityView = (
  priority: Priority | undefined,
  classes: readonly VisitorClass[],
): PriorityView | null => {
  const group = classes.find((c) => c.id === priority?.visitorClass);
  if (!priority || !group) return null;
  const ticked = group.condition !== "" && priority.reason.endsWith(group.condition);
  return {
    name: { zh: group.name, en: group.nameEn || group.name },
    more: ticked ? "" : priority.reason,
  };
};
