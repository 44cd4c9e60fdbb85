import { seedSample } from "#hall-server/documents.ts";
import { hashPassword } from "#hall-server/passwords.ts";
import { hashToken } from "#hall-server/secrets.ts";
import type { Documents } from "#hall-server/store/store.ts";
import type { ScreenKind } from "#shared/protocol/messages.ts";

/** The password of everybody in the pictures. */
export const PASSWORD = "mingchuan2026";

/** A paired screen and the token its page holds. */
export interface PairedScreen {
  readonly kind: ScreenKind;
  readonly windowId: string | null;
  readonly zone: string;
  readonly name: string;
  readonly speaks: boolean;
}

const screen = (
  kind: ScreenKind,
  name: string,
  windowId: string | null = null,
  zone = "",
  speaks = false,
): PairedScreen => ({ kind, name, windowId, zone, speaks });

/** The screens of the sample hall's second floor, where the pictures are taken. */
export const PAIRED = {
  board: screen("board", "2 楼主屏", null, "2b", true),
  window: screen("window", "12 号窗口屏", "12"),
  strip: screen("strip", "12 号条屏", "12"),
  pad: screen("pad", "12 号评价器", "12"),
  kiosk: screen("kiosk", "2 楼 1 号自助机"),
} as const;

const tokenOf = ({ kind, windowId }: PairedScreen): string => `token-${kind}-${windowId ?? "all"}`;

/** What a paired screen's page keeps: the token under the name the page knows it by. */
export const keptToken = (paired: PairedScreen): { key: string; value: string } => ({
  key: `mingting.token:${paired.kind}:${paired.windowId ?? ""}`,
  value: tokenOf(paired),
});

const MINUTE_MS = 60_000;

/** The sample hall with its people's accounts and its paired screens. */
export const writeStaffedHall = async (documents: Documents): Promise<void> => {
  await seedSample(documents);
  const passwordHash = await hashPassword(PASSWORD);
  const now = Date.now();
  const account = (username: string, name: string, role: string, staffId: string | null) => ({
    id: `account-${username}`,
    username,
    name,
    role,
    staffId,
    disabled: false,
    passwordHash,
    mustChangePassword: false,
    failures: 0,
    lockedUntil: null as number | null,
    lastSignInAt: (now - 40 * MINUTE_MS) as number | null,
  });
  await documents.write("accounts", [
    account("wang.fang", "王芳", "administrator", null),
    account("duchagu", "刘建国", "supervisor", null),
    account("chen.jingyi", "陈静怡", "clerk", "s0217"),
    account("zhao.wenbo", "赵文博", "clerk", "s0305"),
    account("ayiguli", "阿依古丽·买买提", "clerk", "s0318"),
    { ...account("he.siyuan", "何思远", "clerk", "s0223"), lockedUntil: now + 8 * MINUTE_MS },
    {
      ...account("sun.xiaoli", "孙晓莉", "clerk", "s0231"),
      mustChangePassword: true,
      lastSignInAt: null,
    },
    { ...account("zhang.min", "张敏", "clerk", null), disabled: true },
  ]);
  await documents.write(
    "devices",
    Object.values(PAIRED).map((paired) => ({
      ...paired,
      id: `screen-${paired.kind}`,
      tokenHash: hashToken(tokenOf(paired)),
      pairedAt: now - 90 * 24 * 60 * MINUTE_MS,
    })),
  );
};
