import { describe, expect, it } from "vitest";
import { mayCommand, type CommandSender } from "#hall-server/authority.ts";
import type { ProblemCode } from "#hall-server/problem.ts";
import { millis } from "#shared/domain/decision.ts";
import { type Command, EMPTY_HALL, type HallState } from "#shared/domain/hall.ts";
import { EMPTY_CONFIG, ORDINARY, type VisitorClass } from "#shared/domain/queue/config.ts";
import type { ScreenKind } from "#shared/protocol/messages.ts";

const [ordinary] = EMPTY_CONFIG.classes as [VisitorClass];
const STATE: HallState = {
  floor: {
    ...EMPTY_HALL.floor,
    config: {
      ...EMPTY_CONFIG,
      classes: [
        ordinary,
        { ...ordinary, id: "elderly", selfService: true },
        { ...ordinary, id: "green", selfService: false },
      ],
    },
  },
  office: {
    ...EMPTY_HALL.office,
    due: {
      "3": { mine: due("3") },
      "4": { theirs: due("4") },
    },
  },
};

function due(windowId: string) {
  const at = millis(1);
  return { number: "A001", serviceId: "s", windowId, staffId: null, calledAt: at, finishedAt: at };
}

const screen = (kind: ScreenKind, windowId: string | null = null): CommandSender => ({
  kind: "screen",
  screen: { kind, windowId, zone: "", speaks: false },
});
const person = (
  role: "clerk" | "supervisor" | "administrator",
  windowId: string | null,
  mustChangePassword = false,
): CommandSender => ({
  kind: "person",
  person: { accountId: "a", name: "某人", role, windowId, mustChangePassword },
});

const SENDERS = {
  kiosk: screen("kiosk"),
  pad: screen("pad", "3"),
  board: screen("board"),
  window: screen("window", "3"),
  strip: screen("strip", "3"),
  clerk: person("clerk", "3"),
  roaming: person("clerk", null),
  supervisor: person("supervisor", null),
  administrator: person("administrator", null),
  newcomer: person("administrator", "3", true),
};
type SenderName = keyof typeof SENDERS;

const rate = (ticketId: string, channel: "pad" | "api" = "pad"): Command => ({
  type: "RateService",
  ticketId,
  grade: 5,
  reasons: [],
  channel,
});
const issue = (visitorClass?: string): Command => ({
  type: "IssueTicket",
  serviceId: "s",
  visitorClass,
});

/** Who may give each command; every other sender gets the code that stands beside, or `forbidden`. */
interface Expected {
  readonly may: readonly SenderName[];
  readonly others?: Partial<Record<SenderName, ProblemCode>>;
}
const ABOVE: readonly SenderName[] = ["supervisor", "administrator"];

/** Commands about a window, at the clerk's window and at another. */
const atWindow = (command: (windowId: string) => Command): [string, Command, Expected][] => [
  [
    "at the chosen window",
    command("3"),
    { may: ["clerk", ...ABOVE], others: { roaming: "not-your-window" } },
  ],
  [
    "at another window",
    command("4"),
    { may: ABOVE, others: { clerk: "not-your-window", roaming: "not-your-window" } },
  ],
];
const nobody = (command: Command): [string, Command, Expected][] => [["", command, { may: [] }]];

const MATRIX: { readonly [T in Command["type"]]: readonly [string, Command, Expected][] } = {
  IssueTicket: [
    ["of the ordinary class", issue(), { may: ["kiosk", ...ABOVE] }],
    ["of the ordinary class by name", issue(ORDINARY), { may: ["kiosk", ...ABOVE] }],
    ["of a class one may claim", issue("elderly"), { may: ["kiosk", ...ABOVE] }],
    ["of a class that staff grant", issue("green"), { may: ABOVE }],
    // The core refuses it and says which.
    ["of a class there is not", issue("royal"), { may: ["kiosk", ...ABOVE] }],
  ],
  RateService: [
    ["of the pad's own window", rate("mine"), { may: ["pad"] }],
    ["of another window", rate("theirs"), { may: [], others: { pad: "not-your-window" } }],
    // A repeat whose answer was lost, or nothing the core would take.
    ["that is due nowhere", rate("gone"), { may: ["pad"] }],
    ["in another channel's name", rate("mine", "api"), { may: [] }],
  ],
  ReturnTicket: [
    [
      "",
      { type: "ReturnTicket", number: "A001" },
      { may: ["clerk", ...ABOVE], others: { roaming: "not-your-window" } },
    ],
  ],
  CallNext: atWindow((windowId) => ({ type: "CallNext", windowId })),
  CallTicket: atWindow((windowId) => ({
    type: "CallTicket",
    windowId,
    number: "A001",
    reason: "r",
  })),
  Recall: atWindow((windowId) => ({ type: "Recall", windowId })),
  StartService: atWindow((windowId) => ({ type: "StartService", windowId })),
  FinishService: atWindow((windowId) => ({ type: "FinishService", windowId })),
  MarkNoShow: atWindow((windowId) => ({ type: "MarkNoShow", windowId })),
  HoldTicket: atWindow((windowId) => ({ type: "HoldTicket", windowId })),
  ResumeTicket: atWindow((windowId) => ({ type: "ResumeTicket", windowId, number: "A001" })),
  TransferTicket: atWindow((windowId) => ({
    type: "TransferTicket",
    windowId,
    to: { windowId: "3" },
  })),
  OpenWindow: atWindow((windowId) => ({ type: "OpenWindow", windowId })),
  PauseWindow: atWindow((windowId) => ({ type: "PauseWindow", windowId, reason: "r" })),
  CloseWindow: atWindow((windowId) => ({ type: "CloseWindow", windowId })),
  OpenDay: nobody({ type: "OpenDay", dayId: "2026-03-12", config: EMPTY_CONFIG }),
  CloseDay: nobody({ type: "CloseDay" }),
  ConfigureHall: nobody({ type: "ConfigureHall", config: EMPTY_CONFIG }),
  Administer: nobody({ type: "Administer", act: "x", about: "y" }),
};

const CELLS = Object.entries(MATRIX).flatMap(([type, cases]) =>
  cases.flatMap(([what, command, { may, others }]) =>
    (Object.keys(SENDERS) as SenderName[]).map((name) => {
      const verdict =
        name === "newcomer"
          ? "password-change-required"
          : may.includes(name)
            ? null
            : (others?.[name] ?? "forbidden");
      return { name, command, verdict, title: `${type} ${what}`.trim() };
    }),
  ),
);

describe("who may give which command", () => {
  it.each(CELLS)("$name, $title: $verdict [R7]", ({ name, command, verdict }) => {
    expect(mayCommand(SENDERS[name], command, STATE)).toBe(verdict);
  });
});
