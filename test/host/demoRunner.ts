import { once } from 'node:events';
import { start, stop } from '../setup/process.mjs';

/** The demo's runner as `npm start` starts it, and what it tells. */
export interface DemoRunner {
  readonly said: () => string;
  /** Resolves with the match once what it said after the last such wait matches. */
  readonly says: (words: RegExp) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export function startDemoRunner(shop: string, home: string): DemoRunner {
  const child = start(process.execPath, ['test/demo/runner.mjs', shop], {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let read = 0;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return {
    said: () => said,
    says: async (words) => {
      const late = AbortSignal.timeout(60_000);
      for (;;) {
        const found = words.exec(said.slice(read));
        if (found !== null) {
          read += found.index + found[0].length;
          return found[0];
        }
        if (late.aborted) throw new Error(`The demo's runner did not say ${String(words)} in 60 s. It said:\n${said}`);
        await once(child.stdout ?? child, 'data', { signal: late }).catch(() => undefined);
      }
    },
    stop: () => stop(child),
  };
}
