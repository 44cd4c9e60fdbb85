const KEY = "mingting.reloaded";
const PAUSE_MS = 60_000;

/**
 * Reloads the page, but only when the server answers (a page never goes white) and at most once a
 * minute (a page never reloads in a loop).
 */
export const reloadOnce = async (): Promise<void> => {
  const last = Number(sessionStorage.getItem(KEY) ?? 0);
  if (Date.now() - last < PAUSE_MS) return;
  try {
    const answer = await fetch("/api/v1/health", { cache: "no-store" });
    if (!answer.ok) return;
  } catch {
    return;
  }
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
};
