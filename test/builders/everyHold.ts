import type { Hold } from '../../src/review/hold.ts';
import * as actions from './actions.ts';
import * as sqlActions from './sqlActions.ts';

/** One hold of each kind that looks different on a card, by name. */
export const EVERY_HOLD: Readonly<Record<string, () => Hold>> = {
  dropTable: sqlActions.dropTable,
  removeFolder: actions.removeFolder,
  deleteCascade: sqlActions.deleteCascade,
  fiveMillionRows: sqlActions.fiveMillionRows,
  longChain: actions.longChain,
  unreadable: actions.unreadable,
  hiddenCharacters: actions.hiddenCharacters,
};
