const PRESETS = ['solo', 'cautious', 'database', 'observe'] as const;
export type Preset = (typeof PRESETS)[number];

/** What a person is asked at the start, in this order. */
export interface PresetAnswers {
  /** Only to watch for a week. */
  readonly watch: boolean;
  /** Agents here reach databases that matter. */
  readonly databases: boolean;
  /** Everything that changes anything is to be seen. */
  readonly everything: boolean;
}

export function presetFor({ watch, databases, everything }: PresetAnswers): Preset {
  if (watch) return 'observe';
  if (databases) return 'database';
  return everything ? 'cautious' : 'solo';
}
