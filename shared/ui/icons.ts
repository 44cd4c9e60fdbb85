/**
 * The icon set, drawn on 24 × 24 in lines of 1.75 (design/foundations). `line` is stroked, `fill` filled.
 * */
export const ICONS = {
  done: { line: ["M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0z", "m8 12.3 2.8 2.8 5.2-5.6"] },
  info: { line: ["M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0z", "M12 11v5.5M12 7.2v.6"] },
  recall: {
    line: [
      "M4.5 12a7.5 7.5 0 0 1 13-5.1L20 9.5M20 4.5v5h-5M19.5 12a7.5 7.5 0 0 1-13 5.1L4 14.5M4 19.5v-5h5",
    ],
  },
  skip: { line: ["m4.5 6 8 6-8 6zM12.5 6l8 6-8 6z"] },
  transfer: { line: ["M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4"] },
  hold: {
    line: [
      "M5 4.5h14M5 19.5h14M7 4.5c0 4 3.5 5 5 7.5 1.5-2.5 5-3.5 5-7.5M7 19.5c0-4 3.5-5 5-7.5 1.5 2.5 5 3.5 5 7.5",
    ],
  },
  rate: { line: ["M4 19.5h3v-5H4zM10.5 19.5h3v-10h-3zM17 19.5h3v-15h-3z"] },
  pause: { line: ["M8.5 5v14M15.5 5v14"] },
  arrow: { line: ["M4.5 12h15M13.5 6l6 6-6 6"] },
  ticket: {
    line: [
      "M3.5 7h17v3.2a1.9 1.9 0 0 0 0 3.6V17h-17v-3.2a1.9 1.9 0 0 0 0-3.6z",
      "M14 7v2.2M14 11v2M14 14.8V17",
    ],
  },
  large: {
    line: ["M2.5 8.5V5.5h11v3M8 5.5V19M6 19h4", "M14.5 13.5v-2h7v2M18 11.5V19M16.7 19h2.6"],
  },
  contrast: {
    line: ["M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0z"],
    fill: "M12 3.5a8.5 8.5 0 0 1 0 17z",
  },
  voice: {
    line: [
      "M4 9.5v5h3.5l4.5 4v-13l-4.5 4z",
      "M15.5 9a4.2 4.2 0 0 1 0 6M18.3 6.5a7.8 7.8 0 0 1 0 11",
    ],
  },
  low: { line: ["M12 3.5v11M7.5 10.2l4.5 4.5 4.5-4.5M4.5 20h15"] },
  globe: {
    line: [
      "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0z",
      "M3.5 12h17M12 3.5c5 5.2 5 11.8 0 17M12 3.5c-5 5.2-5 11.8 0 17",
    ],
  },
  forward: { line: ["m9.5 5.5 6.5 6.5-6.5 6.5"] },
  back: { line: ["m14.5 5.5-6.5 6.5 6.5 6.5"] },
  up: { line: ["m5.5 14.5 6.5-6.5 6.5 6.5"] },
  down: { line: ["m5.5 9.5 6.5 6.5 6.5-6.5"] },
  home: { line: ["M4 11.5 12 4l8 7.5M6.5 9.5v10h11v-10M10 19.5v-5h4v5"] },
  check: { line: ["m5 12.5 4.5 4.5L19 7"] },
  place: {
    line: [
      "M12 21c-4.3-4.6-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2.2 6.4-6.5 11z",
      "M9.6 10a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0z",
    ],
  },
  close: { line: ["m6 6 12 12M18 6 6 18"] },
  person: {
    line: [
      "M8.4 7.6a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z",
      "M5 17.5c.7-3.6 3.3-5 7-5s6.3 1.4 7 5",
      "M3 20.5h18",
    ],
  },
  commitment: { line: ["M9 5H5.5v15.5h13V5H15", "M9 3.5h6V7H9zM8.7 13.6l2.4 2.4 4.4-4.6"] },
  play: { line: ["m7 5 12 7-12 7z"] },
  screen: { line: ["M3.5 5h17v11.5h-17zM9 20h6M12 16.5V20"] },
  grade5: {
    line: [
      "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z",
      "M8.7 9v1M15.3 9v1M7 13.2c1 2.7 2.7 4 5 4s4-1.3 5-4z",
    ],
  },
  grade4: {
    line: [
      "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z",
      "M8.7 9v1M15.3 9v1M7.8 14c1 1.7 2.4 2.5 4.2 2.5s3.2-.8 4.2-2.5",
    ],
  },
  grade3: { line: ["M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z", "M8.7 9v1M15.3 9v1M8 15.2h8"] },
  grade2: {
    line: [
      "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z",
      "M8.7 9v1M15.3 9v1M8.2 16.2c1-1.3 2.2-1.9 3.8-1.9s2.8.6 3.8 1.9",
    ],
  },
  grade1: {
    line: [
      "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z",
      "M8.7 9v1M15.3 9v1M7 17.2c1-2.7 2.7-4 5-4s4 1.3 5 4z",
    ],
  },
} as const satisfies Record<string, { readonly line: readonly string[]; readonly fill?: string }>;

/** The name of an icon. */
export type IconName = keyof typeof ICONS;
