/** Design millimetres: a kiosk page is 540 wide, and shown as large as width and height allow. */
export const pxPerMm = (width: number, height: number): number =>
  Math.min(width, (height * 9) / 16) / 540;

/** The height a list may take, its rows and its pager, all in the same unit. */
export interface Room {
  readonly height: number;
  readonly row: number;
  readonly gap: number;
  readonly pager: number;
  readonly columns: number;
}

/**
 * How many whole rows a screen of the list has; never half a row, and a pager only where it is
 * needed. Where nothing has been measured yet (height 0), everything is one screen.
 */
export const rowsPerScreen = (count: number, room: Room): number => {
  const needed = Math.max(1, Math.ceil(count / room.columns));
  const fitting = (height: number) => Math.floor((height + room.gap) / (room.row + room.gap));
  if (room.height <= 0 || needed <= fitting(room.height)) return needed;
  return Math.max(1, fitting(room.height - room.pager));
};
