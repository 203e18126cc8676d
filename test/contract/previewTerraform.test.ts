import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import { remarkSentence } from '../../src/app/sentences/previews.ts';
import type { PreviewReport } from '../../src/preview/preview.ts';
import { terraformSource } from '../../src/preview/terraform/terraformSource.ts';
import { planFile, SHOP, stateText, type PlanChange } from '../builders/terraformFiles.ts';
import { shellSubject } from './previewAction.ts';
import { fingerprint, lookAt, partsOf, scratch, write } from './previewSubject.ts';

const source = terraformSource();

async function look(folder: string, command: string): Promise<PreviewReport> {
  const subject = await shellSubject(folder, command);
  assert.ok(source.wants(subject), `not looked at: ${command}`);
  const report = await lookAt(source, subject);
  assert.equal(report.state, 'done');
  for (const remark of [...report.unknown, ...report.entries.flatMap(({ notes = [] }) => notes)])
    assert.doesNotMatch(remarkSentence(remark), /has no sentence|undefined|NaN/, `${command}: ${remark.code}`);
  return report;
}

const rows = ({ entries }: PreviewReport): readonly string[] =>
  entries.map(
    ({ object, verb, via, count, of }) =>
      `${verb} ${object.name} ${via} ${count.kind} ${count.value ?? '?'}/${of ?? '?'}`,
  );
const codes = ({ entries, unknown }: PreviewReport): readonly string[] => [
  ...entries.flatMap(({ notes = [] }) => notes.map(({ code }) => code)),
  ...unknown.map(({ code }) => code),
];
const said = ({ unknown }: PreviewReport): string => unknown.map(remarkSentence).join('\n');

function shop(folder: string): void {
  write(folder, { 'main.tf': 'resource "aws_vpc" "main" {}\n', 'terraform.tfstate': stateText(SHOP) });
}

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
  assert.deepEqual(rows(refused), ['destroy workspace/prod direct exact 3/3']);
  assert.ok(codes(refused).includes('note.terraform-workspace-refused'));
  assert.ok(
    codes(await look(folder, 'terraform workspace delete -force prod')).includes('note.terraform-workspace-forced'),
  );
  // Terraform follows the link to another choice: it must not be taken for none.
  fs.renameSync(`${folder}/.terraform/environment`, `${folder}/chosen`);
  fs.symlinkSync('../chosen', `${folder}/.terraform/environment`);
  const linked = await look(folder, 'terraform destroy');
  assert.deepEqual(linked.entries, []);
  assert.match(said(linked), /notes its backend or workspace, could not be read/);
});

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

test('a saved plan says exactly what it destroys, without starting anything', async (t) => {
  const folder = scratch(t);
  shop(folder);
  const changes: readonly PlanChange[] = [
    ['aws_vpc.main', 'none'],
    ['aws_db_instance.main', 'replace'],
    ['aws_subnet.private[1]', 'delete'],
    ['aws_subnet.private[0]', 'update'],
    ['aws_subnet.private[2]', 'create'],
    ['aws_subnet.private[3]', 'create'],
  ];
  fs.writeFileSync(`${folder}/tfplan`, planFile(changes, stateText(SHOP)));
  const report = await look(folder, 'terraform apply tfplan');
  assert.deepEqual(rows(report), [
    'destroy terraform/* direct exact 1/5',
    'replaced terraform/* direct exact 1/5',
    'change terraform/* direct exact 1/5',
    'create terraform/* direct exact 2/?',
  ]);
  assert.deepEqual(report.unknown, []);
  assert.equal(report.raise?.level, 'critical', 'a database is replaced');
  assert.match(JSON.stringify(report.entries[1]?.sample), /shop-production/);
  fs.writeFileSync(`${folder}/tfplan`, planFile([['aws_vpc.main', 'update']], stateText(SHOP)));
  assert.equal((await look(folder, 'terraform apply tfplan')).raise, undefined);
});

test('a plan that is not wholly understood is not counted', async (t) => {
  const folder = scratch(t);
  shop(folder);
  const whole = planFile([['aws_vpc.main', 'delete']], stateText(SHOP));
  const broken = Buffer.from(whole);
  broken.fill(0xff, 40, 60);
  for (const [name, bytes] of [
    ['another format', planFile([['aws_vpc.main', 'delete']], stateText(SHOP), 4)],
    ['two addresses', planFile([['aws_vpc.main', 'delete']], stateText(SHOP), 3, 'aws_subnet.a')],
    ['cut short', whole.subarray(0, whole.length - 30)],
    ['damaged', broken],
    ['text', Buffer.from('{"encrypted_data": "…"}')],
    ['empty', Buffer.alloc(0)],
  ] as const) {
    fs.writeFileSync(`${folder}/tfplan`, bytes);
    const report = await look(folder, 'terraform apply tfplan');
    assert.deepEqual(report.entries, [], name);
    assert.match(said(report), /no saved plan that Keyturn can read/, name);
  }
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
