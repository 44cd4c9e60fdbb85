/** What a key of the caller asks for. */
export type DeskKey =
  | "main"
  | "start"
  | "recall"
  | "no-show"
  | "transfer"
  | "hold"
  | "finish"
  | "pause"
  | "list-down"
  | "list-up"
  | "page-down"
  | "page-up"
  | "home";

const KEYS: Readonly<Record<string, DeskKey>> = {
  " ": "main",
  Enter: "start",
  F2: "recall",
  F3: "no-show",
  F4: "transfer",
  F6: "hold",
  F7: "finish",
  F8: "pause",
  ArrowDown: "list-down",
  ArrowUp: "list-up",
  PageDown: "page-down",
  PageUp: "page-up",
  Escape: "home",
};

/** What of a keyboard event decides; modifiers make it somebody else's. */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">;

/** The desk's meaning of a key, or null when the key is not its own. */
export const deskKey = (press: KeyPress): DeskKey | null =>
  press.ctrlKey || press.altKey || press.metaKey ? null : (KEYS[press.key] ?? null);

/** Whether a key acts on the control that has the focus rather than on the desk: Space and Enter press it. */
export const pressesFocused = (key: DeskKey): boolean => key === "main" || key === "start";
