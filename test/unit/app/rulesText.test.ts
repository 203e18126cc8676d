import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { lookForStarter } from '../../../src/app/rules/lookForStarter.ts';
import { ruleMarks } from '../../../src/app/rules/ruleMarks.ts';
import { databasesIn, NOTHING_FOUND, starterRules } from '../../../src/app/rules/starter.ts';
import { PLATFORMS } from '../../../src/app/rules/starterPlatforms.ts';
import { rulesWords, standingSentence } from '../../../src/app/sentences/ruleStanding.ts';
import { decodeRuleFile } from '../../../src/rules/file/decodeRuleFile.ts';

const TODAY = '2026-11-22';
const uncommented = (text: string): string => text.replaceAll(/^ {4}\/\/ (?=\{)/gm, '    ');

test('a starter changes nothing, and every line of it may be taken in', () => {
  const found = [
    NOTHING_FOUND,
    {
      databases: ['db.eu.example.com/shop'],
      branches: ['main', 'release'],
      contexts: ['gke_acme_eu-west1_main', 'minikube'],
      platforms: PLATFORMS,
    },
  ];
  for (const one of found) {
    const text = starterRules(one);
    const decoded = decodeRuleFile(text, TODAY);
    assert.ok(decoded.ok, JSON.stringify(decoded));
    assert.deepEqual([decoded.file.rules, decoded.file.environments, decoded.warnings], [[], [], []]);
    const taken = decodeRuleFile(uncommented(text), TODAY);
    assert.ok(taken.ok, JSON.stringify(taken));
    assert.ok(taken.file.rules.length >= 4 && taken.file.environments.length >= 1);
    assert.deepEqual(taken.warnings, [], 'an example of ours is none to warn of');
  }
});

test('names found in a workspace get into a starter only as plain names', () => {
  const text = starterRules({
    databases: ['x"\n{ "id": "evil" }', 'ok.example.com'],
    branches: ['a\u202eb', '*/'],
    contexts: ['evil"}', '**'],
    platforms: [],
  });
  assert.doesNotMatch(text, /evil|\u202e|\*\//);
  assert.match(text, /"target": "ok\.example\.com"/);
});

test('databases are named without user, password, port or parameters; local ones are not named', () => {
  const file = `A=1
DATABASE_URL=postgres://app:s3cret@db.eu.example.com:5432/shop?sslmode=require
CACHE="redis://:t0ken@cache.example.com:6379"
LOCAL=postgresql://app:pw@localhost/shop_dev
`;
  assert.deepEqual(databasesIn(file), ['db.eu.example.com/shop', 'cache.example.com']);
});

test('what is looked at for a starter is plain files of the workspace', async (context) => {
  const root = mkdtempSync(path.join(tmpdir(), 'keyturn-starter-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(path.join(root, '.git'));
  writeFileSync(path.join(root, '.git', 'HEAD'), 'ref: refs/heads/trunk\n');
  writeFileSync(path.join(root, 'elsewhere'), 'U=postgres://a@far.example.com/x\n');
  symlinkSync('elsewhere', path.join(root, '.env'));
  writeFileSync(path.join(root, '.env.production'), 'U=postgres://a@db.example.org/shop\n');
  assert.deepEqual(await lookForStarter(root, path.join(root, 'home')), {
    ...NOTHING_FOUND,
    databases: ['db.example.org/shop'],
    branches: ['trunk'],
  });
});

test('a starter names the clusters, platforms and Terraform states that are found, as text, and no pipe is waited for', async (context) => {
  const root = mkdtempSync(path.join(tmpdir(), 'keyturn-starter-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  const home = path.join(root, 'home');
  const files: Readonly<Record<string, string>> = {
    'fly.toml': '',
    '.vercel/project.json': '{}',
    'supabase/config.toml': '',
    'wrangler.toml': '',
    'infra/main.tf': 'terraform {\n  backend "s3" {\n    bucket = "acme-state"\n  }\n}\n',
    'home/.kube/config': KUBECONFIG,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  symlinkSync('fly.toml', path.join(root, 'railway.json'));
  execFileSync('mkfifo', [path.join(root, 'Procfile'), path.join(root, 'kubeconfig')]);
  const found = await lookForStarter(root, home);
  assert.deepEqual(found.contexts, ['prod-eu', 'minikube']);
  assert.deepEqual(
    found.platforms.map(({ name }) => name),
    ['Fly', 'Vercel', 'Cloudflare', 'Supabase', 'Terraform (state: s3)'],
  );
  const text = starterRules(found);
  assert.match(text, /\/\/ \{ "environment": "production", "target": "prod-eu" \},/);
  assert.match(text, /\/\/ \{ "environment": "local", "target": "minikube" \},/);
  assert.match(text, /served to others by Fly, Vercel, Cloudflare\./);
  assert.match(text, /Terraform \(state: s3\) can take down/);
  assert.match(text, /Supabase can change or empty/);
});

/** As kubectl writes it; another order and other indents are as good. */
const KUBECONFIG = `apiVersion: v1
clusters:
- cluster: { server: https://1.2.3.4 }
  name: a-cluster
contexts:
- context:
    cluster: a-cluster
    namespace: shop
    user: a-user
  name: prod-eu
- name: "minikube"
  context:
    cluster: minikube
    user: minikube
current-context: prod-eu
users:
- name: a-user
`;

test('marks say what to do, at the place, with the word that was meant as JSON', () => {
  const text = '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "sql.delte" }, "then": "hold" }] }';
  const [mark, ...more] = ruleMarks(text, TODAY, 'ann');
  assert.deepEqual(more, []);
  assert.equal(text.slice(...(mark?.range ?? [0, 0])), '"sql.delte"');
  assert.deepEqual([mark?.code, mark?.severity, mark?.fix?.text], ['wrong-value', 'error', '"sql.delete"']);
  const mended = text.replace('"sql.delte"', mark?.fix?.text ?? '');
  assert.deepEqual(ruleMarks(mended, TODAY, 'ann'), [], 'the fix leaves nothing to say');
  assert.deepEqual(ruleMarks('', TODAY, 'ann'), [], 'an empty file has no rules');
});

test('the status bar says the worse of what is not in force, and the tooltip what stays', () => {
  assert.equal(rulesWords([{ state: 'in-force' }]), undefined);
  assert.equal(rulesWords([{ state: 'waiting' }, { state: 'in-force' }]), 'rules wait');
  assert.equal(rulesWords([{ state: 'waiting' }, { state: 'kept' }]), 'rules not taken');
  assert.match(standingSentence({ path: '/w/rules.jsonc', state: 'kept', unreadable: 'link' }), /stays in force.*link/);
  assert.match(standingSentence({ path: '/w/rules.jsonc', state: 'waiting' }), /what you accepted stays/);
});
