import type { Content } from "#shared/domain/catalogue/content.ts";
import { spaced } from "#shared/ui/phrase.ts";
import type { KioskLink } from "./link.ts";
import { deskOf, type Sentence } from "./wording.ts";

/** Why no ticket can be taken now, and what to do meanwhile. */
export interface Trouble {
  readonly kind: "halted" | "offline" | "closed" | "empty";
  readonly title: Sentence;
  readonly advice: Sentence;
}

const trouble = (
  kind: Trouble["kind"],
  title: Sentence,
  what: Sentence,
  content: Content | null,
): Trouble => {
  const desk = deskOf(content);
  return {
    kind,
    title,
    advice: {
      zh: `${what.zh}${spaced("请到", desk.zh)}，工作人员会帮您。`,
      en: `${what.en} Please go to ${desk.en}; the staff will help you.`,
    },
  };
};

/** What keeps the hall from giving tickets, or null. */
export const troubleOf = (
  link: Pick<KioskLink, "halted" | "stale" | "floor" | "content">,
): Trouble | null => {
  if (link.halted)
    return trouble(
      "halted",
      { zh: "暂停取号", en: "No tickets now" },
      {
        zh: "大厅系统正在抢修，已经取到的号照常有效。",
        en: "The hall system is being repaired. Tickets already taken stay valid.",
      },
      link.content,
    );
  if (link.stale)
    return trouble(
      "offline",
      { zh: "暂时不能取号", en: "No tickets now" },
      {
        zh: "正在重新连接大厅系统，连上就能取号。着急的话，",
        en: "Reconnecting to the hall system; tickets return by themselves.",
      },
      link.content,
    );
  const { day, config } = link.floor.state;
  if (!day)
    return trouble(
      "closed",
      { zh: "现在不能取号", en: "No tickets now" },
      {
        zh: "今天的服务还没有开始，开始后就能取号。",
        en: "Today’s service has not started yet; tickets start with it.",
      },
      link.content,
    );
  if (config.services.length === 0)
    return trouble(
      "empty",
      { zh: "现在不能取号", en: "No tickets now" },
      {
        zh: "今天没有用号票办理的业务。",
        en: "No service uses tickets today.",
      },
      link.content,
    );
  return null;
};
