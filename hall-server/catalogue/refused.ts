/**
 * A file that cannot be taken: one line in Chinese that says why and what to do. Whoever throws it has
 * changed nothing.
 */
export class Refused extends Error {
  override readonly name = "Refused";
}
