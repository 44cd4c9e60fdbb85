import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import type { Reason } from "#shared/domain/decision.ts";
import { fill, REFUSALS, type RefusalCode } from "#shared/domain/refusals.ts";
import { CALM_REFUSALS } from "#shared/protocol/problem.ts";
import type { WireError } from "#shared/protocol/messages.ts";

/** Refusals that are the server's own, not the core's. */
const SERVER_REFUSALS = {
  "bad-request": {
    status: 400,
    zh: "请求的内容不对：{detail}",
    en: "The request is not valid: {detail}",
  },
  "bad-json": { status: 400, zh: "请求不是有效的 JSON。", en: "The body is not valid JSON." },
  "bad-idempotency-key": {
    status: 400,
    zh: "Idempotency-Key 须为 1 至 64 个可打印的 ASCII 字符。",
    en: "Idempotency-Key must be 1 to 64 printable ASCII characters.",
  },
  "too-large": { status: 413, zh: "请求太大。", en: "The body is too large." },
  unauthorized: {
    status: 401,
    zh: "请先登录，或提供有效的密钥。",
    en: "Sign in first, or send a valid key.",
  },
  forbidden: {
    status: 403,
    zh: "您的权限不能做这件事。",
    en: "Your role does not allow this.",
  },
  "wrong-origin": {
    status: 403,
    zh: "请求来自别的网站，没有执行。",
    en: "The request came from another site and was not carried out.",
  },
  "wrong-secret": {
    status: 403,
    zh: "号票上的校验码不对。",
    en: "The secret does not belong to this ticket.",
  },
  "not-found": { status: 404, zh: "没有这个地址。", en: "There is nothing at this address." },
  "method-not-allowed": {
    status: 405,
    zh: "这个地址不支持这种请求。",
    en: "This address does not take that method.",
  },
  "idempotency-conflict": {
    status: 422,
    zh: "同一个 Idempotency-Key 已用于另一个请求。",
    en: "This Idempotency-Key was used for another request.",
  },
  "hall-halted": {
    status: 503,
    zh: "暂停取号：大厅系统暂时不能记录，请听窗口人工叫号，或到服务台。",
    en: "Tickets are suspended: the hall cannot record at the moment. Please ask at the desk.",
  },
  internal: {
    status: 500,
    zh: "系统出了问题，这一步没有执行，请再试一次。",
    en: "Something went wrong; this step was not carried out. Please try again.",
  },
  "unknown-account": { status: 404, zh: "没有这个账号。", en: "There is no such account." },
  "unknown-screen": { status: 404, zh: "没有这块屏。", en: "There is no such screen." },
  "unknown-code": {
    status: 404,
    zh: "没有屏幕显示这个配对码，请核对屏上的 8 个字符。",
    en: "No screen shows this code. Check the 8 characters on the screen.",
  },
  "too-many-attempts": {
    status: 429,
    zh: "配对码错了 5 次，请 5 分钟后再试。",
    en: "Five wrong codes. Try again in 5 minutes.",
  },
  "wrong-credentials": {
    status: 401,
    zh: "账号或密码不对。",
    en: "The user name or the password is wrong.",
  },
  "account-locked": {
    status: 423,
    zh: "密码错了太多次，账号已锁定到 {until}，也可请管理员解锁。",
    en: "Too many wrong passwords. The account is locked until {until}; an administrator can unlock it.",
  },
  "account-disabled": {
    status: 403,
    zh: "账号已停用，请找管理员。",
    en: "The account is disabled.",
  },
  "weak-password": {
    status: 422,
    zh: "密码至少 8 位，要有字母和数字，不能与账号相同。",
    en: "A password needs at least 8 characters with letters and digits, and differs from the user name.",
  },
  "password-change-required": {
    status: 403,
    zh: "请先修改密码。",
    en: "Change your password first.",
  },
  "username-taken": { status: 409, zh: "这个账号名已经有人用。", en: "This user name is taken." },
  "last-administrator": {
    status: 409,
    zh: "这是最后一个管理员，不能停用或改角色。",
    en: "This is the last administrator and must stay one.",
  },
  "setup-done": {
    status: 409,
    zh: "管理员已经建立，请直接登录。",
    en: "An administrator exists already. Please sign in.",
  },
  "wrong-setup-token": {
    status: 403,
    zh: "登录链接无效或已用过，请看服务器启动时打印的新链接。",
    en: "The one-time link is not valid. Use the one printed at the newest start.",
  },
  "window-taken": {
    status: 409,
    zh: "{windowId} 号窗口现在由{name}使用。",
    en: "Window {windowId} is in use by {name}.",
  },
  "not-your-window": {
    status: 403,
    zh: "只能操作您登录时选择的窗口。",
    en: "You can act only for the window you chose.",
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

/** The stable code of anything the server refuses. */
export type ProblemCode = RefusalCode | keyof typeof SERVER_REFUSALS;

/** HTTP status of the core's refusals; what is not named here contradicts the state: 409. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  "unknown-service": 404,
  "unknown-window": 404,
  "unknown-ticket": 404,
  "unknown-class": 422,
  "unknown-reason": 422,
  "reason-required": 422,
  "personal-data": 422,
  "configuration-invalid": 422,
};

/** An RFC 9457 problem document, with the sentence in both languages. */
export interface Problem extends WireError {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
}

/** A refusal on its way through code that throws; handlers turn it into a problem document. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, params: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** The problem document of a code. */
export const problem = (
  code: ProblemCode,
  params: Readonly<Record<string, string>> = {},
): Problem => {
  const own = code in SERVER_REFUSALS;
  const text = own
    ? SERVER_REFUSALS[code as keyof typeof SERVER_REFUSALS]
    : REFUSALS[code as RefusalCode];
  const status = own
    ? SERVER_REFUSALS[code as keyof typeof SERVER_REFUSALS].status
    : (STATUS[code as RefusalCode] ?? 409);
  const zh = fill(text.zh, params);
  const en = fill(text.en, params);
  return { type: `urn:mingting:problem:${code}`, title: en, status, detail: zh, code, zh, en };
};

/** The same refusal as the socket carries it. */
export const wireError = (
  code: ProblemCode,
  params: Readonly<Record<string, string>> = {},
): WireError => {
  const { zh, en } = problem(code, params);
  return { code, zh, en };
};

/** A refusal of the core as the socket carries it. */
export const wireReason = (reason: Reason): WireError => wireError(reason.code, reason.params);

/** Answers with a problem document. */
export const sendProblem = (
  response: Response,
  code: ProblemCode,
  params: Readonly<Record<string, string>> = {},
): void => {
  const document = problem(code, params);
  const calm = response.req.get("prefer") === CALM_REFUSALS.Prefer;
  response
    .status(calm ? 200 : document.status)
    .type("application/problem+json")
    .json(document);
};

/** The last handler: refusals become their documents, bad bodies are named, bugs are logged once. */
export const problemHandler =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof ProblemError) return sendProblem(response, error.code, error.params);
    const type = (error as { type?: string }).type ?? "";
    if (type === "entity.too.large") return sendProblem(response, "too-large");
    if (type.startsWith("entity.") || type.startsWith("encoding.") || type.startsWith("charset."))
      return sendProblem(response, "bad-json");
    if ((error as { status?: number }).status === 400)
      return sendProblem(response, "bad-request", { detail: "地址 / address" });
    log.error({ err: error, method: request.method, path: request.path }, "request failed");
    sendProblem(response, "internal");
  };
