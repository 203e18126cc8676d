import type { Finding } from '../../effect/finding.ts';

/** A code with the values of its sentence. */
export interface Remark {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The sentences of other domains that a card contains. `app/sentences` fills it; tests may fill their own. */
export interface Say {
  finding(finding: Finding): string;
  remark(remark: Remark): string;
}
