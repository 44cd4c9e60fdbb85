import type { Content } from "#shared/domain/catalogue/content.ts";
import { type HallConfig, ORDINARY, type VisitorClass } from "#shared/domain/queue/config.ts";
import { windowRange } from "#shared/ui/phrase.ts";
import { withThe } from "../the.ts";
import { widthEm } from "./type.ts";

/** One sentence in the kiosk's two languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** The longest reason the protocol takes. */
const LONGEST_REASON = 60;

/** The classes a visitor may claim at the kiosk: those that say who belongs to them. */
export const claimableClasses = (config: HallConfig): readonly VisitorClass[] =>
  config.classes.filter((c) => c.id !== ORDINARY && c.selfService && c.condition !== "");

/** The reason that goes with a claim: staff read that nobody has checked it. */
export const claimReason = ({ condition }: VisitorClass): string =>
  `自助机自选：${condition}`.slice(0, LONGEST_REASON);

/** How a head start is said. Where classes differ, the longest is named as such. */
const headStart = (classes: readonly VisitorClass[]): Sentence | null => {
  const minutes = new Set(classes.map((c) => c.headStartMinutes).filter((m) => m > 0));
  if (minutes.size === 0) return null;
  const longest = Math.max(...minutes);
  return minutes.size === 1
    ? { zh: `按早到 ${longest} 分钟排队`, en: `${longest} minutes earlier` }
    : {
        zh: `最多按早到 ${longest} 分钟排队`,
        en: `up to ${longest} minutes earlier`,
      };
};

/** What a claimed priority does, said before it is claimed; null where it does nothing. */
export const claimEffect = (classes: readonly VisitorClass[]): Sentence | null => {
  const start = headStart(classes);
  return (
    start && {
      zh: `属于的，请点一项，${start.zh}。`,
      en: `If so, touch it: you queue as if you had come ${start.en}.`,
    }
  );
};

/** So much of a list of names is read out, in em; of a longer one its beginning. */
const LONGEST_LIST = 36;

/** 老年人、残疾人…, or the first two of a list too long to be read. */
const listed = (names: readonly string[]): string => {
  const all = names.join("、");
  return widthEm(all) <= LONGEST_LIST
    ? all
    : `${names.slice(0, 2).join("、")}等 ${names.length} 类人员`;
};

/** The two sentences on fairness: the rule, and who is called earlier by how much (null: nobody). */
export const fairness = (
  classes: readonly VisitorClass[],
): { readonly rule: Sentence; readonly priority: Sentence | null } => {
  const start = headStart(classes);
  const favoured = classes.filter((c) => c.headStartMinutes > 0);
  const names = listed(favoured.map((c) => c.name));
  return {
    rule: {
      zh: "同一业务按取号先后叫号。",
      en: "Each service calls numbers in the order they were taken.",
    },
    priority: start && {
      zh: `${names}依规优先，${start.zh}。`,
      en: `People with priority by law queue as if they had come ${start.en}.`,
    },
  };
};

/** Windows by the part of the building they stand in: 2 楼 B 区 12–14 号窗口. "" without windows. */
export const placeOfWindows = (
  ids: readonly string[],
  windows: HallConfig["windows"],
  zones: Content["zones"],
): Sentence => {
  const byZone = new Map<string, string[]>();
  for (const id of ids) {
    const zone = windows.find((w) => w.id === id)?.zone ?? "";
    byZone.set(zone, [...(byZone.get(zone) ?? []), id]);
  }
  const groups = [...byZone].map(([id, its]) => ({ zone: zones.find((z) => z.id === id), its }));
  const zh = groups.map(({ zone, its }) => `${zone ? `${zone.name} ` : ""}${windowRange(its)} 号`);
  const en = groups.map(
    ({ zone, its }) =>
      `window${its.length > 1 ? "s" : ""} ${windowRange(its, ", ")}` +
      (zone ? `, ${zone.nameEn || zone.name}` : ""),
  );
  return { zh: zh.length ? `${zh.join("、")}窗口` : "", en: en.join("; ") };
};

/** The desk where people help, as a place to go to. */
export const deskOf = (content: Content | null): Sentence => ({
  zh: content?.hall.desk || "服务台",
  en: withThe(content?.hall.deskEn || content?.hall.desk || "service desk"),
});
