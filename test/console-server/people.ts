import { Accounts } from "#hall-server/accounts.ts";
import { MemoryDocuments } from "#hall-server/store/memory.ts";
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

const hireAll = async () => {
  const documents = new MemoryDocuments();
  const accounts = await Accounts.open(documents);
  for (const [username, { role, staffId }] of Object.entries(CAST)) {
    const name = `${username} 同志`;
    const { id } = await accounts.create({
      username,
      name,
      role,
      staffId,
      password: GIVEN_PASSWORD,
    });
    if (username !== "newcomer")
      await accounts.changeOwnPassword(id, GIVEN_PASSWORD, OWN_PASSWORD, null);
  }
  return documents.read("accounts");
};

let hired: Promise<unknown> | null = null;

/** Puts everybody's account into a hall that has none. Hashing is dear, so they are hired once a file. */
export const seedPeople = async (documents: Documents): Promise<void> => {
  if ((await documents.read("accounts")) !== null) return;
  hired ??= hireAll();
  await documents.write("accounts", await hired);
};
