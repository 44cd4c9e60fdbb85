/**
 * A fresh id of 128 random bits in hex. From `getRandomValues`, because `crypto.randomUUID` does not
 * exist on a plain-HTTP LAN address.
 */
export const freshId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
