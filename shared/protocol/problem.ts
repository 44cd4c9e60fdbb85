/**
 * A browser writes every HTTP error into its page's console, also one that the page has foreseen. So
 * our own pages ask for refusals as an ordinary answer: the problem document is the same, with its
 * true status inside (the `Prefer` header, RFC 7240).
 */
export const CALM_REFUSALS = { Prefer: "problem=200" } as const;

/** Whether an answer is a problem document (RFC 9457), whatever its HTTP status. */
export const isProblem = (answer: Pick<Response, "ok" | "headers">): boolean =>
  !answer.ok || Boolean(answer.headers?.get("content-type")?.includes("problem+json"));
