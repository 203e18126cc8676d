import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import { SHOP, stateText } from '../../../builders/terraformFiles.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { scratch, write } from '../../../support/previewSubject.ts';
import { look, rows, said, shop, source } from './terraformLook.ts';

test('a state elsewhere is not counted, and it is said where', async (t) => {
  const folder = scratch(t);
  shop(folder);
  const note = (backend: unknown): void =>
    write(folder, { '.terraform/terraform.tfstate': JSON.stringify({ version: 3, serial: 1, lineage: 'x', backend }) });
  note({
    type: 's3',
    config: { bucket: 'states', key: 'shop.tfstate', access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: 'wJalrXUtnFEMI' },
  });
  const remote = await look(folder, 'terraform destroy');
  assert.deepEqual(remote.entries, []);
  assert.match(said(remote), /backend s3 \(bucket states, key shop\.tfstate\), which Keyturn does not ask/);
  assert.doesNotMatch(JSON.stringify(remote), /AKIA|wJalr/);
  note({ type: 'http', config: { address: 'https://u:swordfish@state.example/shop' } });
  assert.doesNotMatch(said(await look(folder, 'terraform destroy')), /swordfish/);
  note({ type: 'local', config: { path: 'elsewhere.tfstate', workspace_dir: null } });
  write(folder, { 'elsewhere.tfstate': stateText(SHOP.slice(4)) });
  assert.deepEqual(rows(await look(folder, 'terraform destroy')), ['destroy terraform/* direct exact 1/1']);
  fs.rmSync(`${folder}/.terraform`, { recursive: true });
  write(folder, { 'backend.tf': 'terraform {\n  backend "gcs" {\n    bucket = "b"\n  }\n}\n' });
  assert.match(said(await look(folder, 'terraform destroy')), /in the backend gcs, and it is not initialised here/);
});

test('words, folders and tools that say too little are not counted, and that is said', async (t) => {
  const folder = scratch(t);
  shop(folder);
  for (const [command, sentence] of [
    ['terraform destroy -target=$WHAT', /is known only when it runs/],
    ['terragrunt run-all destroy', /Terragrunt works out/],
    ['TF_DATA_DIR=/x terraform destroy', /variables in the text/],
    ['TF_WORKSPACE=$W terraform destroy', /variables in the text/],
    ["ssh host 'terraform destroy'", /on another machine/],
    ['TF_WORKSPACE=.. terraform destroy', /no name that a workspace can have/],
  ] as const) {
    const report = await look(folder, command);
    assert.deepEqual(report.entries, [], command);
    assert.match(said(report), sentence, command);
  }
  const harmless = await shellSubject(folder, 'terraform plan && terraform state list && kubectl delete pod x');
  assert.ok(!source.wants(harmless));
});

test('states that are no states: one sentence each', async (t) => {
  const folder = scratch(t);
  const file = `${folder}/terraform.tfstate`;
  const cases: readonly (readonly [string, () => void, RegExp])[] = [
    ['broken', () => fs.writeFileSync(file, '{"version": 4, "resources": ['), /no whole JSON/],
    ['old', () => fs.writeFileSync(file, '{"version": 3, "modules": []}'), /a form that Keyturn does not know/],
    ['odd', () => fs.writeFileSync(file, '{"version": 4, "resources": [{"mode": "managed", "type": 7}]}'), /a form/],
    ['nested', () => fs.writeFileSync(file, '['.repeat(200_000)), /no whole JSON/],
    ['encrypted', () => fs.writeFileSync(file, '{"meta": {}, "encrypted_data": "x"}'), /is encrypted/],
    ['100 MB', () => fs.truncateSync((fs.writeFileSync(file, ''), file), 100 * 1024 * 1024), /over 32 MB/],
    ['a link', () => fs.symlinkSync('/etc/hostname', file), /is a link/],
    ['a pipe', () => execFileSync('mkfifo', [file]), /no ordinary file/],
    ['a folder', () => fs.mkdirSync(file), /no ordinary file/],
  ];
  for (const [name, make, sentence] of cases) {
    fs.rmSync(file, { force: true, recursive: true });
    make();
    const report = await look(folder, 'terraform destroy');
    assert.deepEqual(report.entries, [], name);
    assert.equal(report.unknown.length, 1, name);
    assert.match(said(report), sentence, name);
  }
});

test('hostile names are data', async (t) => {
  const folder = scratch(t);
  const names = ['a\nb', '\u202etxt', 'x'.repeat(4_000), '<b>hi</b>', '__proto__', '../../etc'];
  const resources = names.map((name) => ({
    type: 'aws_s3_bucket',
    name,
    instances: [{ key: name, attributes: { id: name, __proto__: null }, dependencies: [name] }],
  }));
  write(folder, { 'terraform.tfstate': stateText(resources) });
  const report = await look(folder, 'terraform destroy');
  assert.deepEqual(rows(report), ['destroy terraform/* direct exact 6/6']);
  const longest = Math.max(
    ...JSON.stringify(report)
      .split('"')
      .map(({ length }) => length),
  );
  assert.ok(longest < 400, `a name of ${longest} characters in the report`);
});
