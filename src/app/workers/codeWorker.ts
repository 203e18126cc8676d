import { readFile } from 'node:fs/promises';
import { openParsers } from '../../code/openParsers.ts';
import { LANGUAGES } from '../../code/languages.ts';
import { parseProgram, readProgram } from '../../code/readProgram.ts';
import { answerReadings } from './answerReadings.ts';

/** The grammars lie beside this bundle. */
const parsers = openParsers((name) => readFile(new URL(name, import.meta.url)));

answerReadings(async ({ source, context }, loading) => {
  const language = LANGUAGES.get(source.dialect ?? '');
  if (language === undefined) throw new TypeError('no grammar');
  // Whoever asked ends the thread when its time is over.
  const tree = await parseProgram(parsers, language, source, { loading, isOver: () => false });
  return readProgram(language, tree, source, context);
});
