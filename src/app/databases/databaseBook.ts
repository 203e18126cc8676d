import type { Consents } from '../../review/consent.ts';
import type { Clock, Digests } from '../../review/ports.ts';
import {
  serverKey,
  type KnownServers,
  type NamedConnection,
  type PlaceOfUser,
  type RemoteServer,
} from '../../preview/server/remoteServer.ts';
import type { Secrets } from '../kept/secrets.ts';
import {
  connectionUrl,
  dialectOf,
  loginOf,
  placeWords,
  readConnections,
  remoteOf,
  whereOf,
  type NamedDatabase,
} from './connectionSetting.ts';
import { openKeptDatabases, type AcceptedConnection } from './keptDatabases.ts';

/** What a person may take back. */
export type Listed =
  | { readonly listed: 'server'; readonly server: RemoteServer }
  | { readonly listed: 'connection'; readonly name: string; readonly connection: NamedDatabase };

/** The databases that a person has allowed or named. Nothing but a card adds to it; anything may take away. */
export interface DatabaseBook extends KnownServers {
  /** The setting as it says now. What is new or other than accepted is offered on a card; what is gone is out of force at once. */
  wish(setting: unknown): Promise<void>;
  /** The connection in force under a name. */
  connection(name: string): Promise<NamedDatabase | undefined>;
  /** The URL of a connection with its password, for a claim. `since`: when the action was filed; it must be the one of then. */
  release(name: string, since: number): Promise<{ readonly url: string } | 'changed' | 'unknown'>;
  /** Servers that were to be looked at and are not allowed, the latest first. */
  refused(): readonly RemoteServer[];
  /** Offers the card that allows a server. Resolves when it was decided. */
  offer(server: RemoteServer): Promise<void>;
  listed(): Promise<readonly Listed[]>;
  revoke(listed: Listed): Promise<void>;
  /** Keeps the password of a connection in force, or of its preview user. False: there is none of that name. */
  keepPassword(name: string, password: string, whose?: Whose): Promise<boolean>;
}

/** Who logs in: what runs, or what only looks. */
export type Whose = 'run' | 'preview';

export interface BookParts {
  readonly secrets: Secrets;
  readonly consents: Consents;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  /** Something was allowed: what is held may be looked at anew. */
  readonly allowed: () => void;
}

/** Servers that are remembered to be offered. */
const MOST_REFUSED = 20;

export function openDatabaseBook({ secrets, consents, digests, clock, alarm, allowed }: BookParts): DatabaseBook {
  const refused = new Map<string, RemoteServer>();
  let wished: ReadonlyMap<string, NamedDatabase> = new Map();
  const kept = openKeptDatabases(secrets);
  const inForce = async (name: string): Promise<AcceptedConnection | undefined> => {
    const { connections } = await kept.now();
    const accepted = Object.hasOwn(connections, name) ? connections[name] : undefined;
    const now = wished.get(name);
    return accepted !== undefined && now !== undefined && sameConnection(accepted, now) ? accepted : undefined;
  };
  // Of this very place only: a name that is led elsewhere must not take the password along.
  const passwordKey = (name: string, connection: NamedDatabase, whose: Whose = 'run'): string => {
    const user = whose === 'run' ? connection.user : (connection.previewUser ?? '');
    const place = [name, connection.kind, placeWords({ ...connection, user }), ...(whose === 'run' ? [] : [whose])];
    return `keyturn.password.${digests.sha256(JSON.stringify(place))}`;
  };
  const passwordOf = async (name: string, connection: NamedDatabase, whose?: Whose): Promise<string | undefined> => {
    const password = await secrets.get(passwordKey(name, connection, whose));
    return password === '' ? undefined : password;
  };

  const offerConnection = async (name: string, connection: NamedDatabase): Promise<void> => {
    const content = JSON.stringify([name, fieldsOf(connection)]);
    const values = {
      name,
      kind: connection.kind,
      place: placeWords(connection),
      environment: connection.environment,
      tls: connection.tls,
      ...(remoteOf(connection) === undefined ? {} : { remote: 'yes' }),
      ...(connection.previewUser === undefined ? {} : { previewUser: connection.previewUser }),
    };
    const given = await consents.offer({ kind: 'connection', content, values });
    const now = wished.get(name);
    // Changed again while the consent was being written down: then that one asks.
    if (!given || now === undefined || !sameConnection(now, connection)) return;
    await kept.change((before) => ({
      ...before,
      connections: { ...before.connections, [name]: { ...connection, acceptedAt: clock.wall() } },
    }));
    allowed();
  };

  return {
    async wish(setting) {
      const { connections, faults } = readConnections(setting);
      wished = connections;
      for (const { name, field } of faults) alarm('connection.unusable', { name, field });
      consents.withdraw('connection');
      for (const [name, connection] of connections)
        // Where the setting was changed meanwhile, that change asks for itself.
        if ((await inForce(name)) === undefined && wished === connections)
          void offerConnection(name, connection).catch((reason: unknown) =>
            alarm('connection.not-kept', { name, error: String(reason) }),
          );
    },
    connection: inForce,
    async named(name): Promise<NamedConnection | undefined> {
      const connection = await inForce(name);
      if (connection === undefined) return undefined;
      return { dialect: dialectOf(connection.kind), login: loginOf(connection, await passwordOf(name, connection)) };
    },
    async previewRole(place) {
      for (const name of wished.keys()) {
        const connection = await inForce(name);
        if (connection?.previewUser === undefined || !isPlace(connection, place)) continue;
        const password = await passwordOf(name, connection, 'preview');
        return { user: connection.previewUser, ...(password === undefined ? {} : { password }) };
      }
      return undefined;
    },
    async release(name, since) {
      const connection = await inForce(name);
      if (connection === undefined) return 'unknown';
      if (connection.acceptedAt > since) return 'changed';
      return { url: connectionUrl(connection, await passwordOf(name, connection)) };
    },
    async allowed(server) {
      const { allowed: servers } = await kept.now();
      const key = serverKey(server);
      const named = await Promise.all([...wished.keys()].map(inForce));
      const all = [...servers, ...named.flatMap((one) => (one === undefined ? [] : (remoteOf(one) ?? [])))];
      if (all.some((one) => serverKey(one) === key)) return true;
      refused.delete(key);
      refused.set(key, server);
      if (refused.size > MOST_REFUSED) refused.delete([...refused.keys()][0] ?? '');
      return false;
    },
    refused: () => [...refused.values()].reverse(),
    async offer(server) {
      const { dialect } = server;
      const content = serverKey(server);
      if (!(await consents.offer({ kind: 'database', content, values: { dialect, place: placeWords(server) } })))
        return;
      try {
        await kept.change((before) => ({
          ...before,
          allowed: [...before.allowed.filter((one) => serverKey(one) !== content), server],
        }));
      } catch (reason) {
        alarm('connection.not-kept', { name: placeWords(server), error: String(reason) });
        return;
      }
      refused.delete(content);
      allowed();
    },
    async listed() {
      const { allowed: servers } = await kept.now();
      const named: Listed[] = [];
      for (const name of wished.keys()) {
        const connection = await inForce(name);
        if (connection !== undefined) named.push({ listed: 'connection', name, connection });
      }
      return [...named, ...servers.map((server): Listed => ({ listed: 'server', server }))];
    },
    async revoke(listed) {
      if (listed.listed === 'server') {
        const key = serverKey(listed.server);
        return kept.change((before) => ({
          ...before,
          allowed: before.allowed.filter((one) => serverKey(one) !== key),
        }));
      }
      const { name, connection } = listed;
      await kept.change(({ connections: { [name]: _gone, ...connections }, ...others }) => ({
        ...others,
        connections,
      }));
      await secrets.store(passwordKey(name, connection), '');
      await secrets.store(passwordKey(name, connection, 'preview'), '');
    },
    async keepPassword(name, password, whose = 'run') {
      const connection = await inForce(name);
      if (connection === undefined || (whose === 'preview' && connection.previewUser === undefined)) return false;
      await secrets.store(passwordKey(name, connection, whose), password);
      return true;
    },
  };
}

function fieldsOf(connection: NamedDatabase): readonly unknown[] {
  const { kind, host, port, database, user, environment, tls, previewUser } = connection;
  const always = [kind, host, port, database, user, environment, tls];
  return previewUser === undefined ? always : [...always, previewUser];
}

function isPlace(connection: NamedDatabase, { dialect, where, database, user }: PlaceOfUser): boolean {
  const { kind, database: own, user: login } = connection;
  return dialectOf(kind) === dialect && whereOf(connection) === where && own === database && login === user;
}

function sameConnection(a: NamedDatabase, b: NamedDatabase): boolean {
  return JSON.stringify(fieldsOf(a)) === JSON.stringify(fieldsOf(b));
}
