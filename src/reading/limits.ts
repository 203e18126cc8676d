/** Texts inside texts: how deep, how many, and how many UTF-16 units in all. Beyond is `exec.opaque`. Effects and problems beyond their number are not kept, and the reading is not complete. */
export const READING_LIMITS = { depth: 12, texts: 100, units: 1024 * 1024, effects: 1000, problems: 1000 } as const;
