import { waitingCount } from "#shared/domain/queue/order.ts";
import { windowOf } from "#shared/domain/queue/state.ts";
import { PROTOCOL } from "#shared/protocol/messages.ts";
import type { Operation } from "./operation.ts";
import { hallNow, health } from "./schemas.ts";
import { both } from "./words.ts";

const healthCall: Operation = {
  id: "getHealth",
  method: "get",
  path: "/health",
  tag: "hall",
  summary: "运行状态 · Health",
  description: both(
    "正常为 200；账本写入失败、暂停取号时为 503，内容相同。",
    "200 while the hall records, 503 with the same content once its ledger has failed.",
  ),
  roles: null,
  body: null,
  answers: [
    {
      status: 200,
      description: both("正在运行", "The hall records"),
      schema: health,
      example: {
        status: "ok",
        dayId: "2026-03-12",
        seq: 1840,
        clockBehind: false,
        build: "4f1d2c0b9a77",
        protocol: PROTOCOL,
      },
    },
    { status: 503, description: both("暂停记录", "Its ledger has failed"), schema: health },
  ],
  refusals: [],
  serve: ({ context: { hall, build }, response }) => {
    const halted = hall.halted !== null;
    response.status(halted ? 503 : 200).json({
      status: halted ? "halted" : "ok",
      dayId: hall.state.floor.day?.dayId ?? null,
      seq: hall.seq("floor"),
      clockBehind: hall.clockBehind,
      build,
      protocol: PROTOCOL,
    });
  },
};

const hallCall: Operation = {
  id: "getHall",
  method: "get",
  path: "/hall",
  tag: "hall",
  summary: "大厅现状 · The hall now",
  description: both(
    "业务、等候人数、窗口状态和正在叫的号。",
    "Services and how many wait, windows with their state and ticket.",
  ),
  roles: null,
  body: null,
  answers: [
    {
      status: 200,
      description: both("大厅现状", "The hall as it stands"),
      schema: hallNow,
      example: {
        dayId: "2026-03-12",
        seq: 1840,
        services: [{ id: "business", name: "企业开办与许可", prefix: "A", waiting: 7 }],
        windows: [
          { id: "12", name: "12 号窗口", services: ["business"], state: "open", ticket: "A012" },
        ],
      },
    },
  ],
  refusals: [],
  serve: ({ context: { hall }, response }) => {
    const { floor } = hall.state;
    const { services, windows } = floor.config;
    response.json({
      dayId: floor.day?.dayId ?? null,
      seq: hall.seq("floor"),
      services: services.map(({ id, name, prefix }) => ({
        id,
        name,
        prefix,
        waiting: waitingCount(floor, id),
      })),
      windows: windows.map(({ id, name }) => {
        const { status, visit } = windowOf(floor, id);
        return {
          id,
          name,
          services: services.filter((s) => s.windows.includes(id)).map((s) => s.id),
          state: status,
          ticket: visit?.ticket.number ?? null,
        };
      }),
    });
  },
};

/** What anybody may know of the hall. */
export const hallRoutes: readonly Operation[] = [healthCall, hallCall];
