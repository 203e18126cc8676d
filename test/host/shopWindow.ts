import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { call, findWindow } from '../demo/client.mjs';
import { makeShop } from '../demo/shop.mjs';
import { openKeyturn } from './queue.ts';
import { productVsix } from './productVsix.ts';
import { openWindow } from './vscodeWindow.ts';
import type { VscodeWindow, WindowOptions } from './vscodeWindow.ts';
import { PATIENCE } from './patience.ts';

/** The demo's shop, open in a real VS Code with Keyturn, and the protocol's client beside it. */
export interface ShopWindow extends VscodeWindow {
  readonly shop: string;
  /** Files a shell command without waiting, as a script would. `pid`: whose end withdraws it. */
  readonly file: (command: string, pid?: number) => Promise<Filed>;
  readonly state: (id: string) => Promise<string>;
  /** Takes back what was filed, as its runner may. */
  readonly withdraw: (filed: Filed) => Promise<void>;
  /** The window's socket, once the gate answers on it. */
  readonly socket: () => Promise<string>;
}

export interface Filed {
  readonly id: string;
  readonly token: string;
  readonly state: string;
  readonly level: string;
  readonly digest: string;
}

export async function openShop(options: Partial<WindowOptions> = {}): Promise<ShopWindow> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'shop-')));
  const shop = path.join(folder, 'shop');
  await makeShop(shop);
  const window = await openWindow({ ...options, workspace: shop, vsix: [productVsix(), ...(options.vsix ?? [])] });
  await openKeyturn(window.page);

  const socket = async (): Promise<string> => {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      const found = await findWindow(shop, window.home);
      const health = found && (await call(found.socket, 'GET', '/v1/health').catch(() => undefined));
      if (found !== undefined && health?.status === 200) return found.socket;
      await pause(200);
    }
    throw new Error('No gate answered for the shop in time: there is no live window file below ~/.keyturn/run.');
  };

  return {
    ...window,
    shop,
    socket,
    file: async (command, pid = process.pid) => {
      const intent = {
        version: 1,
        runner: { name: 'host-test', session: 'host-test', pid },
        action: { kind: 'shell', command, shell: 'bash', cwd: shop },
      };
      const filed = await call(await socket(), 'POST', '/v1/intents', intent);
      if (filed.status >= 300) throw new Error(`POST /v1/intents: ${filed.status} ${JSON.stringify(filed.body)}`);
      return filed.body as Filed;
    },
    state: async (id) => {
      const answer = await call(await socket(), 'GET', `/v1/intents/${id}`);
      return String(answer.body?.state ?? `${answer.status} ${JSON.stringify(answer.body)}`);
    },
    withdraw: async ({ id, token }) => {
      const headers = { Authorization: `Bearer ${token}` };
      await call(await socket(), 'DELETE', `/v1/intents/${id}`, undefined, headers);
    },
    close: async () => {
      await window.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
