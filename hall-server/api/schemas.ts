import * as z from "zod/mini";
import { fields, reasonText, transferTarget } from "#shared/protocol/commands.ts";
import { both } from "./words.ts";

/** Names the schemas that the OpenAPI document keeps under `components`. */
export const components = z.registry<{ id: string }>();

/** A schema with its description, a new one each time: one field's words are not another's. */
const told = <S extends z.ZodMiniType>(schema: S, zh: string, en: string): S =>
  schema.check(z.describe<z.output<S>>(both(zh, en)));

const named = <S extends z.core.$ZodType>(id: string, schema: S): S => {
  components.add(schema, { id });
  return schema;
};

// What requests carry. Unknown fields are refused: a misspelt one would be lost in silence.

/** The body of a call that needs no more than its address. */
export const nothing = named("Nothing", z.strictObject({}));

/** POST /tickets */
export const newTicket = named(
  "NewTicket",
  z.strictObject({
    serviceId: told(fields.id, "业务编号，见 GET /hall。", "The service's id, as in GET /hall."),
    visitorClass: told(
      fields.visitorClass,
      "优先类别编号；不填为普通。",
      "The visitor class; ordinary when absent.",
    ),
    reason: told(
      fields.optionalReason,
      "优先的原因；类别需要原因时必填，不得含电话或证件号码。",
      "Why the visitor has priority; required where the class needs a reason. No phone or ID numbers.",
    ),
  }),
);

const ticketNumber = told(fields.number, "票号，如 A012。", "The ticket's number, e.g. A012.");
const reason = told(reasonText, "原因，不得含电话或证件号码。", "Why. No phone or ID numbers.");

/** POST /windows/{id}/call */
export const chosenTicket = named("ChosenTicket", z.strictObject({ number: ticketNumber, reason }));

/** POST /windows/{id}/resume */
export const heldTicket = named("HeldTicket", z.strictObject({ number: ticketNumber }));

/** POST /windows/{id}/pause */
export const pause = named("Pause", z.strictObject({ reason }));

/** POST /windows/{id}/transfer: to a service, or to one window alone. */
export const transfer = named("Transfer", transferTarget);

/** POST /ratings */
export const newRating = named(
  "NewRating",
  z.strictObject({
    ticketId: told(fields.id, "取号时得到的 ticketId。", "The ticketId that taking it answered."),
    secret: told(
      z.string().check(z.minLength(1), z.maxLength(64)),
      "取号时得到的校验码。",
      "The secret that taking it answered.",
    ),
    grade: told(
      fields.grade,
      "5 非常满意、4 满意、3 基本满意、2 不满意、1 非常不满意。",
      "5 very satisfied, 4 satisfied, 3 fairly satisfied, 2 dissatisfied, 1 very dissatisfied.",
    ),
    reasons: told(
      z.optional(fields.reasons),
      "评价原因代码，可多选。",
      "Codes of the hall's rating reasons.",
    ),
    comment: told(
      fields.comment,
      "意见，不进入公开数据，可以删除。",
      "Free text; kept out of the public streams and erasable.",
    ),
  }),
);

// What answers carry. Fields may be added later: a client ignores what it does not know.

const ids = z.readonly(z.array(z.string()));
const moment = z.nullable(z.int());

/** A ticket as an answer names it. */
export const ticketRef = named(
  "Ticket",
  z.object({
    ticketId: z.string(),
    number: told(z.string(), "票号，如 A012。", "The number, e.g. A012."),
    serviceId: z.string(),
  }),
);

/** GET /health */
export const health = named(
  "Health",
  z.object({
    status: told(
      z.enum(["ok", "halted"]),
      "halted：暂停记录和取号。",
      "halted: nothing can be recorded.",
    ),
    dayId: told(
      z.nullable(z.string()),
      "当前服务日；没有开放为 null。",
      "The open service day; null when none is.",
    ),
    seq: told(
      z.int(),
      "最新公开事件的序号。",
      "The newest public event; every change of the floor raises it.",
    ),
    clockBehind: told(
      z.boolean(),
      "本机时钟落后于已记录的时间。",
      "The machine's clock stands behind what has been recorded.",
    ),
    build: told(z.string(), "软件构建编号。", "The software's build."),
    protocol: told(z.int(), "屏幕连接的协议版本。", "Version of the screens' protocol."),
  }),
);

/** GET /hall */
export const hallNow = named(
  "Hall",
  z.object({
    dayId: told(
      z.nullable(z.string()),
      "当前服务日；没有开放为 null。",
      "The open service day; null when none is.",
    ),
    seq: told(z.int(), "这份数据对应的事件序号。", "The event this picture is up to."),
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        prefix: told(z.string(), "票号字母。", "The letter of its numbers."),
        waiting: told(z.int(), "等候人数。", "How many wait."),
      }),
    ),
    windows: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        services: told(ids, "办理的业务编号。", "Ids of the services it serves."),
        state: z.enum(["closed", "open", "paused"]),
        ticket: told(
          z.nullable(z.string()),
          "正在叫或办理的票号；没有为 null。",
          "Number of the ticket called or served there; null when none is.",
        ),
      }),
    ),
  }),
);

/** POST /tickets, answered */
export const issuedTicket = named(
  "IssuedTicket",
  z.object({
    ticketId: z.string(),
    number: told(z.string(), "票号，如 A012。", "The number, e.g. A012."),
    secret: told(
      z.string(),
      "校验码，只在本次应答中出现，印在号票的二维码里。",
      "Only in this answer: goes into the ticket's QR code, to look it up and to rate.",
    ),
    ahead: told(z.int(), "前面等候人数。", "How many of the same queue are called before it."),
    windows: told(ids, "办理窗口编号。", "Ids of the windows that serve it."),
    phoneUrl: told(
      z.optional(z.string()),
      "手机查看页地址；大厅没有手机可达的地址时不出现。",
      "The ticket's page for a phone; absent where the hall has no address a phone could reach.",
    ),
  }),
);

/** GET /tickets/{number} */
export const ticketPage = named(
  "TicketNow",
  z.object({
    number: z.string(),
    serviceId: z.string(),
    serviceName: z.string(),
    serviceNameEn: z.string(),
    state: told(
      z.enum(["waiting", "called", "serving", "held", "missed", "done", "expired"]),
      "等候、已叫、办理中、挂起、过号、办结、当日作废。",
      "missed is a no-show; expired was still open when the day closed.",
    ),
    ahead: told(
      z.nullable(z.int()),
      "前面等候人数；不在等候为 null。",
      "How many are called before it; null unless it waits.",
    ),
    windows: told(
      ids,
      "会叫它的窗口；已叫到、挂起或过号的为所在窗口。",
      "Ids of the windows that may call it; only the window at which it is once that is known.",
    ),
    windowId: told(
      z.nullable(z.string()),
      "所在窗口，或指定等候的窗口。",
      "The window it is at, was called to, or was sent to.",
    ),
    places: told(ids, "上述窗口所在区域。", "Names of the zones of those windows."),
    placesEn: told(ids, "区域英文名。", "The same in English, in the same order."),
    calledAt: told(
      moment,
      "最近一次叫号的时间（毫秒）；没有叫到为 null。",
      "Epoch ms of its last call; null unless it is called, serving or missed.",
    ),
    updatedAt: told(z.int(), "本应答的时间（毫秒）。", "Epoch ms, hall time, of this answer."),
    hallName: z.string(),
    hallNameEn: z.string(),
    desk: told(z.string(), "服务台位置。", "Where people ask."),
    deskEn: z.string(),
  }),
);

const callId = told(
  z.string(),
  "这一次叫号的编号；每次重呼都换新。",
  "This very call; a recall gets a new one.",
);

/** POST /windows/{id}/call-next, answered */
export const nextCall = named(
  "NextCall",
  z.object({
    callId: told(z.nullable(callId), "无人等候为 null。", "null when nobody waits."),
    ticket: told(z.nullable(ticketRef), "无人等候为 null。", "null when nobody waits."),
  }),
);

/** Calls of a ticket that is known, answered */
export const call = named("Call", z.object({ callId, ticket: ticketRef }));

/** Whom a command at a window was about */
export const aboutTicket = named("AboutTicket", z.object({ ticket: ticketRef }));

/** How a window stands after open, pause or close */
export const aboutWindow = named(
  "AboutWindow",
  z.object({
    window: z.object({ id: z.string(), state: z.enum(["open", "paused", "closed"]) }),
  }),
);

/** A rating that is durable */
export const rated = named(
  "Rated",
  z.object({ ticketId: z.string(), grade: told(z.int(), "记下的评价。", "As recorded.") }),
);

/** Every refusal: an RFC 9457 problem document */
export const problemDocument = named(
  "Problem",
  z.object({
    type: told(z.string(), "错误类型 URN。", "A URN that ends with the code."),
    title: told(z.string(), "英文说明。", "What is wrong, in English."),
    status: z.int(),
    detail: told(z.string(), "中文说明。", "What is wrong, in Chinese."),
    code: told(
      z.string(),
      "固定不变的错误代码，程序按它判断。",
      "The stable code: what programs go by.",
    ),
    zh: z.string(),
    en: z.string(),
  }),
);
