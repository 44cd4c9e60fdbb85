/** A QR code as one SVG path: dark modules as runs, in units of one module. */
export interface QrDrawing {
  readonly size: number;
  readonly path: string;
}

/**
 * Draws a text as a QR code. The package is loaded only here, because a hall without an address for
 * phones never needs it. Rejects when the package cannot be loaded or the text is too long.
 */
export const drawQr = async (text: string): Promise<QrDrawing> => {
  const { create } = await import("qrcode");
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  let path = "";
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && data[y * size + x]) x += 1;
      if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`;
    }
  return { size, path };
};
