import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cliSentences as sentences } from '../../app/sentences/cli.ts';
import { hookPlaces, realFolder } from '../client/place.ts';
import { openSqlite, runAgain } from '../editorNode.ts';
import { namedVariables } from '../environment.ts';
import { USAGE } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { tell } from '../terminal.ts';

/**
 * `keyturn mcp`: a server of the Model Context Protocol on standard input and output. An agent starts it, so no variable of
 * the environment says where Keyturn is; `--place` is for settings that a person writes.
 */
export async function mcp(args: readonly string[], { dist }: Io): Promise<number> {
  const [option, place = '', ...rest] = args;
  if (rest.length > 0 || (option !== undefined && (option !== '--place' || !path.isAbsolute(place)))) {
    tell(sentences.usage('keyturn mcp [--place DIR]'));
    return USAGE;
  }
  const places = option === undefined ? hookPlaces() : [place];
  const [first = ''] = places;
  if (openSqlite() === undefined) {
    // Commands are looked for in PATH, and get the variables that name what they hit.
    const kept = { ...namedVariables(process.env), PATH: process.env['PATH'] ?? '' };
    const code = await runAgain(first, realFolder(process.cwd()) ?? '/', kept);
    if (code !== undefined) return code;
  }
  const { serve } = await import('./server.ts');
  await serve(places, versionOf(dist));
  return 0;
}

function versionOf(dist: string): string {
  try {
    const { version } = JSON.parse(readFileSync(path.join(dist, '..', 'package.json'), 'utf8')) as {
      version?: unknown;
    };
    return typeof version === 'string' ? version : '0';
  } catch {
    return '0';
  }
}
