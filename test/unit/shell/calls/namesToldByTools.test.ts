import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf } from '../reading.ts';

test('a folder of the home that only the catalogue names lies in the home, not in the workspace', () => {
  assert.deepEqual(effectsOf('npm cache clean --force'), ['file.delete /home/dev/.npm']);
  assert.deepEqual(effectsOf('pnpm store prune'), ['file.delete /home/dev/.pnpm-store']);
});

test('a rollback takes what the undone migrations made, and only a drop takes the database', () => {
  for (const command of [
    'dbmate rollback',
    'alembic downgrade -1',
    'rails db:rollback STEP=2',
    'npx knex migrate:down 001_users.js',
    'npx typeorm migration:revert',
    'sqlx migrate revert',
    'flyway undo',
    'liquibase rollback-count 3',
    'mix ecto.rollback',
    'python manage.py migrate shop zero',
  ])
    assert.ok(effectsOf(command).includes('sql.drop undone migrations'), command);
  assert.deepEqual(effectsOf('dbmate --url postgres://u:p@db/shop rollback'), [
    'sql.drop undone migrations of postgres://u@db/shop',
  ]);
  for (const command of ['dbmate drop', 'rails db:drop', 'npx prisma migrate reset', 'flyway clean'])
    assert.ok(effectsOf(command).includes('sql.drop *'), command);
});

test('behind the host `--` ends the options of ssh, and a file system’s type is no device', () => {
  assert.deepEqual(effectsOf('ssh db1 -- rm -rf /srv/db'), effectsOf('ssh db1 rm -rf /srv/db'));
  assert.deepEqual(effectsOf('mke2fs -t ext4 -F /dev/sdc1'), ['system.disk /dev/sdc1']);
});
