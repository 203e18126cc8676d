import { EVERYDAY } from '../../src/shell/catalog/everydayFamilies.ts';
import { addRare } from '../../src/shell/catalog/lookup.ts';
import { RARE } from '../../src/shell/catalog/rareFamilies.ts';
import type { Families } from '../../src/shell/catalog/tool.ts';

// Who imports this calls the readers themselves, which load nothing.
addRare(RARE);

/** Every family, whenever it is loaded. */
export const FAMILIES: Families = { ...EVERYDAY, ...RARE };
