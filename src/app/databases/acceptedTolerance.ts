import type { Consents } from '../../review/consent.ts';
import type { Keep } from '../kept/keptSetting.ts';
import type { Secrets } from '../kept/secrets.ts';

const KEY = 'keyturn.row-tolerance';

/** The value of `keyturn.rowTolerance` that a person last accepted, kept where no settings file can reach it. */
export interface AcceptedTolerance {
  /** Percent, 0 to 100. */
  inForce(): Promise<number>;
  /** As the settings file says now. Less is in force at once; more is offered on a card. */
  wish(value: unknown): Promise<void>;
}

export function openAcceptedTolerance(
  secrets: Pick<Secrets, 'get'>,
  keep: Keep,
  consents: Consents,
): AcceptedTolerance {
  let wished = 0;
  const stored = async (): Promise<number> => percentOf(Number((await secrets.get(KEY)) ?? '0'));
  const write = (percent: number, loosens: boolean): Promise<boolean> =>
    keep({ setting: 'keyturn.rowTolerance', key: KEY, value: String(percent), loosens });
  return {
    // Less is in force even where it could not be kept.
    inForce: async () => Math.min(await stored(), wished),
    async wish(value) {
      const to = percentOf(value);
      wished = to;
      const from = await stored();
      consents.withdraw('row-tolerance');
      if (to < from) await write(to, false);
      if (to <= from) return;
      void consents
        .offer({ kind: 'row-tolerance', content: String(to), values: { from: String(from), to: String(to) } })
        // Tightened again while the consent was being written down: then that counts.
        .then((given) => (given && wished === to ? write(to, true) : undefined));
    },
  };
}

/** What is no percentage tolerates nothing. */
function percentOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : 0;
}
