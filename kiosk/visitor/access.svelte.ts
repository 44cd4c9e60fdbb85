import { currentLanguage, setLanguage } from "#shared/ui/locale.svelte.ts";

/** What a visitor can ask of the kiosk on every page. */
export type AccessMode = "large" | "contrast" | "low" | "english";

/** The attributes of `<html>` that the tokens and styles listen to. */
const SWITCHES = {
  large: ["data-size", "large"],
  contrast: ["data-theme", "contrast"],
  low: ["data-reach", "low"],
} as const;

/** The modes that are on, kept on `<html>`. Everything is normal for the next visitor. */
export class Access {
  large = $state(false);
  contrast = $state(false);
  low = $state(false);

  /** Whether a mode is on. Reactive. */
  on(mode: AccessMode): boolean {
    return mode === "english" ? currentLanguage() === "en" : this[mode];
  }

  toggle(mode: AccessMode): void {
    this.#set(mode, !this.on(mode));
  }

  reset(): void {
    for (const mode of ["large", "contrast", "low", "english"] as const) this.#set(mode, false);
  }

  #set(mode: AccessMode, on: boolean): void {
    if (mode === "english") {
      setLanguage(on ? "en" : "zh");
      return;
    }
    this[mode] = on;
    const [name, value] = SWITCHES[mode];
    if (on) document.documentElement.setAttribute(name, value);
    else document.documentElement.removeAttribute(name);
  }
}
