import { figureColumns } from "../figure.ts";
import { emWidth } from "../text-width.ts";

/** The lamp colours of words and figures (tokens.css, LED). */
export type Tone = "white" | "dim" | "amber" | "amber-low" | "green" | "red";

/** A figure in dot matrix, or words. */
export type Piece =
  | { readonly kind: "figure"; readonly text: string; readonly tone: Tone }
  | { readonly kind: "words"; readonly text: string; readonly tone: Tone };

/** Pieces that stand together. `place` says at which part of the strip. */
export interface Part {
  readonly place: "window" | "unit" | "state";
  readonly pieces: readonly Piece[];
}

/** The measures of a strip, all in whole lamps. */
export interface StripMeasures {
  readonly width: number;
  /** Lamps from one dot of a figure to the next; a figure is twelve high. */
  readonly pitch: number;
  /** Height of words: never below 48. */
  readonly words: number;
  /** Height of the small words at the foot of a figure. */
  readonly foot: number;
  /** Free lamps at either end. */
  readonly margin: number;
  /** Between parts, and between the pieces of one. */
  readonly gap: number;
  readonly space: number;
}

/** No text on a strip is lower than this, in lamps (design/README.md). */
export const LOWEST_TEXT = 48;

/**
 * Measures for a strip of so many lamps. At 1280 × 128: figures 96 high, words 56. What is higher than
 * a fifth of the width is no strip; the line stands in the middle of it.
 */
export const stripMeasures = (width: number, fullHeight: number): StripMeasures => {
  const height = Math.min(fullHeight, Math.max(LOWEST_TEXT, Math.floor(width / 5)));
  const scale = Math.max(1, Math.floor(height / 128));
  return {
    width,
    pitch: Math.max(4, Math.floor((height * 3) / 48)),
    words: height >= 96 ? 56 * scale : LOWEST_TEXT,
    foot: LOWEST_TEXT * scale,
    margin: width >= 480 ? 24 : 8,
    gap: 28 * scale,
    space: 16 * scale,
  };
};

/** Lamps a piece needs at most. */
const pieceWidth = (piece: Piece, m: StripMeasures): number =>
  piece.kind === "figure"
    ? figureColumns(piece.text) * m.pitch
    : Math.ceil(emWidth(piece.text) * m.words * 1.01);

/** Lamps left free before a piece: half as many again before a figure, whose lamps begin at its edge. */
export const spaceBefore = (pieces: readonly Piece[], i: number, m: StripMeasures): number =>
  i === 0 ? 0 : pieces[i]?.kind === "figure" ? Math.round(m.space * 1.5) : m.space;

const partWidth = ({ pieces }: Part, m: StripMeasures): number =>
  pieces.reduce((sum, piece, i) => sum + spaceBefore(pieces, i, m) + pieceWidth(piece, m), 0);

/** Lamps that parts side by side need, margins included. */
export const neededWidth = (parts: readonly Part[], m: StripMeasures): number =>
  parts.reduce((sum, part) => sum + partWidth(part, m), (parts.length - 1) * m.gap) + 2 * m.margin;

/** What a strip could say, from the fullest wording of each part to the shortest. */
export interface StripWordings {
  readonly window: readonly Part[];
  readonly unit: readonly Part[];
  readonly state: readonly Part[];
}

/**
 * What a strip says at its width. Lesser parts go first: the unit in full, the unit, the words at the
 * window's number, the words at the state, the window; the state itself stays. No glyph is ever cut:
 * where even the last part is too wide, its figures take a smaller pitch.
 */
export const planStrip = (
  { window, unit, state }: StripWordings,
  m: StripMeasures,
): { readonly parts: readonly Part[]; readonly pitch: number } => {
  const [state0] = state;
  const last = state.at(-1);
  const candidates: Part[][] = [
    ...unit.map((u) => [...window.slice(0, 1), u, ...(state0 ? [state0] : [])]),
    ...window.map((w) => [w, ...(state0 ? [state0] : [])]),
    ...state.slice(1).flatMap((s) => window.map((w) => [w, s])),
    ...(last ? [[last]] : []),
  ];
  const fitting = candidates.find((parts) => neededWidth(parts, m) <= m.width);
  if (fitting) return { parts: fitting, pitch: m.pitch };
  const parts = candidates.at(-1) ?? [];
  for (let pitch = m.pitch - 1; pitch >= 1; pitch--)
    if (neededWidth(parts, { ...m, pitch }) <= m.width) return { parts, pitch };
  return { parts, pitch: 1 };
};
