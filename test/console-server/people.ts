import { randomUUID } from "node:crypto";
import { hashPassword } from "#hall-server/passwords.ts";
import type { Documents } from "#hall-server/store/store.ts";
import type { StaffRole } from "#shared/domain/office.ts";

/** The password an administrator gave, and the one people chose instead. */
export const GIVEN_PASSWORD = "correct-horse-7";
export const OWN_PASSWORD = "battery-staple-8";

/** Who works in the tests' hall. The newcomer has not changed the password yet. */
const CAST = {
  boss: { role: "administrator", staffId: null },
  deputy: { role: "administrator", staffId: null },
  inspector: { role: "supervisor", staffId: null },
  wang: { role: "clerk", staffId: "s0403" },
  zhao: { role: "clerk", staffId: "s0411" },
  newcomer: { role: "administrator", staffId: null },
} as const satisfies Record<string, { role: StaffRole; staffId: string | null }>;

/** The user name of somebody in the hall. */
export type PersonName = keyof typeof CAST;

/** Hashing is dear: everybody shares two hashes, made once a file. */
let hashes: Promise<readonly [string, string]> | null = null;

/** Puts everybody's account, as it is stored, into a hall that has none. */
export const seedPeople = async (documents: Documents): Promise<void> => {
  if ((await documents.read("accounts")) !== null) return;
  hashes ??= Promise.all([hashPassword(GIVEN_PASSWORD), hashPassword(OWN_PASSWORD)]);
  const [given, own] = await hashes;
  await documents.write(
    "accounts",
    Object.entries(CAST).map(([username, place]) => ({
      id: randomUUID(),
      username,
      name: `${username} 同志`,
      ...place,
      disabled: false,
      passwordHash: username === "newcomer" ? given : own,
      mustChangePassword: username === "newcomer",
      failures: 0,
      lockedUntil: null,
      lastSignInAt: null,
    })),
  );
};
