import type { Content, StaffMember } from "#shared/domain/catalogue/content.ts";
import { type FloorState, windowOf, type WindowState } from "#shared/domain/queue/state.ts";

/** What the pad says about its window while nobody is asked. */
export interface Card {
  readonly windowId: string;
  /** 12 号窗口 */
  readonly name: string;
  readonly hallName: string;
  readonly status: WindowState["status"];
  readonly visit: { readonly number: string; readonly phase: "called" | "serving" } | null;
  /** Whose board it is; null at a closed window or where nobody is known. [P16] */
  readonly person: StaffMember | null;
  /** The person's unit, or the window's, short where its name is long; empty where neither is published. */
  readonly unit: string;
  readonly handles: string;
}

/** A unit's name with more characters than this takes more than two lines of the card. */
const LONG_UNIT = 20;
/** An authority or a list of what is done with more characters than this, likewise. */
const LONG_TEXT = 30;

/** Whether a text of the card is too long to stand there line by line. */
export const isLong = (text: string): boolean => [...text].length > LONG_TEXT;

/** Who serves at the window now, by staff id; null at a closed window. [P16] */
export const staffAt = (
  floor: FloorState,
  content: Content | null,
  windowId: string,
): string | null => {
  const { status, staffId } = windowOf(floor, windowId);
  if (status === "closed") return null;
  return staffId ?? content?.windows.find((w) => w.id === windowId)?.staffId ?? null;
};

/** The published member of staff with this id. */
export const memberOf = (content: Content | null, staffId: string | null): StaffMember | null =>
  content?.staff.find((member) => member.id === staffId) ?? null;

/** The window's card, or null where the hall has no such window. */
export const cardOf = (
  floor: FloorState,
  content: Content | null,
  windowId: string,
): Card | null => {
  const configured = floor.config.windows.find((w) => w.id === windowId);
  if (!configured) return null;
  const published = content?.windows.find((w) => w.id === windowId);
  const { status, visit } = windowOf(floor, windowId);
  const person = memberOf(content, staffAt(floor, content, windowId));
  const unitId = person?.unitId ?? published?.unitId;
  const unit = content?.units.find((u) => u.id === unitId);
  return {
    windowId,
    name: configured.name,
    hallName: floor.config.hall.name,
    status,
    visit: visit && { number: visit.ticket.number, phase: visit.phase },
    person,
    unit: (unit && ([...unit.name].length > LONG_UNIT ? unit.shortName : unit.name)) ?? "",
    handles: published?.handles ?? "",
  };
};

/** The character of the tile that stands for the portrait: 陈 of 陈静怡, 阿 of 阿依古丽·买买提. */
export const tileOf = (name: string): string => [...name][0] ?? "";

/**
 * Text cut behind its punctuation (and before an opening bracket), so that a line breaks there and
 * never inside a word.
 */
export const phrases = (text: string): readonly string[] =>
  text.match(/（[^）]*）[、，；。·]?|[^、，；。·（]+[、，；。·]*|[、，；。·（]/g) ?? [];

/** A chief representative's authority in lines: what it covers, and what may be done on the spot. */
export const authorityLines = (authority: string): readonly string[] => {
  const comma = authority.indexOf("，");
  return comma < 0 ? [authority] : [authority.slice(0, comma), authority.slice(comma + 1)];
};

/** A text in parts, its figures (23 项) apart, which are set in bold. */
export const figuresApart = (
  text: string,
): readonly { readonly text: string; readonly figure: boolean }[] =>
  text
    .split(/(\d+\s*\p{Script=Han})/u)
    .map((part, i) => ({ text: part, figure: i % 2 === 1 }))
    .filter((part) => part.text !== "");
