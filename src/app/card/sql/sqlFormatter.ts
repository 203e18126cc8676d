import path from 'node:path';
import { visibleLine, visibleText } from '../../../action/visible.ts';
import type { WorkerPort } from '../../../reading/workerPort.ts';
import type { FormattedText } from '../../../review/cardMessages.ts';
import type { Hold } from '../../../review/hold.ts';
import { formattedTitle, NOT_FORMATTED } from '../../sentences/documents.ts';
import { openWorker } from '../../workers/workerThread.ts';
import { shortPath } from '../objectWords.ts';
import { isDialect } from './sqlDialects.ts';
import { sqlTexts } from './sqlTexts.ts';

/** UTF-16 units of one text. Longer ones are not laid out: nobody reads them that way. */
const LONGEST = 50_000;
/** Milliseconds for one text, of which the first of a dialect builds its lexer. */
const DEADLINE = 4000;
/** Megabytes for the formatter's thread: it gets one bounded text at a time. */
const MAX_HEAP_MB = 256;

/** Lays the SQL in an action out for reading, never for running. */
export interface SqlFormatter {
  /** Never rejects: a text that cannot be laid out says why in its place. */
  format(hold: Hold): Promise<readonly FormattedText[]>;
  close(): Promise<void>;
}

/** In a thread of its own, so that a text which makes the formatter hang ends the thread. `dist`: where the built worker lies. */
export function openSqlFormatter(
  dist: string,
  worker: WorkerPort = openWorker(path.join(dist, 'sqlLayoutWorker.mjs'), { maxHeapMb: MAX_HEAP_MB }),
): SqlFormatter {
  return {
    async format(hold) {
      const texts = sqlTexts(hold);
      const laid = await Promise.all(texts.map(({ source }) => layOut(source.text, source.dialect, worker)));
      return texts.map(({ source, file }, index) => {
        const place = file?.path ?? source.connection?.target;
        const shown = place === undefined ? undefined : visibleLine(shortPath(place, hold.workspace));
        return { title: formattedTitle(index + 1, texts.length, source.dialect, shown), text: laid[index] ?? '' };
      });
    },
    close: () => worker.close(),
  };
}

async function layOut(text: string, dialect: string | undefined, worker: WorkerPort): Promise<string> {
  if (!isDialect(dialect)) return NOT_FORMATTED.dialect;
  if (text.length > LONGEST) return NOT_FORMATTED.long;
  const answer = await worker.ask({ text, dialect }, DEADLINE);
  if (!answer.ok) return answer.why === 'deadline' ? NOT_FORMATTED.late : NOT_FORMATTED.failed;
  return typeof answer.value === 'string' ? visibleText(answer.value) : NOT_FORMATTED.failed;
}
