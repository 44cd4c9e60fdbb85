/**
 * The pages that are fetched when they are first shown, by name: what a clerk has before the eyes all
 * day, the caller, does not wait for them.
 */
export const PAGES = {
  setup: () => import("./entry/Setup.svelte"),
  signIn: () => import("./entry/SignIn.svelte"),
  chooseWindow: () => import("./entry/ChooseWindow.svelte"),
  password: () => import("./password/PasswordPage.svelte"),
  screens: () => import("./screens/Screens.svelte"),
  ratings: () => import("./ratings/Ratings.svelte"),
  accounts: () => import("./accounts/Accounts.svelte"),
} as const;

/**
 * Loads this page anew once the hall answers. A fetch that failed cannot be repeated in place: the
 * browser keeps the failed style sheet, and after an update of the hall the old file is gone for good.
 * @returns whether the hall answered; if it did not, the page stays as it is
 */
export const loadAnew = async (
  reload: () => void = () => location.reload(),
  fetcher: typeof fetch = (...request) => fetch(...request),
): Promise<boolean> => {
  try {
    const answer = await fetcher(location.pathname, { cache: "no-store" });
    if (!answer.ok) return false;
  } catch {
    return false;
  }
  reload();
  return true;
};
