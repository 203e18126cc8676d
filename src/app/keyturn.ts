import path from 'node:path';
import { NO_SERVERS, type KnownServers } from '../preview/server/remoteServer.ts';
import { factsThread } from './facts/factsThread.ts';
import { createJudge } from './judge.ts';
import { openPreviews } from './previews.ts';
import type { Product, ProductOptions } from './product.ts';
import { openReaders } from './readers.ts';
import { diskTexts } from './texts.ts';
import { warmUp } from './warmUp.ts';
import { openWorker } from './workers/workerThread.ts';
import { NO_TOOLS, type ToolRefusals } from '../preview/tools/ownTools.ts';
import type { ToolBook } from './tools/toolBook.ts';
import { openProductOf } from './productOf.ts';

/** Opens the whole product: the window is guarded when this resolves. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const { dist, home, place } = options;
  const { readers, close } = openReaders({ dist });
  const worker = openWorker(path.join(dist, 'factsWorker.mjs'), { periods: 1 });
  const looking = {
    readers,
    texts: diskTexts(),
    facts: factsThread(worker),
    home,
  };
  let book: KnownServers = NO_SERVERS;
  let toolBook: ToolBook | undefined;
  const tools = (): Promise<ToolRefusals> => toolBook?.refusals() ?? Promise.resolve(NO_TOOLS);
  const servers: KnownServers = {
    allowed: (server) => book.allowed(server),
    named: (name) => book.named(name),
    previewRole: async (place) => book.previewRole?.(place),
  };
  const previews = openPreviews({ dist, home, servers, tools });
  const product = await openProductOf(options, {
    judge: ({ workspaceOf, ...asked }) => {
      const { judge } = createJudge({ ...looking, ...asked, workspace: workspaceOf, counting: true });
      return {
        judge: (intent, ...place) => {
          previews.expect(intent.action);
          return judge(intent, ...place);
        },
      };
    },
    previews,
    known: (opened, openedTools) => {
      book = opened;
      toolBook = openedTools;
    },
    close: async () => {
      await Promise.all([close(), worker.close(), previews.close()]);
    },
  });
  if (options.warm === true) void warmUp(looking, place);
  return product;
}
