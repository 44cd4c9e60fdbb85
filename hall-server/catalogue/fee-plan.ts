import type { Fee } from "#shared/domain/catalogue/fee.ts";
import { feeKey } from "./children.ts";

interface Slot {
  fee: Fee;
  readonly codes: Set<string>;
  /** A fee of items that no item has any more is gone; one that stood alone stays. */
  readonly hadItems: boolean;
}

/**
 * Gives items their new fees. A fee whose every item agrees on the change is changed; where others
 * keep what it says, the item gets a fee of its own; equal fees are one. [C19]
 * @param wanted the fees of each item that has others than before, by its code
 */
export const planFees = (
  current: readonly Fee[],
  wanted: ReadonlyMap<string, readonly Fee[]>,
): readonly Fee[] => {
  const slots: Slot[] = current.map((fee) => ({
    fee,
    codes: new Set(fee.itemCodes.filter((code) => !wanted.has(code))),
    hadItems: fee.itemCodes.length > 0,
  }));
  const byId = new Map(slots.map((slot) => [slot.fee.id, slot]));
  const byContent = new Map<string, Slot>();
  for (const slot of slots)
    if (!byContent.has(feeKey(slot.fee))) byContent.set(feeKey(slot.fee), slot);

  const all = [...wanted].flatMap(([code, fees]) => fees.map((fee) => ({ code, fee })));
  const says = (slot: Slot | undefined, fee: Fee): slot is Slot =>
    slot !== undefined && feeKey(slot.fee) === feeKey(fee);
  // Those that stay as they are come first: what they hold on to is not changed under them.
  const changed = all.filter(({ code, fee }) => {
    const own = byId.get(fee.id);
    if (!says(own, fee)) return true;
    own.codes.add(code);
    return false;
  });

  let number = 0;
  const freshId = (): string => {
    do number += 1;
    while (byId.has(`fee-${number}`));
    return `fee-${number}`;
  };
  for (const { code, fee } of changed) {
    const own = byId.get(fee.id);
    const equal = byContent.get(feeKey(fee));
    if (says(equal, fee)) equal.codes.add(code);
    else if (own && own.codes.size === 0) {
      own.fee = fee;
      own.codes.add(code);
      byContent.set(feeKey(fee), own);
    } else {
      const id = own || fee.id === "" ? freshId() : fee.id;
      const slot: Slot = { fee: { ...fee, id }, codes: new Set([code]), hadItems: true };
      slots.push(slot);
      byId.set(id, slot);
      byContent.set(feeKey(fee), slot);
    }
  }

  return slots
    .filter(({ codes, hadItems }) => codes.size > 0 || !hadItems)
    .map(({ fee, codes }) => ({ ...fee, itemCodes: [...codes] }));
};
