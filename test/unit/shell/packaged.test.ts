import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAMILIES } from '../../support/wholeCatalogue.ts';
import { PACKAGED } from '../../../src/shell/catalog/packagePrograms.ts';
import { effectsOf } from './reading.ts';

/**
 * Why `yarn NAME` and `pnpm NAME` take a name of these families for a script of package.json: the programs come from
 * elsewhere, and a script of the same name would be read instead.
 */
const NOT_PACKAGED: Readonly<Record<string, string>> = {
  'the system brings them, or its package manager':
    'filesystem editing awk permissions searches transfer archives packedFiles archivesOther reading listing lookers textTools streamEditors search converters machine networkInterfaces pathParts binaries openssl otherSearches otherListings desktop textBrowsers viewers inspection system processes services disks tables media shells wrappers otherUsers repeating sandboxes science terminals http sockets remote secrets packagesSystem virtualMachines known windows windowsFiles windowsPrograms windowsShells environments projectEnvironments runners diskImages fileSets mailServers httpie loadTesters jq',
  'servers and their clients, installed with them':
    'containers compose kubernetes helm stores redis mongo postgres mysql sqlClients bigquery queues backups schemaChanges databaseServers clusterTools dns',
  'compilers, linters and builders of other languages, installed for the machine':
    'buildTools languageTools javaTools goTools packagesNative packagesOther packagesPython workspaceTools imageChecks models pipelines',
  'programs with installers of their own':
    'agents git versionControl subversion forges messages mobile embedded wordpress',
};

test('each family of the catalogue is known to come as packages or not to', () => {
  const not = Object.values(NOT_PACKAGED).flatMap((names) => names.split(' '));
  for (const family of Object.keys(FAMILIES))
    assert.equal(
      PACKAGED.filter((name) => name === family).length + not.filter((name) => name === family).length,
      1,
      `${family}: say in PACKAGED (catalog/packagePrograms.ts) or here whether its programs come as packages of node_modules`,
    );
  for (const family of [...PACKAGED, ...not])
    assert.ok(Object.hasOwn(FAMILIES, family), `there is no family ${family}`);
});

test('a program of a package is read as that program behind yarn and pnpm', () => {
  const cases: Readonly<Record<string, string>> = {
    "pnpm concurrently 'rm -rf src'": 'file.delete /workspace/src',
    'yarn dotenvx run -- rm -rf src': 'file.delete /workspace/src',
    'yarn vsce publish': 'publish.release',
    'pnpm claude --dangerously-skip-permissions -p x': 'gate.tamper',
    'pnpm asar extract a.asar src': 'file.write /workspace/src',
    'yarn lerna publish': 'publish.release',
    'pnpm prisma migrate reset': 'sql.drop',
  };
  for (const [text, wanted] of Object.entries(cases))
    assert.ok(
      effectsOf(text).some((effect) => effect.startsWith(wanted)),
      `${text}: ${effectsOf(text).join(', ')}`,
    );
});
