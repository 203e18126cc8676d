import net from 'node:net';
import type { GivenLogin } from './connectionUrl.ts';
import { isNeverDialled } from './dial.ts';

/** A database of another machine, as a person allows it: exactly this one. */
export interface RemoteServer {
  readonly dialect: string;
  /** A name, lower-case, or an address. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** A connection that the person's settings name. */
export interface NamedConnection {
  readonly dialect: string;
  readonly login: GivenLogin;
}

/** What a person has said about databases. */
export interface KnownServers {
  /** Whether a person has allowed exactly this one. */
  allowed(server: RemoteServer): Promise<boolean>;
  /** The connection in force under a name, with its password where one is kept. */
  named(name: string): Promise<NamedConnection | undefined>;
  /** The role that only looks, where a connection in force to this very database and user names one. */
  previewRole?(place: PlaceOfUser): Promise<PreviewRole | undefined>;
}

/** A database as one user reaches it. */
export interface PlaceOfUser {
  readonly dialect: string;
  /** As `dialWords` has it. */
  readonly where: string;
  readonly database: string;
  readonly user: string;
}

/** A user that a person has made for looking only. */
export interface PreviewRole {
  readonly user: string;
  readonly password?: string;
}

/** Nobody has said anything: only this machine is looked at. */
export const NO_SERVERS: KnownServers = {
  allowed: () => Promise.resolve(false),
  named: () => Promise.resolve(undefined),
};

/** Whether a host is written as one name or address that could be allowed at all. */
export function canBeAllowed(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/s, '$1');
  if (net.isIP(name) !== 0) return !isNeverDialled(name);
  // Digits and dots, or hex, are addresses in other clothes to some resolvers.
  return /^(?=.{1,253}$)(?!.*\.(?:\d+|0x[\da-f]*)\.?$)(?!(?:\d+|0x[\da-f]*)$)[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/i.test(
    name,
  );
}

/** One text for one server: what is compared and kept. */
export function serverKey({ dialect, host, port, database, user }: RemoteServer): string {
  return JSON.stringify([dialect, host, port, database, user]);
}

/** A name that a connection of the settings can have; no file and no URL looks like it. */
export function isConnectionName(text: string): boolean {
  return /^[a-z0-9_][a-z0-9_.-]{0,63}$/i.test(text);
}
