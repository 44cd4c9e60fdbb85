const KEY = "mingting.reloaded";
const PAUSE_MS = 60_000;

let trying = false;

/**
 * Reloads the page, but only when the server answers (a page never goes white) and at most once a
 * minute (a page never reloads in a loop). May be called every second until it succeeds.
 */
export const reloadOnce = async (): Promise<void> => {
  const last = Number(sessionStorage.getItem(KEY) ?? 0);
  if (trying || Date.now() - last < PAUSE_MS) return;
  trying = true;
  try {
    await reloadIfAnswered();
  } finally {
    trying = false;
  }
};

const reloadIfAnswered = async (): Promise<void> => {
  try {
    const answer = await fetch("/api/v1/health", { cache: "no-store" });
    if (!answer.ok) return;
  } catch {
    return;
  }
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
};
