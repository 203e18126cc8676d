import { isSecretPath } from '../../effect/protectedPath.ts';
import type { Call } from '../state/call.ts';
import type { Flow } from '../state/flow.ts';
import { act } from './act.ts';

/** `env > x`: what lies there under a plain name, anybody may read afterwards. In `.env` it stays a secret. */
export function keepSecret(call: Call, written: Flow | undefined, path: string | undefined): void {
  if (written?.secret === undefined || (written.secret !== 'environment' && written.printed !== true)) return;
  if (path !== undefined && (isSecretPath(path) || /^\/dev\/(?!shm\/)/.test(path))) return;
  act(call, 'secret.read', 'secret', written.secret.replace(/^\$/, ''), written.range);
}
