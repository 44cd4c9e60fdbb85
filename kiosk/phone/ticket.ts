/** Where a ticket stands, as the hall's API names it. */
export type TicketState = "waiting" | "called" | "serving" | "held" | "missed" | "done" | "expired";

/** A ticket as its holder may see it: the answer of `GET /api/v1/tickets/{number}?secret=…`. */
export interface TicketView {
  readonly number: string;
  readonly serviceName: string;
  readonly serviceNameEn: string;
  readonly state: TicketState;
  /** How many are called before it; null when it no longer waits. */
  readonly ahead: number | null;
  /** Ids of the windows that serve it. */
  readonly windows: readonly string[];
  /** The window it was called to, is held or was missed at, or alone waits for. */
  readonly windowId: string | null;
  /** Parts of the building to go to. */
  readonly places: readonly string[];
  readonly placesEn?: readonly string[];
  /** Epoch ms of the last call. */
  readonly calledAt: number | null;
  /** Epoch ms of the answer, by the hall's clock. */
  readonly updatedAt: number;
  readonly hallName: string;
  readonly hallNameEn: string;
  /** Where people ask, e.g. 1 楼服务台. */
  readonly desk?: string;
  readonly deskEn?: string;
}

const STATES: readonly string[] = [
  "waiting",
  "called",
  "serving",
  "held",
  "missed",
  "done",
  "expired",
] satisfies readonly TicketState[];

const isText = (value: unknown): value is string => typeof value === "string";
const isMaybe = <T>(value: unknown, is: (value: unknown) => value is T): value is T | null =>
  value === null || is(value);
const isGiven = <T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined =>
  value === undefined || is(value);
const isNumber = (value: unknown): value is number => typeof value === "number";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** Reads the hall's answer; null when it is not one. By hand, because a phone pays for every byte. */
export const readTicket = (json: unknown): TicketView | null => {
  if (typeof json !== "object" || json === null) return null;
  const t = json as Record<keyof TicketView, unknown>;
  const fits =
    [t.number, t.serviceName, t.serviceNameEn, t.hallName, t.hallNameEn].every(isText) &&
    isText(t.state) &&
    STATES.includes(t.state) &&
    isMaybe(t.ahead, isNumber) &&
    isTexts(t.windows) &&
    isMaybe(t.windowId, isText) &&
    isTexts(t.places) &&
    isGiven(t.placesEn, isTexts) &&
    isGiven(t.desk, isText) &&
    isGiven(t.deskEn, isText) &&
    isMaybe(t.calledAt, isNumber) &&
    isNumber(t.updatedAt);
  return fits ? (json as TicketView) : null;
};

/** Whether nothing more happens to the ticket today, so that nobody has to ask again. */
export const hasEnded = ({ state }: TicketView): boolean => state === "done" || state === "expired";

/** The page's address `/t/A012#SECRET`. The secret stands behind the #, so that it reaches no log. */
export const ticketOfAddress = ({
  pathname,
  hash,
}: Pick<Location, "pathname" | "hash">): {
  /** Null when the address names no ticket. */
  readonly number: string | null;
  readonly secret: string | null;
} => ({
  number: /^\/t\/([A-Za-z]\d{1,4})\/?$/.exec(pathname)?.[1]?.toUpperCase() ?? null,
  secret: hash.slice(1) || null,
});
