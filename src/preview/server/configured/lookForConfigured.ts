import path from 'node:path';
import { mountsNow, type Mounts } from '../../mounts.ts';
import { envOf, foldersUp, smallText } from '../envFile.ts';
import { readDjango, readDrizzle, readKnex, readPrisma } from './codeSettings.ts';
import { readCompose } from './composeFile.ts';
import type { Configured, ReadSettings } from './configured.ts';
import { readRailsDatabase } from './railsDatabase.ts';

/** What is looked for in each folder, what a program would most likely connect by first. */
const FORMS: readonly (readonly [files: readonly string[], read: ReadSettings])[] = [
  [['prisma/schema.prisma', 'schema.prisma'], readPrisma],
  [['drizzle.config.ts', 'drizzle.config.js', 'drizzle.config.mjs'], readDrizzle],
  [['knexfile.js', 'knexfile.ts', 'knexfile.cjs', 'knexfile.mjs'], readKnex],
  [['config/database.yml'], readRailsDatabase],
  [['settings.py'], readDjango],
  [['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'], readCompose],
];

/** The databases that settings of the folder, or of one above it in the workspace, name; read as text, never run. */
export async function lookForConfigured(cwd: string, workspace: string): Promise<readonly Configured[]> {
  const found: Configured[] = [];
  const mounts = await mountsNow(workspace);
  for (const folder of foldersUp(cwd, workspace)) {
    const variables = await envOf(folder, mounts);
    for (const [names, read] of FORMS) {
      for (const name of [...names, ...(read === readDjango ? await djangoSettings(folder, mounts) : [])]) {
        const file = path.join(folder, name);
        const text = await smallText(file, mounts);
        if (text !== '') found.push(...quietly(() => read({ text, file, variables })));
      }
    }
  }
  return found;
}

/** What a settings file is that nobody can read is not known. */
function quietly(read: () => readonly Configured[]): readonly Configured[] {
  try {
    return read();
  } catch {
    return [];
  }
}

/** `manage.py` says where the settings lie: `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`. */
async function djangoSettings(folder: string, mounts: Mounts): Promise<readonly string[]> {
  const text = await smallText(path.join(folder, 'manage.py'), mounts);
  const [, module] = /DJANGO_SETTINGS_MODULE["'],\s*["']([A-Za-z_][\w.]*)["']/.exec(text) ?? [];
  return module === undefined ? [] : [`${module.replaceAll('.', '/')}.py`];
}
