import type { Remark } from '../preview.ts';
import { NEVER_DIALLED } from './dial.ts';
import { dialWords, type Target } from './target.ts';

const UNREACHED = /^(?:ECONN|EHOST|ENET|EACCES$|EPERM$|ENOENT$|ENOTSOCK$|ENOTFOUND$|EAI_|EPIPE$|EADDR)/;
const LATE = /^(?:ETIMEDOUT|CONNECT_TIMEOUT)$/;
/** Codes of OpenSSL's checks, and of a server that speaks no TLS. */
const TLS = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_|EPROTO/;

/** Why a server was not reached, by the codes of the system; undefined: it was reached, and said no itself. */
export function reachFailure(code: string, target: Target): Remark | undefined {
  const values = { where: dialWords(target.dial), database: target.database, user: target.user };
  if (code === NEVER_DIALLED)
    return { code: 'unknown.host-never', values: { host: 'host' in target.dial ? target.dial.host : values.where } };
  if (UNREACHED.test(code)) return { code: 'unknown.database-unreachable', values: { ...values, why: code } };
  if (LATE.test(code)) return { code: 'unknown.database-late', values };
  if (TLS.test(code)) return { code: 'unknown.database-tls', values: { ...values, why: code } };
  return undefined;
}

/** A server's or a driver's own words, bounded, without the password that it was given. */
export function saidBy(error: unknown, { password }: Target): string {
  const message = error instanceof Error ? error.message : 'failed';
  const safe = password === undefined || password === '' ? message : message.replaceAll(password, '•••');
  return safe.slice(0, 200);
}
