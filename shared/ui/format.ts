const two = (n: number): string => String(n).padStart(2, "0");

/** 10:31, of an epoch-ms moment in this machine's time zone. */
export const clockTime = (at: number): string => {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** 10:31:50. */
export const clockSeconds = (at: number): string =>
  `${clockTime(at)}:${two(new Date(at).getSeconds())}`;

/** 3月12日 星期四. */
export const dateZh = (at: number): string => {
  const date = new Date(at);
  return `${date.getMonth() + 1}月${date.getDate()}日 星期${"日一二三四五六"[date.getDay()]}`;
};

/** Thursday, 12 March. */
export const dateEn = (at: number): string =>
  new Date(at).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** 4:32 of a duration in ms; hours are minutes above 59, so 65 minutes never read as 5. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};

/** Whole minutes of a duration in ms. */
export const minutes = (ms: number): number => Math.max(0, Math.floor(ms / 60_000));
