import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { readRulesText } from './readRulesText.ts';
import { databasesIn } from './starter.ts';
import type { FoundInWorkspace } from './starter.ts';
import { backendIn, contextsIn, PLATFORMS, TERRAFORM_FILES, TERRAFORM_FOLDERS } from './starterPlatforms.ts';

const ENVIRONMENT_FILES = ['.env', '.env.production', '.env.staging', '.env.example'];
const KUBECONFIGS = ['kubeconfig', 'kubeconfig.yaml', '.kube/config'];

/**
 * Names for a starter file, of the workspace and of the person's clusters. Everything is read as text and nothing is run.
 * Plain files only, none followed elsewhere; what cannot be read names nothing.
 */
export async function lookForStarter(root: string, home: string): Promise<FoundInWorkspace> {
  const read = async (file: string): Promise<string> => {
    const found = await readRulesText(file);
    return found.ok ? found.text : '';
  };
  const inRoot = (...names: readonly string[]): string => path.join(root, ...names);
  const [head, files, kubeconfigs, platforms, terraform] = await Promise.all([
    read(inRoot('.git', 'HEAD')),
    Promise.all(ENVIRONMENT_FILES.map((name) => read(inRoot(name)))),
    Promise.all([...KUBECONFIGS.map((name) => read(inRoot(name))), read(path.join(home, '.kube', 'config'))]),
    Promise.all(PLATFORMS.map(async (one) => ((await anyFile(one.files.map((name) => inRoot(name)))) ? [one] : []))),
    Promise.all(TERRAFORM_FOLDERS.flatMap((folder) => TERRAFORM_FILES.map((name) => read(inRoot(folder, name))))),
  ]);
  const branch = /^ref: refs\/heads\/(\S+)/.exec(head)?.[1];
  const described = terraform.filter((text) => text !== '');
  const state = described.map(backendIn).find((backend) => backend !== undefined);
  return {
    databases: files.flatMap(databasesIn),
    branches: branch === undefined ? [] : [branch],
    contexts: kubeconfigs.flatMap(contextsIn),
    platforms: [
      ...platforms.flat(),
      ...(described.length === 0
        ? []
        : [
            {
              name: state === undefined ? 'Terraform' : `Terraform (state: ${state})`,
              does: 'infrastructure' as const,
            },
          ]),
    ],
  };
}

async function anyFile(files: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    files.map((file) =>
      lstat(file).then(
        (stat) => stat.isFile(),
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
