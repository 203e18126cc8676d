import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../src/effect/place.ts';
import { absolutePath, globFolder, isInside, normalPath } from '../../../src/effect/path.ts';
import { holdsHooks, isSecretPath, protectionOf } from '../../../src/effect/protectedPath.ts';

const GROUND = { workspace: '/home/user/shop', home: '/home/user' };

test('secrets by name and by folder, without their examples', () => {
  for (const path of [
    '/w/.env',
    '/w/.env.production',
    '/w/prod.env',
    '/home/user/.ssh/id_ed25519',
    '/home/user/.aws/credentials',
    '/w/server.pem',
    '/w/config/master.key',
    '/home/user/.netrc',
    '/proc/self/environ',
    '/etc/shadow',
    '/w/x/../.env',
    '/home/user/.kube/config',
    '/w/secrets.yaml',
    '/home/user/.bash_history',
    '/w/public/server.key',
    '/w/ca-key.pem',
    '/w/privkey.pem',
    '/w/republic.pem',
  ])
    assert.ok(isSecretPath(path), path);
  for (const path of [
    '/w/.env.example',
    '/w/environment.ts',
    '/w/src/tokenizer.ts',
    '/home/user/.ssh/id_rsa.pub',
    '/w/keys.ts',
    '/w/public.pem',
    '/w/jwt-public-key.pem',
    '/w/certs/fullchain.pem',
  ])
    assert.ok(!isSecretPath(path), path);
});

test('what runs later, what guards, what a deployment lives on', () => {
  const cases: readonly (readonly [path: string, is: string])[] = [
    ['/w/.claude/skills/ship/SKILL.md', 'persist'],
    ['/home/user/.claude/commands/db/reset.md', 'persist'],
    ['/w/.git/hooks/pre-commit', 'persist'],
    ['/w/.husky/pre-commit', 'persist'],
    ['/home/user/.bashrc', 'persist'],
    ['/home/user/.ssh/authorized_keys', 'persist'],
    ['/etc/cron.d/x', 'persist'],
    ['/w/.github/workflows/ci.yml', 'persist'],
    ['/w/.vscode/tasks.json', 'persist'],
    ['/w/node_modules/.bin/tsc', 'persist'],
    ['/w/.npmrc', 'persist'],
    ['/w/.claude/settings.local.json', 'gate'],
    ['/home/user/.claude/settings.json', 'gate'],
    ['/home/user/.claude/skills/x/.claude-plugin/plugin.json', 'gate'],
    ['/w/.claude/skills/x/hooks/hooks.json', 'gate'],
    ['/home/user/.codex/config.toml', 'gate'],
    ['/home/user/.codex/hooks.json', 'gate'],
    ['/home/user/.copilot/hooks/keyturn.json', 'gate'],
    ['/home/user/.config/opencode/plugin/keyturn.js', 'gate'],
    ['/home/user/.cline/plugins/keyturn.js', 'gate'],
    ['/w/.cline/hooks/PreToolUse', 'gate'],
    ['/home/user/.cline/data/settings/cline_mcp_settings.json', 'gate'],
    ['/w/.keyturn/rules.jsonc', 'gate'],
    ['/home/user/.keyturn/hooks/claude.sh', 'gate'],
    ['/w/.vscode/settings.json', 'gate'],
    ['/home/user/.config/Code/User/settings.json', 'gate'],
    ['/w/terraform.tfstate', 'state'],
    ['/w/db/migrations/001.sql', 'state'],
    ['/w/package.json', 'scripts'],
    ['/w/Makefile', 'scripts'],
    ['/w/.GIT/hooks/pre-commit', 'persist'],
    ['/w/.Git/config', 'persist'],
    ['/home/user/.BASHRC', 'persist'],
    ['/w/.Claude/Settings.json', 'gate'],
    ['/w/.KEYTURN/rules.jsonc', 'gate'],
    ['/home/user/.AWS/x', 'secret'],
    ['/w/Shop/Migrations/0001_Init.cs', 'state'],
  ];
  for (const [path, is] of cases)
    assert.ok(protectionOf(path).includes(is as never), `${path}: ${protectionOf(path).join()}`);
  for (const path of ['/w/src/a.ts', '/w/README.md', '/w/src/hooks/useCart.ts', '/w/docs/claude.md'])
    assert.deepEqual(protectionOf(path), [], path);
});

test('places', () => {
  const cases: readonly (readonly [path: string, place: string])[] = [
    ['/', 'root'],
    ['/home/user/shop', 'workspace'],
    ['/home/user/shop/', 'workspace'],
    ['/home/user/shop/src', 'inside'],
    ['/home/user/shop/src/../../shop/a', 'inside'],
    ['/home/user/shop/.git/config', 'repository'],
    ['/home/user/shopping', 'outside'],
    ['/home/user', 'home'],
    ['/home', 'home'],
    ['/home/other', 'home'],
    ['/etc/passwd', 'system'],
    ['/tmp/x', 'temporary'],
    ['/srv/data', 'outside'],
  ];
  for (const [path, place] of cases) assert.equal(placeOf(path, GROUND), place, path);
});

test('path arithmetic stays at the root and knows a folder from a look-alike', () => {
  assert.equal(normalPath('/a/../../b//c/./d/'), '/b/c/d');
  assert.equal(absolutePath('../x', '/a/b'), '/a/x');
  assert.equal(globFolder('/a/b/*.ts'), '/a/b');
  assert.equal(globFolder('/*'), '/');
  assert.ok(isInside('/a/b', '/a') && !isInside('/ab', '/a'));
});

test('folders of which some files are run, in either case and however they are written', () => {
  for (const folder of ['/w/.github', '/w/.GitHub', '/w/a/./.husky/../.cargo', '/w/.git/', 'C:\\w\\.Vscode'])
    assert.ok(holdsHooks(folder), folder);
  for (const folder of ['/w/github', '/w/.github/ISSUE_TEMPLATE', '/w/.github2', '/w/src'])
    assert.ok(!holdsHooks(folder), folder);
});
