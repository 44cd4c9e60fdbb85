/** An English name as it stands in a sentence, "the" before it where it has none of its own. */
export const withThe = (name: string): string =>
  /^(the|our)\s/i.test(name) ? name : `the ${name}`;
