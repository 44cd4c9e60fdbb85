import { withThe } from "../the.ts";
import { spaced, windowRange } from "#shared/ui/phrase.ts";
import type { TicketView } from "./ticket.ts";

/** One sentence in the page's two languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What the page says about a ticket: where it stands, and what its holder should do. */
export interface Standing {
  readonly title: Sentence;
  readonly advice: Sentence;
}

/** So few ahead, and the holder should be at the windows. */
const NEARLY = 2;

const desk = (t: TicketView): Sentence => ({
  zh: t.desk || "大厅服务台",
  en: withThe(t.deskEn || "service desk"),
});

/** Where the ticket is served: 2 楼 B 区 12–14 号窗口, or the one window it waits for or is at. */
export const placeOf = (t: TicketView): Sentence => {
  const ids = t.windowId === null ? t.windows : [t.windowId];
  const zones = t.places.join("、");
  const zonesEn = (t.placesEn ?? t.places).join(", ");
  if (ids.length === 0) return { zh: zones || "大厅", en: zonesEn || "the hall" };
  return {
    zh: `${zones ? `${zones} ` : ""}${windowRange(ids)} 号窗口`,
    en: `window${ids.length > 1 ? "s" : ""} ${windowRange(ids, ", ")}${zonesEn ? `, ${zonesEn}` : ""}`,
  };
};

/** Says where the ticket stands and what to do. */
export const standingOf = (t: TicketView): Standing => {
  const place = placeOf(t);
  const help = desk(t);
  switch (t.state) {
    case "waiting": {
      const near = t.ahead !== null && t.ahead <= NEARLY;
      return near
        ? {
            title: { zh: "快到您了", en: "Almost your turn" },
            advice: {
              zh: `${spaced("请到", place.zh)}前，等候叫号。`,
              en: `Please wait at ${place.en}.`,
            },
          }
        : {
            title: { zh: "正在等候", en: "Waiting" },
            advice: {
              zh: `${spaced("轮到您时，请到", place.zh)}。`,
              en: `When it is your turn, go to ${place.en}.`,
            },
          };
    }
    case "called":
      return {
        title: { zh: "叫到您了", en: "It is your turn" },
        advice: { zh: `${spaced("请现在到", place.zh)}。`, en: `Please go to ${place.en} now.` },
      };
    case "serving":
      return {
        title: { zh: "正在办理", en: "Being served" },
        advice: { zh: `${spaced("在", place.zh)}办理。`, en: `At ${place.en}.` },
      };
    case "held":
      return {
        title: { zh: "先放一放", en: "On hold" },
        advice: {
          zh: `您的号留着。窗口请您补的办好后，${spaced("回到", place.zh)}。`,
          en: `Your number is kept. When you have what the window asked for, return to ${place.en}.`,
        },
      };
    case "missed":
      return {
        title: { zh: "过号了", en: "Your call has passed" },
        advice: {
          zh: `号还能用。${spaced("请到", place.zh)}，${spaced("或", help.zh)}，出示号码，请工作人员帮您排回去。`,
          en: `Your number can still be used. Show it at ${place.en} or at ${help.en} to be put back in the queue.`,
        },
      };
    case "done":
      return {
        title: { zh: "办结了", en: "Done" },
        advice: {
          zh: "这个号已经办完，可以关掉本页。",
          en: "This ticket has been served. You can close this page.",
        },
      };
    case "expired":
      return {
        title: { zh: "号已作废", en: "No longer valid" },
        advice: {
          zh: `今天的服务已经结束。下次来请重新取号，${spaced("有事请到", help.zh)}。`,
          en: `Today’s service has ended. Please take a new ticket next time, or ask at ${help.en}.`,
        },
      };
    default:
      return t.state satisfies never;
  }
};

/** The page's title: what a glance at the phone's tabs should tell. */
export const titleOf = (t: TicketView): Sentence => {
  if (t.state === "called" && t.windowId !== null)
    return {
      zh: `请到 ${t.windowId} 号窗口 · ${t.number}`,
      en: `Window ${t.windowId} · ${t.number}`,
    };
  if (t.state === "waiting" && t.ahead !== null)
    return { zh: `前面 ${t.ahead} 人 · ${t.number}`, en: `${t.ahead} ahead · ${t.number}` };
  const { title } = standingOf(t);
  return { zh: `${title.zh} · ${t.number}`, en: `${title.en} · ${t.number}` };
};
