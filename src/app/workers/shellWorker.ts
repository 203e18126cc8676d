import { openShellReader } from '../../shell/openShell.ts';
import { answerReadings } from './answerReadings.ts';

const open = openShellReader();
let opened: ReturnType<typeof open> | undefined;

answerReadings(async ({ source, context }, loading) => {
  opened ??= open();
  await loading(opened.then(() => undefined));
  return (await opened)(source, context);
});
