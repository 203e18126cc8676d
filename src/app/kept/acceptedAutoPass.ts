import { AUTO_PASS, type AutoPass } from '../../rules/ruling.ts';
import type { Consents } from '../../review/consent.ts';
import type { Keep } from './keptSetting.ts';
import type { Secrets } from './secrets.ts';

const KEY = 'keyturn.auto-pass';
const DEFAULT: AutoPass = 'reads';

/** The value of `keyturn.autoPass` that a person last accepted, kept where no settings file can reach it. */
export interface AcceptedAutoPass {
  inForce(): AutoPass;
  /** As the settings file says now. What tightens is in force at once; what loosens is offered on a card. */
  wish(value: AutoPass): Promise<void>;
}

export async function openAcceptedAutoPass(
  secrets: Pick<Secrets, 'get'>,
  keep: Keep,
  consents: Consents,
  changed: () => void,
): Promise<AcceptedAutoPass> {
  const stored = await secrets.get(KEY);
  let accepted: AutoPass = AUTO_PASS.find((value) => value === stored) ?? DEFAULT;
  let wished: AutoPass = accepted;

  const write = (value: AutoPass, loosens: boolean): Promise<boolean> =>
    keep({ setting: 'keyturn.autoPass', key: KEY, value, loosens });
  const tighten = async (value: AutoPass): Promise<void> => {
    accepted = value;
    changed();
    await write(value, false);
  };
  /** Only once it is kept, so that nothing loosens that a reload would not know of. */
  const loosen = async (value: AutoPass): Promise<void> => {
    if (!(await write(value, true))) return;
    if (wished === value) {
      accepted = value;
      changed();
      // Another value was set while it was being written down: what is in force stays, and is what is kept.
    } else await write(accepted, false);
  };

  return {
    inForce: () => accepted,
    async wish(value) {
      wished = value;
      if (AUTO_PASS.indexOf(value) <= AUTO_PASS.indexOf(accepted)) {
        consents.withdraw('auto-pass');
        if (value !== accepted) await tighten(value);
        return;
      }
      const same = consents.waiting().some(({ kind, content }) => kind === 'auto-pass' && content === value);
      if (same) return;
      consents.withdraw('auto-pass');
      void consents
        .offer({ kind: 'auto-pass', content: value, values: { from: accepted, to: value } })
        // Tightened again while the consent was being written down: then that counts.
        .then((given) => (given && wished === value ? loosen(value) : undefined));
    },
  };
}
