/** Without a key or a click for this long, ms, a console may reload itself for a newer build. */
const QUIET_MS = 30_000;

/**
 * Watches whether anybody is using this page. A reload must never take a half-filled form or an open
 * question away.
 * @returns whether the page is idle now
 */
export const watchIdle = (): (() => boolean) => {
  let used = performance.now();
  const note = () => {
    used = performance.now();
  };
  for (const type of ["keydown", "pointerdown"]) addEventListener(type, note, { capture: true });
  return () =>
    performance.now() - used > QUIET_MS &&
    !document.querySelector("dialog[open]") &&
    ![
      ...document.querySelectorAll<HTMLInputElement>("input:not([type=radio], [type=checkbox])"),
    ].some((input) => input.value !== "");
};
