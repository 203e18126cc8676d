/** Said by the part that loads first, which must stay small: a file of its own. */
export const NOT_LOADED =
  'Keyturn could not be loaded. Nothing waits for you, and agents that ask it are refused. Install the extension again; the log named Keyturn says what failed.';
