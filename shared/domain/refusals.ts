/**
 * Every reason for which the core refuses a command, with the sentence people read.
 * Codes are stable: other systems depend on them. `{name}` is filled from the reason's params.
 */
export const REFUSALS = {
  "day-not-open": {
    zh: "今天的服务还没有开始，请稍候或到服务台。",
    en: "The service day has not been opened yet. Please wait or ask at the desk.",
  },
  "day-already-open": {
    zh: "服务日 {dayId} 已经打开。",
    en: "Service day {dayId} is already open.",
  },
  "day-used": {
    zh: "服务日 {dayId} 已经用过，请换一个编号。",
    en: "Service day {dayId} has been used before. Choose another id.",
  },
  "unknown-service": {
    zh: "没有这项业务：{serviceId}。请从列表中选择。",
    en: "There is no service {serviceId}. Choose one from the list.",
  },
  "unknown-window": {
    zh: "没有 {windowId} 号窗口。请核对窗口号。",
    en: "There is no window {windowId}. Check the window number.",
  },
  "unknown-class": {
    zh: "没有这种优先类别：{visitorClass}。",
    en: "There is no visitor class {visitorClass}.",
  },
  "unknown-ticket": {
    zh: "今天没有 {number} 这张号票，或它已经办结。",
    en: "There is no open ticket {number} today.",
  },
  "unknown-reason": {
    zh: "没有这个评价原因：{reason}。",
    en: "There is no rating reason {reason}.",
  },
  "reason-required": {
    zh: "请填写原因。",
    en: "Please give a reason.",
  },
  "personal-data": {
    zh: "这里不要填写电话或证件号码。",
    en: "Please leave phone and ID numbers out of this text.",
  },
  "numbers-exhausted": {
    zh: "业务 {prefix} 今天的号已经用完，请到服务台。",
    en: "Series {prefix} has run out of numbers today. Please ask at the desk.",
  },
  "window-not-open": {
    zh: "{windowId} 号窗口没有开放，请先开放窗口。",
    en: "Window {windowId} is not open. Open it first.",
  },
  "window-empty": {
    zh: "{windowId} 号窗口现在没有叫到的人。",
    en: "Nobody has been called to window {windowId}.",
  },
  "window-busy": {
    zh: "{windowId} 号窗口还有 {number} 没有办完，请先办结、挂起或转移。",
    en: "Window {windowId} still has {number}. Finish, hold or transfer it first.",
  },
  "not-served-here": {
    zh: "{number} 的业务不在 {windowId} 号窗口办理。",
    en: "Window {windowId} does not serve the service of {number}.",
  },
  "already-serving": {
    zh: "{number} 已经开始办理，不能记过号。",
    en: "Service of {number} has started, so it cannot be a no-show.",
  },
  "not-a-no-show": {
    zh: "{number} 没有过号。",
    en: "{number} is not a no-show.",
  },
  "not-held": {
    zh: "{number} 没有挂起。",
    en: "{number} is not on hold.",
  },
  "not-callable": {
    zh: "{number} 现在不能叫：它不在等候，也没有过号。",
    en: "{number} cannot be called: it neither waits nor is a no-show.",
  },
  "same-place": {
    zh: "{number} 已经在那里，请选择别的业务或窗口。",
    en: "{number} is there already. Choose another service or window.",
  },
  "double-press": {
    zh: "刚才已经叫过，这一下没有重复叫号。",
    en: "Already called a moment ago; this press called nobody.",
  },
  "not-rateable": {
    zh: "这次服务不能评价：没有办结，已经评过，或不是今天的。",
    en: "This service cannot be rated: not finished, rated already, or not of today.",
  },
  "configuration-invalid": {
    zh: "大厅配置有误：{detail}",
    en: "The hall's configuration is wrong: {detail}",
  },
} as const satisfies Record<string, { zh: string; en: string }>;

/** The stable code of a refusal by the core. */
export type RefusalCode = keyof typeof REFUSALS;

/** Fills `{name}` in a sentence from params; an unknown name stays visible rather than vanishing. */
export const fill = (sentence: string, params: Readonly<Record<string, string>> = {}): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
