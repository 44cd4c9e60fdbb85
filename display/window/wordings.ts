/**
 * A list in ever fewer entries, for a line that may be too short: 户口登记、身份证、居住证, then
 * 户口登记、身份证, then 户口登记. An empty text has one wording.
 */
export const fewerEntries = (list: string): readonly string[] => {
  const entries = list.split("、");
  return entries.map((_, i) => entries.slice(0, entries.length - i).join("、"));
};
