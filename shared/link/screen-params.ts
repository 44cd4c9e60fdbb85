import { belongsToWindow, type ScreenKind, type ScreenRole } from "../protocol/messages.ts";

/**
 * What a page says it is, from its own address: `?window=3&zone=2b&speak=off`. A paired screen's
 * registration overrules it; a screen on the server's own machine is taken at its word.
 */
export const screenFromAddress = (kind: ScreenKind, search: string): ScreenRole => {
  const params = new URLSearchParams(search);
  return {
    kind,
    windowId: belongsToWindow(kind) ? params.get("window") : null,
    zone: params.get("zone") ?? "",
    speaks: kind === "board" && params.get("speak") !== "off",
  };
};
