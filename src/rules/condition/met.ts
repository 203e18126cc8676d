/** Whether a condition fits. `unknown`: what it asks about cannot be known, or not yet. */
export type Met = 'met' | 'unmet' | 'unknown';

/** Any of them: one that fits settles it, else one that is not known. */
export function anyMet(of: Iterable<Met>): Met {
  let met: Met = 'unmet';
  for (const one of of) {
    if (one === 'met') return 'met';
    if (one === 'unknown') met = 'unknown';
  }
  return met;
}

export function met(fits: boolean): Met {
  return fits ? 'met' : 'unmet';
}
