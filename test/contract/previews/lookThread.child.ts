/** Makes one look in a thread, and has nothing else to do: it ends when the thread does not keep it. */
import { openLookThread } from '../../../src/app/lookThread.ts';
import { shellSubject } from '../../support/previewAction.ts';

const [folder = ''] = process.argv.slice(2);
const thread = openLookThread('dist/previewWorker.mjs');
await thread.look('files')(
  await shellSubject(folder, 'rm -rf d'),
  ({ entries }) => process.stdout.write(`${entries.length}`),
  new AbortController().signal,
);
