import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import { SHOP, stateText } from '../../../builders/terraformFiles.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { fingerprint, lookAt, partsOf, scratch, write } from '../../../support/previewSubject.ts';
import { codes, look, rows, said, shop, source } from './terraformLook.ts';

test('destroy counts what the state knows, what holds data first, and changes nothing', async (t) => {
  const folder = scratch(t);
  shop(folder);
  const before = fingerprint(folder);
  const report = await look(folder, 'terraform destroy -auto-approve');
  assert.equal(fingerprint(folder), before);
  assert.deepEqual(rows(report), ['destroy terraform/* direct exact 5/5']);
  const [entry] = report.entries;
  assert.deepEqual(partsOf(entry), {
    'holds-database': '1 none',
    'holds-bucket': '1 none',
    'holds-nothing': '3 unknown',
  });
  assert.deepEqual(entry?.sample?.[0], {
    columns: [
      ['address', 'aws_db_instance.main'],
      ['name', 'shop-production'],
      ['where', 'eu-central-1a'],
    ],
  });
  assert.deepEqual(entry?.sample?.[1], {
    columns: [
      ['address', 'module.files["eu"].aws_s3_bucket.uploads'],
      ['name', 'shop-uploads'],
    ],
  });
  assert.match(entry?.notes?.map(remarkSentence).join(' ') ?? '', /go without a last snapshot.*serial 42/);
  assert.deepEqual(report.raise, { level: 'critical', rule: 'preview.holds-data' });
  const marked = report.marks?.map((mark) => mark.path.slice(folder.length));
  assert.ok(marked?.includes('/terraform.tfstate'), 'a change of the state is not noticed');
  assert.doesNotMatch(JSON.stringify(report), /hunter2/, 'a password of the state is shown');
});

test('the same by apply -destroy, in another folder, by tofu and with the state that an option names', async (t) => {
  const folder = scratch(t);
  shop(`${folder}/infra`);
  for (const command of [
    'cd infra && terraform apply -destroy -auto-approve',
    'terraform -chdir=infra destroy',
    'terraform destroy -state infra/terraform.tfstate',
    'terraform destroy -state=infra/terraform.tfstate -lock=false',
  ])
    assert.deepEqual(rows(await look(folder, command)), ['destroy terraform/* direct exact 5/5'], command);
  assert.deepEqual(rows(await look(folder, 'tofu -chdir=infra destroy')), ['destroy tofu/* direct exact 5/5']);
});

test('a target takes along what is built on it', async (t) => {
  const folder = scratch(t);
  shop(folder);
  assert.deepEqual(rows(await look(folder, 'terraform destroy -target=aws_vpc.main')), [
    'destroy aws_vpc/main direct exact 1/5',
    'destroy aws_db_instance/* cascade estimate 1/5',
    'destroy aws_subnet/* cascade estimate 2/5',
  ]);
  assert.deepEqual(rows(await look(folder, "terraform destroy -target 'aws_subnet.private[1]' -target=module.files")), [
    'destroy aws_subnet/private[1] direct exact 1/5',
    'destroy module/files direct exact 1/5',
    'destroy aws_db_instance/* cascade estimate 1/5',
  ]);
  const none = await look(folder, 'terraform destroy -target=aws_vpc.other');
  assert.deepEqual(rows(none), ['destroy aws_vpc/other direct exact 0/5']);
  assert.ok(codes(none).includes('note.terraform-no-address'));
});

test('what apply changes is not claimed; what it replaces is counted', async (t) => {
  const folder = scratch(t);
  shop(folder);
  const report = await look(folder, 'terraform apply -auto-approve -replace=aws_db_instance.main');
  assert.deepEqual(rows(report), [
    'destroy aws_db_instance/main direct exact 1/5',
    'change terraform/* direct unknown ?/5',
  ]);
  assert.equal(report.raise?.level, 'critical');
  assert.match(said(report), /starts? provider plugins/);
  fs.rmSync(`${folder}/terraform.tfstate`);
  const empty = await look(folder, 'terraform apply -auto-approve');
  assert.match(said(empty), /everything in the configuration would be created anew/);
});

test('commands on the state itself', async (t) => {
  const folder = scratch(t);
  shop(folder);
  const removed = await look(folder, 'terraform state rm aws_vpc.main \'module.files["eu"].aws_s3_bucket.uploads\'');
  assert.deepEqual(rows(removed), [
    'destroy aws_vpc/main direct exact 1/5',
    'destroy module/files["eu"].aws_s3_bucket.uploads direct exact 1/5',
  ]);
  assert.deepEqual(removed.entries[0]?.restore, ['terraform', 'import', 'aws_vpc.main', 'vpc-1']);
  assert.equal(removed.raise, undefined, 'the objects themselves stay');
  const moved = await look(folder, 'terraform state mv aws_vpc.main aws_vpc.core');
  assert.deepEqual(rows(moved), ['change aws_vpc/main direct exact 1/5']);
  assert.deepEqual(moved.entries[0]?.restore, ['terraform', 'state', 'mv', 'aws_vpc.core', 'aws_vpc.main']);
  const there = await look('/', `tofu -chdir=${folder} state rm aws_vpc.main`);
  assert.deepEqual(there.entries[0]?.restore, ['tofu', `-chdir=${folder}`, 'import', 'aws_vpc.main', 'vpc-1']);
  const tainted = await look(folder, 'terraform taint aws_vpc.main');
  assert.deepEqual(tainted.entries[0]?.restore, ['terraform', 'untaint', 'aws_vpc.main']);
  assert.ok(codes(tainted).includes('note.terraform-tainted'));
  // Each as the real Terraform 1.11 does it.
  assert.deepEqual(
    rows(await look(folder, 'terraform state rm aws_subnet.private "aws_subnet.private[0]" aws_vpc.main aws_vpc.main')),
    [
      'destroy aws_subnet/private direct exact 2/5',
      'destroy aws_subnet/private[0] direct exact 0/5',
      'destroy aws_vpc/main direct exact 1/5',
      'destroy aws_vpc/main direct exact 0/5',
    ],
  );
  for (const command of [
    'terraform taint aws_subnet.private',
    'terraform apply -auto-approve -replace=aws_subnet.private',
  ]) {
    const [keyless] = (await look(folder, command)).entries;
    assert.equal(keyless?.count.value, 0, command);
  }
  const keyed = await look(
    folder,
    'terraform apply -auto-approve "-replace=aws_subnet.private[1]" "-replace=aws_subnet.private[1]"',
  );
  assert.deepEqual(rows(keyed).slice(0, -1), ['destroy aws_subnet/private[1] direct exact 1/5']);
  const taken = await look(folder, 'terraform state mv aws_vpc.main "aws_subnet.private[0]"');
  assert.deepEqual(rows(taken), ['change aws_vpc/main direct exact 0/5']);
  assert.ok(codes(taken).includes('note.terraform-taken'));
});

test('workspaces: the chosen one, the one of a variable, the one that an earlier step chooses, the one that is deleted', async (t) => {
  const folder = scratch(t);
  shop(folder);
  write(folder, {
    '.terraform/environment': 'staging',
    'terraform.tfstate.d/staging/terraform.tfstate': stateText(SHOP.slice(4)),
    'terraform.tfstate.d/prod/terraform.tfstate': stateText(SHOP.slice(3)),
  });
  assert.deepEqual(rows(await look(folder, 'terraform destroy')), ['destroy terraform/* direct exact 1/1']);
  for (const command of ['TF_WORKSPACE=prod terraform destroy', 'terraform workspace select prod && terraform destroy'])
    assert.deepEqual(rows(await look(folder, command)), ['destroy terraform/* direct estimate 3/3'], command);
  const subject = await shellSubject(folder, 'terraform destroy');
  const action = {
    kind: 'shell',
    command: 'terraform destroy',
    cwd: folder,
    environment: { TF_WORKSPACE: 'prod' },
  } as const;
  assert.deepEqual(rows(await lookAt(source, { ...subject, action })), ['destroy terraform/* direct exact 3/3']);
  const refused = await look(folder, 'terraform workspace delete prod');
  assert.deepEqual(rows(refused), ['destroy workspace/prod direct exact 0/3']);
  assert.ok(codes(refused).includes('note.terraform-workspace-refused'));
  const forced = await look(folder, 'terraform workspace delete -force prod');
  assert.deepEqual(rows(forced), ['destroy workspace/prod direct exact 3/3']);
  assert.ok(codes(forced).includes('note.terraform-workspace-forced'));
  for (const [name, code] of [
    ['staging', 'note.terraform-workspace-active'],
    ['default', 'note.terraform-workspace-default'],
  ] as const) {
    const kept = await look(folder, `terraform workspace delete -force ${name}`);
    assert.equal(kept.entries[0]?.count.value, 0, name);
    assert.ok(codes(kept).includes(code), name);
  }
  // Terraform follows the link to another choice: it must not be taken for none.
  fs.renameSync(`${folder}/.terraform/environment`, `${folder}/chosen`);
  fs.symlinkSync('../chosen', `${folder}/.terraform/environment`);
  const linked = await look(folder, 'terraform destroy');
  assert.deepEqual(linked.entries, []);
  assert.match(said(linked), /notes its backend or workspace, could not be read/);
});

test('a configuration that forbids destroying, and variables that lead elsewhere, are said', async (t) => {
  const folder = scratch(t);
  shop(folder);
  write(folder, {
    'main.tf': 'resource "aws_vpc" "main" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n',
  });
  const guarded = await look(folder, 'terraform destroy');
  assert.deepEqual(rows(guarded), ['destroy terraform/* direct estimate 5/5']);
  assert.ok(codes(guarded).includes('note.terraform-prevented'));
  // In JSON, in a module of the configuration, and by an expression.
  for (const files of [
    { 'main.tf': '', 'keep.tf.json': '{"resource":{"aws_vpc":{"main":{"lifecycle":{"prevent_destroy":true}}}}}' },
    {
      'main.tf': 'module "files" {\n  source = "./files"\n}\n',
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"files","Source":"./files","Dir":"files"}]}',
      'files/main.tf': 'resource "aws_s3_bucket" "uploads" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n',
    },
    { 'main.tf': 'resource "aws_vpc" "main" {\n  lifecycle {\n    prevent_destroy = var.keep\n  }\n}\n' },
  ]) {
    const other = scratch(t);
    shop(other);
    write(other, files);
    assert.ok(
      codes(await look(other, 'terraform destroy')).includes('note.terraform-prevented'),
      JSON.stringify(files),
    );
  }
  const unread = scratch(t);
  shop(unread);
  write(unread, { '.terraform/modules/modules.json': '{"Modules":' });
  assert.deepEqual(rows(await look(unread, 'terraform destroy')), ['destroy terraform/* direct estimate 5/5']);
  const subject = await shellSubject(folder, 'terraform destroy');
  for (const name of ['TF_DATA_DIR', 'TF_CLI_ARGS_destroy', 'TF_CLI_CONFIG_FILE']) {
    const action = { kind: 'shell', command: 'terraform destroy', cwd: folder, environment: { [name]: 'x' } } as const;
    const led = await lookAt(source, { ...subject, action });
    assert.deepEqual(led.entries, [], name);
    assert.match(said(led), /variables/, name);
  }
});

test('what an earlier step may change, or somebody works on, is no exact count', async (t) => {
  const folder = scratch(t);
  shop(folder);
  for (const command of [
    'tar xf old.tar && terraform destroy',
    './prepare.sh; terraform destroy',
    'terraform apply && terraform destroy',
  ])
    assert.match(rows(await look(folder, command)).join(), /destroy terraform\/\* direct estimate 5\/5/, command);
  write(folder, {
    '.terraform.tfstate.lock.info': JSON.stringify({
      ID: 'c2b6c6a6',
      Operation: 'OperationTypeApply',
      Info: '',
      Who: 'maria@build-7',
      Version: '1.9.8',
      Created: '2026-11-22T18:05:12.123456789Z',
      Path: 'terraform.tfstate',
    }),
  });
  const locked = await look(folder, 'terraform destroy');
  assert.deepEqual(rows(locked), ['destroy terraform/* direct estimate 5/5']);
  assert.match(locked.entries[0]?.notes?.map(remarkSentence).join(' ') ?? '', /maria@build-7, OperationTypeApply/);
  assert.deepEqual(rows(await look(folder, 'terraform force-unlock -force c2b6c6a6')), [
    'change state/lock direct exact 1/?',
  ]);
  const other = await look(folder, 'terraform force-unlock -force 1111');
  assert.deepEqual(rows(other), ['change state/lock direct exact 0/?']);
  assert.ok(codes(other).includes('note.terraform-other-lock'));
  assert.deepEqual(rows(await look(folder, './prepare.sh && terraform force-unlock -force c2b6c6a6')), [
    'change state/lock direct estimate 1/?',
  ]);
});
