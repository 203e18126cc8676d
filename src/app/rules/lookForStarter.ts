import path from 'node:path';
import { readRulesText } from './readRulesText.ts';
import { databasesIn } from './starter.ts';
import type { FoundInWorkspace } from './starter.ts';

const ENVIRONMENT_FILES = ['.env', '.env.production', '.env.staging', '.env.example'];

/** Names for a starter file. Plain files only, none followed elsewhere; what cannot be read names nothing. */
export async function lookForStarter(root: string): Promise<FoundInWorkspace> {
  const read = async (...name: readonly string[]): Promise<string> => {
    const found = await readRulesText(path.join(root, ...name));
    return found.ok ? found.text : '';
  };
  const [head, ...files] = await Promise.all([read('.git', 'HEAD'), ...ENVIRONMENT_FILES.map((name) => read(name))]);
  const branch = /^ref: refs\/heads\/(\S+)/.exec(head)?.[1];
  return { databases: files.flatMap(databasesIn), branches: branch === undefined ? [] : [branch] };
}
