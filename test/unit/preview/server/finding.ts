import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Action } from '../../../../src/action/action.ts';
import type { Login } from '../../../../src/reading/reader.ts';
import { postgresKind } from '../../../../src/preview/postgres/postgresKind.ts';
import { lookForConfigured } from '../../../../src/preview/server/configured/lookForConfigured.ts';
import { findTarget } from '../../../../src/preview/server/findTarget.ts';
import { NO_SERVERS, type KnownServers } from '../../../../src/preview/server/remoteServer.ts';
import type { Found } from '../../../../src/preview/server/target.ts';

interface Given {
  readonly login?: Login;
  readonly environment?: Readonly<Record<string, string>>;
  readonly unnamed?: boolean;
  readonly name?: string;
  readonly inContainer?: true;
  readonly servers?: Partial<KnownServers>;
  readonly files?: Readonly<Record<string, string>>;
  /** Names in the workspace that lead elsewhere. */
  readonly links?: Readonly<Record<string, string>>;
}

export function find(
  t: TestContext,
  { login = {}, name, inContainer, environment, unnamed = false, files = {}, links = {}, servers = {} }: Given,
): Promise<Found> {
  const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-target-')));
  t.after(() => fs.rmSync(workspace, { recursive: true }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(workspace, name), text, { mode: 0o600 });
  for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, path.join(workspace, name));
  // Names are looked for in the workspace.
  if (login.host?.startsWith('./') === true) login = { ...login, host: path.join(workspace, login.host) };
  const action: Action = { kind: 'shell', command: 'psql', ...(environment === undefined ? {} : { environment }) };
  const reading = { effects: [], problems: [], asks: [], texts: [], complete: true };
  const server = {
    connection: { dialect: 'postgresql', target: '' },
    login,
    texts: [],
    cwd: workspace,
    unnamed,
    ...(name === undefined ? {} : { name }),
    ...(inContainer === undefined ? {} : { inContainer }),
  };
  const seeking = {
    kind: postgresKind(workspace),
    servers: { ...NO_SERVERS, ...servers },
    disk: true,
    configured: lookForConfigured,
  };
  return findTarget(server, { action, reading, cwd: workspace, workspace }, seeking);
}

export const codeOf = (found: Found): string =>
  found.ok ? `ok ${found.target.doubts.map(({ code }) => code).join()}` : found.why.code;
