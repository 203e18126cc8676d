/** Milliseconds after which what a person should see is given up. A busy machine of two cores shows it late. */
export const PATIENCE = 90_000;
