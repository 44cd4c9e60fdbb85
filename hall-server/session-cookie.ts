/** The cookie that holds a console's session. */
const NAME = "mt_session";

/** The tokens a `Cookie` header carries: more than one when something else set a cookie of our name. */
export const tokensIn = (header: string | undefined): readonly string[] =>
  (header ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${NAME}=`))
    .map((part) => part.slice(NAME.length + 1))
    .filter((token) => token !== "");

/**
 * `Set-Cookie` for a token; it ends with the browser. Not `Secure` on a hall's plain-HTTP network,
 * where browsers would drop it.
 */
export const sessionCookie = (token: string, secure: boolean): string =>
  `${NAME}=${token}; HttpOnly; SameSite=Strict; Path=/${secure ? "; Secure" : ""}`;

/** `Set-Cookie` that takes the cookie away. */
export const endedCookie = (secure: boolean): string => `${sessionCookie("", secure)}; Max-Age=0`;
