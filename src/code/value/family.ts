import type { Rule } from './rule.ts';

/** Rules that belong together, with examples that a test runs. */
export interface Family {
  readonly rules: readonly Rule[];
  readonly examples: {
    /** A program, and the effects or embedded texts (`shell …`, `argv …`, `sql …`, `http …`) that must be found in it. */
    readonly held: Readonly<Record<string, string>>;
    /** Programs that are read to the end and only read. */
    readonly passed: readonly string[];
  };
}
