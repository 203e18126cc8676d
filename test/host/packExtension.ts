import { createVSIX } from '@vscode/vsce';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Packs a small extension made of one script: a stranger beside Keyturn. */
export async function packExtension(
  folder: string,
  manifest: Readonly<Record<string, unknown>> & { readonly name: string },
  script: string,
): Promise<string> {
  const source = path.join(folder, manifest.name);
  await mkdir(source, { recursive: true });
  const whole = {
    version: '1.0.0',
    publisher: 'stranger',
    engines: { vscode: '^1.120.0' },
    main: './extension.js',
    activationEvents: ['onStartupFinished'],
    ...manifest,
  };
  await writeFile(path.join(source, 'package.json'), JSON.stringify(whole));
  await writeFile(path.join(source, 'extension.js'), script);
  await writeFile(path.join(source, 'README.md'), manifest.name);
  await writeFile(path.join(source, '.vscodeignore'), '*.vsix');
  const packagePath = path.join(folder, `${manifest.name}.vsix`);
  await createVSIX({
    cwd: source,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}
