import type { Command, HallState } from "#shared/domain/hall.ts";
import { dueRating } from "#shared/domain/office.ts";
import { ORDINARY } from "#shared/domain/queue/config.ts";
import type { RatingCommand } from "#shared/domain/rating/rating.ts";
import type { Person, ScreenRole } from "#shared/protocol/messages.ts";
import type { ProblemCode } from "./problem.ts";

/** Who sends a command over a socket. */
export type CommandSender =
  | { readonly kind: "screen"; readonly screen: ScreenRole }
  | { readonly kind: "person"; readonly person: Person };

type Verdict = ProblemCode | null;

/** A visitor claims a class at the kiosk only where the hall lets them; staff grant the others. */
const atKiosk = (
  command: Extract<Command, { type: "IssueTicket" }>,
  { floor }: HallState,
): Verdict => {
  const wanted = command.visitorClass ?? ORDINARY;
  const group = floor.config.classes.find((c) => c.id === wanted);
  // An unknown class is left to the core, which names it.
  return !group || group.selfService ? null : "forbidden";
};

/**
 * A pad rates what its own window has finished. What is due nowhere is left to the hall: it refuses
 * it as `not-rateable`, unless it is a repeat of an accepted rating, which gets its first answer.
 */
const onPad = (screen: ScreenRole, command: RatingCommand, { office }: HallState): Verdict => {
  if (command.channel !== "pad") return "forbidden";
  const due = dueRating(office, command.ticketId);
  return !due || due.windowId === screen.windowId ? null : "not-your-window";
};

const ofScreen = (screen: ScreenRole, command: Command, state: HallState): Verdict => {
  if (screen.kind === "kiosk" && command.type === "IssueTicket") return atKiosk(command, state);
  if (screen.kind === "pad" && command.type === "RateService") return onPad(screen, command, state);
  return "forbidden";
};

const ofPerson = ({ role, windowId, mustChangePassword }: Person, command: Command): Verdict => {
  if (mustChangePassword) return "password-change-required";
  switch (command.type) {
    case "IssueTicket":
      return role === "clerk" ? "forbidden" : null;
    case "ReturnTicket":
      return role === "clerk" && windowId === null ? "not-your-window" : null;
    case "CallNext":
    case "CallTicket":
    case "Recall":
    case "StartService":
    case "FinishService":
    case "MarkNoShow":
    case "HoldTicket":
    case "ResumeTicket":
    case "TransferTicket":
    case "OpenWindow":
    case "PauseWindow":
    case "CloseWindow":
      return role !== "clerk" || windowId === command.windowId ? null : "not-your-window";
    // Ratings are the visitor's; the day and the configuration are the hall's own.
    case "RateService":
    case "OpenDay":
    case "CloseDay":
    case "ConfigureHall":
    case "Administer":
      return "forbidden";
    default:
      return command satisfies never;
  }
};

/**
 * Whether a sender may give a command at all: null, or why not. Whether the command fits the state
 * is the core's question. Kiosks issue, pads rate, other screens only show; a clerk acts for the
 * chosen window, supervisors and administrators for any, and nobody of the staff ever rates.
 */
export const mayCommand = (sender: CommandSender, command: Command, state: HallState): Verdict =>
  sender.kind === "screen"
    ? ofScreen(sender.screen, command, state)
    : ofPerson(sender.person, command);
