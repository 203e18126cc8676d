import type { Secrets } from './secrets.ts';

/** A value of a setting as a person accepted it, to be kept where no file can reach it. */
export interface KeptSetting {
  /** As the person knows it. */
  readonly setting: string;
  readonly key: string;
  readonly value: string;
  readonly loosens: boolean;
}

/** Writes it down; where that fails an alarm says so. Never rejects. False: it is not kept. */
export type Keep = (what: KeptSetting) => Promise<boolean>;

export function openKeep(
  secrets: Pick<Secrets, 'store'>,
  alarm: (code: string, values: Readonly<Record<string, string>>) => void,
): Keep {
  return async ({ setting, key, value, loosens }) => {
    try {
      await secrets.store(key, value);
      return true;
    } catch (reason) {
      alarm(loosens ? 'setting.not-loosened' : 'setting.not-kept', { setting, error: String(reason) });
      return false;
    }
  };
}
