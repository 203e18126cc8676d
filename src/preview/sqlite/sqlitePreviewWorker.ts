import { rmSync } from 'node:fs';
import { copyDatabase } from './copyDatabase.ts';
import { countOnly } from './countOnly.ts';
import { dryRun, type DryRun } from './dryRun.ts';
import { mergeHits } from './tableHit.ts';
import type { FromWorker, Job } from './workerMessages.ts';

/**
 * A process of its own, not a thread: a hostile database file meets SQLite here and not in the editor, a run that takes
 * too long can be killed in the middle of a statement, and closing the copied file drops nobody's locks.
 */
const send = (message: FromWorker): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });

process.on('message', (job: Job) => {
  // The editor is gone: nobody else removes the copy.
  process.on('disconnect', () => {
    rmSync(job.folder, { recursive: true, force: true });
    process.exit(0);
  });
  void work(job).finally(() => process.disconnect());
});

async function work(job: Job): Promise<void> {
  const sqlite = await import('node:sqlite').catch(() => undefined);
  if (sqlite === undefined || !('setAuthorizer' in sqlite.DatabaseSync.prototype)) {
    await send({ type: 'unable', why: { code: 'unknown.no-sqlite', values: { node: process.version } } });
    return;
  }
  try {
    if (!job.copies) {
      const runs = job.texts.map(({ text, foreignKeys }) => countOnly(sqlite, job.file, text, foreignKeys));
      const hits = runs.flatMap((run, index) =>
        run.hits.map((hit) => (index === 0 ? hit : { ...hit, about: true as const })),
      );
      await send({ type: 'done', run: { hits: mergeHits(hits), unknown: runs.flatMap(({ unknown }) => unknown) } });
      return;
    }
    const copy = await copyDatabase(sqlite, job.file, job.folder);
    await send({ type: 'copied' });
    const total: { hits: DryRun['hits']; unknown: DryRun['unknown'] } = { hits: [], unknown: [] };
    for (const { text, foreignKeys } of job.texts) {
      const database = new sqlite.DatabaseSync(copy, {
        enableForeignKeyConstraints: foreignKeys,
        enableDoubleQuotedStringLiterals: true,
        allowExtension: false,
      });
      try {
        // The copy is this process's own and is thrown away: no lock, no log and no journal on the disk.
        database.exec(
          'PRAGMA temp_store = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -131072',
        );
        const before = total.hits;
        const join = (run: DryRun): DryRun => ({
          hits: mergeHits([...before, ...run.hits]),
          unknown: [...total.unknown, ...run.unknown],
        });
        const joined = join(dryRun(sqlite, database, text, (run) => void send({ type: 'counting', run: join(run) })));
        total.hits = joined.hits;
        total.unknown = joined.unknown;
      } finally {
        database.close();
      }
    }
    await send({ type: 'done', run: total });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await send({ type: 'unable', why: { code: 'unknown.sql-failed', values: { message: message.slice(0, 200) } } });
  }
}
