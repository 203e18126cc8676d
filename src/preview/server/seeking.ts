import type { AskConfigured } from './configured/askConfigured.ts';
import type { GivenLogin } from './connectionUrl.ts';
import type { KnownServers } from './remoteServer.ts';
import type { Found } from './target.ts';
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

export function reach(login: GivenLogin, { kind, servers }: Seeking, knowledge: Knowledge): Promise<Found> {
  return targetOf(login, kind, knowledge, (server) => servers.allowed(server));
}
