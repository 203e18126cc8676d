import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { planFile, SHOP, stateText, type PlanChange } from '../../../builders/terraformFiles.ts';
import { scratch } from '../../../support/previewSubject.ts';
import { codes, look, rows, said, shop } from './terraformLook.ts';

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
    // Readers of zips differ in which end and which list they take: Terraform might apply another plan than this one.
    ['with a comment', withComment(whole, Buffer.from('x'))],
    ['with a second end in the comment', withComment(whole, planFile([], stateText(SHOP)))],
    ['behind something else', Buffer.concat([planFile([], stateText(SHOP)), whole])],
  ] as const) {
    fs.writeFileSync(`${folder}/tfplan`, bytes);
    const report = await look(folder, 'terraform apply tfplan');
    assert.deepEqual(report.entries, [], name);
    assert.match(said(report), /no saved plan that Keyturn can read/, name);
  }
});

function withComment(plan: Buffer, comment: Buffer): Buffer {
  const whole = Buffer.concat([plan, comment]);
  whole.writeUInt16LE(comment.length, plan.length - 2);
  return whole;
}

test('a plan whose making failed cannot be applied: it is no exact count', async (t) => {
  const folder = scratch(t);
  shop(folder);
  fs.writeFileSync(`${folder}/tfplan`, planFile([['aws_vpc.main', 'delete']], stateText(SHOP), 3, undefined, true));
  const failed = await look(folder, 'terraform apply tfplan');
  assert.deepEqual(rows(failed), ['destroy terraform/* direct estimate 1/5']);
  assert.ok(codes(failed).includes('note.terraform-plan-errored'));
});

test('a plan that the state has moved on from is refused by Terraform: it is no exact count', async (t) => {
  const folder = scratch(t);
  shop(folder);
  fs.writeFileSync(`${folder}/tfplan`, planFile([['aws_vpc.main', 'delete']], stateText(SHOP, 41)));
  const stale = await look(folder, 'terraform apply tfplan');
  assert.deepEqual(rows(stale), ['destroy terraform/* direct estimate 1/5']);
  assert.ok(codes(stale).includes('note.terraform-plan-stale'));
  fs.writeFileSync(`${folder}/tfplan`, planFile([['aws_vpc.main', 'delete']], stateText(SHOP)));
  const fresh = await look(folder, 'terraform apply tfplan');
  assert.ok(!codes(fresh).includes('note.terraform-plan-stale'));
  assert.ok(
    fresh.marks?.some(({ path }) => path.endsWith('/tfplan')),
    'a change of the plan is not noticed',
  );
});

/** What Terraform 1.11.4 wrote, and what its own `show -json` says of it: address and actions. */
const REAL = 'test/fixtures/tools/terraform-1.11';

test('a plan of the real Terraform is read as Terraform itself shows it', async (t) => {
  const folder = scratch(t);
  fs.copyFileSync(`${REAL}/state.json`, `${folder}/terraform.tfstate`);
  fs.copyFileSync(`${REAL}/tfplan`, `${folder}/tfplan`);
  const shown = JSON.parse(fs.readFileSync(`${REAL}/shown.json`, 'utf8')) as Readonly<Record<string, string>>;
  const report = await look(folder, 'terraform apply tfplan');
  assert.deepEqual(report.unknown, []);
  const VERBS = [
    ['destroy', ['delete']],
    ['replaced', ['delete create', 'create delete']],
    ['forgotten', ['forget']],
    ['change', ['update']],
    ['create', ['create']],
  ] as const;
  for (const [verb, actions] of VERBS) {
    const expected = Object.entries(shown).flatMap(([address, does]) =>
      (actions as readonly string[]).includes(does) ? [address] : [],
    );
    const entry = report.entries.find((one) => one.verb === verb);
    assert.deepEqual(entry?.count, { kind: 'exact', value: expected.length }, verb);
    const listed = (entry?.all ?? entry?.sample ?? []).map((one) => ('columns' in one ? one.columns[0]?.[1] : ''));
    assert.deepEqual(listed.toSorted(), expected.toSorted(), verb);
  }
  const whole = await look(folder, 'terraform destroy');
  assert.deepEqual(rows(whole), ['destroy terraform/* direct exact 11/11']);
  // By `terraform plan -destroy -target=terraform_data.base`: itself and five that are built on it.
  assert.deepEqual(rows(await look(folder, 'terraform destroy -target=terraform_data.base')), [
    'destroy terraform_data/base direct exact 1/11',
    'destroy terraform_data/* cascade estimate 5/11',
  ]);
});
