import type { Content } from "#shared/domain/catalogue/content.ts";
import type { HallConfig } from "#shared/domain/queue/config.ts";
import type { Sentence } from "./sentence.ts";

/** The name over a window, e.g. 12 号窗口. */
export const windowName = (config: HallConfig, windowId: string): Sentence => ({
  zh: config.windows.find((w) => w.id === windowId)?.name ?? `${windowId} 号窗口`,
  en: `Window ${windowId}`,
});

/** The name of a service; its id where it has left the catalogue. */
export const serviceName = (config: HallConfig, serviceId: string): Sentence => {
  const service = config.services.find((s) => s.id === serviceId);
  return { zh: service?.name ?? serviceId, en: service?.nameEn || (service?.name ?? serviceId) };
};

/** The unit that a window belongs to, with its official short name; null while content is not there. */
export const unitOfWindow = (
  content: Content | null,
  windowId: string,
): { readonly full: Sentence; readonly short: Sentence } | null => {
  const window = content?.windows.find((w) => w.id === windowId);
  const unit = content?.units.find((u) => u.id === window?.unitId);
  if (!unit) return null;
  const en = unit.nameEn || unit.name;
  return { full: { zh: unit.name, en }, short: { zh: unit.shortName, en } };
};

/** The name of a zone; the whole hall for an empty id. */
export const zoneName = (content: Content | null, zone: string): Sentence => {
  if (zone === "") return { zh: "全厅", en: "Whole hall" };
  const found = content?.zones.find((z) => z.id === zone);
  return { zh: found?.name ?? zone, en: found?.nameEn ?? zone };
};
