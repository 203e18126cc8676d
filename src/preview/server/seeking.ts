import type { AskConfigured } from './configured/askConfigured.ts';
import type { GivenLogin } from './connectionUrl.ts';
import type { KnownServers, PreviewRole } from './remoteServer.ts';
import { dialWords, type Found, type Target } from './target.ts';
import { targetOf, type Knowledge, type ServerKind } from './targetOf.ts';

/** What finding a database needs beside the text. */
export interface Seeking {
  readonly kind: ServerKind;
  readonly servers: KnownServers;
  /** False: no file is looked into. */
  readonly disk: boolean;
  /** Reads the settings of the workspace's tools. */
  readonly configured: AskConfigured;
}

export async function reach(login: GivenLogin, { kind, servers }: Seeking, knowledge: Knowledge): Promise<Found> {
  const found = await targetOf(login, kind, knowledge, (server) => servers.allowed(server));
  if (!found.ok) return found;
  const { dial, database, user } = found.target;
  const role = await servers.previewRole?.({ dialect: kind.dialect, where: dialWords(dial), database, user });
  return role === undefined ? found : { ok: true, target: lookedAs(found.target, role) };
}

/** The same database by the role that only looks. The password of the action's own user is not handed to it. */
function lookedAs({ password: _own, ...target }: Target, role: PreviewRole): Target {
  const { code, values } = target.looked;
  return {
    ...target,
    ...role,
    runsAs: target.user,
    looked: { code, values: { ...values, user: role.user, insteadOf: target.user } },
  };
}
