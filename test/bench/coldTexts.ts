/** Prints, as JSON, how many milliseconds each of the first texts takes, or that of the given name alone. It is built as what ships is: readers are the files of `dist/`. */
import path from 'node:path';
import { judgeAction } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import { ALONE, FIRST } from './firstTexts.ts';

async function cold(): Promise<void> {
  const opened = openReaders({ dist: path.resolve('dist') });
  const found: number[] = [];
  const only = process.argv[2];
  for (const { name, action } of only === undefined ? FIRST : ALONE.filter((text) => text.name === only)) {
    const start = performance.now();
    const { reading } = await judgeAction(action, '/workspace', {
      readers: opened.readers,
      texts: NO_DISK,
      workspace: () => '/workspace',
      home: '/home/user',
      autoPass: () => 'reads',
    });
    found.push(performance.now() - start);
    // What could not be loaded is quick.
    if (!reading.complete) throw new Error(`the first ${name} text could not be read`);
  }
  process.stdout.write(JSON.stringify(found));
  await opened.close();
}

void cold();
