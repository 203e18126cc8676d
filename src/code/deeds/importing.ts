import type { TextRange } from '../../effect/effect.ts';
import type { Findings } from './findings.ts';

/** What it means to load a module: nothing for a known one, else its own code runs. */
export type Importing = (module: string, range: TextRange, findings: Findings) => void;
