import type { Hold } from '../../src/review/hold.ts';
import * as actions from './actions.ts';

/** One hold of each kind that looks different on a card, by name. */
export const EVERY_HOLD: Readonly<Record<string, () => Hold>> = {
  dropTable: actions.dropTable,
  removeFolder: actions.removeFolder,
  deleteCascade: actions.deleteCascade,
  fiveMillionRows: actions.fiveMillionRows,
  longChain: actions.longChain,
  unreadable: actions.unreadable,
  hiddenCharacters: actions.hiddenCharacters,
};
