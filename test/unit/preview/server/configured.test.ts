import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Configured } from '../../../../src/preview/server/configured/configured.ts';
import { lookForConfigured } from '../../../../src/preview/server/configured/lookForConfigured.ts';
import { serviceNamed } from '../../../../src/preview/server/serviceFile.ts';

function folder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-configured-')));
  t.after(() => fs.rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

async function look(t: TestContext, files: Readonly<Record<string, string>>): Promise<readonly Configured[]> {
  const root = folder(t, files);
  return (await lookForConfigured(root, root)).map((one) => ({ ...one, file: path.relative(root, one.file) }));
}

const SHOP = { host: 'localhost', port: '5433', user: 'ann', password: 'pw', database: 'shop' };
const URL = 'postgresql://ann:pw@localhost:5433/shop';

test('a Prisma schema names a URL or the variable that has it', async (t) => {
  const schema = (url: string): string =>
    `generator client { provider = "prisma-client-js" }\n// datasource old {\n//   url = "postgresql://old"\n// }\ndatasource db {\n  provider = "postgresql"\n  url      = ${url}\n}\n`;
  const found = [{ dialect: 'postgresql', login: SHOP, file: 'prisma/schema.prisma' }];
  assert.deepEqual(await look(t, { 'prisma/schema.prisma': schema(`"${URL}"`) }), found);
  const byName = { 'prisma/schema.prisma': schema('env("PG_MAIN")'), '.env': `PG_MAIN=${URL}\n` };
  assert.deepEqual(await look(t, byName), found);
  assert.deepEqual(await look(t, { 'prisma/schema.prisma': schema('env("PG_MAIN")') }), []);
});

test('a Drizzle configuration', async (t) => {
  const config = (credentials: string): string =>
    `import { defineConfig } from 'drizzle-kit';\nexport default defineConfig({\n  dialect: 'postgresql',\n  schema: './src/schema.ts',\n  dbCredentials: {\n${credentials}\n  },\n});\n`;
  const found = [{ dialect: 'postgresql', login: SHOP, file: 'drizzle.config.ts' }];
  assert.deepEqual(await look(t, { 'drizzle.config.ts': config(`    url: '${URL}',`) }), found);
  assert.deepEqual(
    await look(t, { 'drizzle.config.ts': config('    url: process.env.PG_MAIN!,'), '.env': `PG_MAIN="${URL}"` }),
    found,
  );
  const parts = "    host: 'localhost',\n    port: 5433,\n    user: 'ann',\n    password: 'pw',\n    database: 'shop',";
  assert.deepEqual(await look(t, { 'drizzle.config.ts': config(parts) }), found);
  const fallback = parts
    .replace("'localhost'", "process.env.DB_HOST ?? 'localhost'")
    .replace('5433', 'Number(process.env.DB_PORT || 5433)');
  assert.deepEqual(await look(t, { 'drizzle.config.ts': config(fallback) }), found);
  for (const dynamic of [
    '    url: makeUrl(),',
    '    url: `postgres://${host}/shop`,',
    "    host: hostOf('x'),\n    database: 'shop',",
  ])
    assert.deepEqual(await look(t, { 'drizzle.config.ts': config(dynamic) }), [], dynamic);
});

test('the development part of a knexfile', async (t) => {
  const file = `module.exports = {
  production: { client: 'pg', connection: 'postgresql://root@prod.example.org/live' },
  development: {
    client: 'pg',
    connection: { host: 'localhost', port: 5433, user: 'ann', password: 'pw', database: 'shop' },
  },
};`;
  const found = [{ dialect: 'postgresql', login: SHOP, file: 'knexfile.js' }];
  const spread = file.replace(/\{ host[^}]*\}/, (all) =>
    all.replaceAll(', ', ',\n').replace('{ ', '{\n').replace(' }', '\n}'),
  );
  assert.deepEqual(await look(t, { 'knexfile.js': spread }), found);
  assert.deepEqual(await look(t, { 'knexfile.js': file }), found);
  assert.deepEqual(await look(t, { 'knexfile.ts': `export default { client: 'pg', connection: '${URL}' };` }), [
    { ...found[0], file: 'knexfile.ts' },
  ]);
});

test('a Rails database.yml, whose Ruby is not run', async (t) => {
  const file = `default: &default
  adapter: postgresql
  encoding: unicode
  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
  host: localhost
  port: 5433
  username: ann
  password: "<%= ENV['X'] %>"

development:
  <<: *default
  database: shop

production:
  <<: *default
  host: prod.example.org
  database: live
`;
  const { password: _password, ...login } = SHOP;
  assert.deepEqual(await look(t, { 'config/database.yml': file }), [
    { dialect: 'postgresql', login, file: 'config/database.yml' },
  ]);
  const dynamic = file.replace('  database: shop', '  database: <%= ENV["DB"] %>');
  assert.deepEqual(await look(t, { 'config/database.yml': dynamic }), []);
});

test('Django settings that are written out', async (t) => {
  const settings = (host: string): string => `import os
DEBUG = True
DATABASES = {
    # 'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'},
    'default': {
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': 'shop',
        'USER': 'ann',
        'PASSWORD': 'pw',
        'HOST': ${host},
        'PORT': '5433',
    }
}
`;
  const manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';
  const found = [{ dialect: 'postgresql', login: SHOP, file: 'shop/settings.py' }];
  assert.deepEqual(await look(t, { 'manage.py': manage, 'shop/settings.py': settings("'localhost'") }), found);
  const byName = {
    'manage.py': manage,
    'shop/settings.py': settings('os.environ["DB_HOST"]'),
    '.env': 'DB_HOST=localhost',
  };
  assert.deepEqual(await look(t, byName), found);
  assert.deepEqual(await look(t, { 'manage.py': manage, 'shop/settings.py': settings('config("DB_HOST")') }), []);
});

test('services of a compose file whose port is published on this machine', async (t) => {
  const compose = (ports: string): string => `services:
  web:
    image: shop-web
    ports: ["8080:80"]
  db:
    image: docker.io/library/postgres:16-alpine
    environment:
      POSTGRES_USER: ann
      POSTGRES_PASSWORD: \${PG_PASSWORD:-pw}
      POSTGRES_DB: shop
    ports:
      - ${ports}
`;
  const login = { ...SHOP, host: '127.0.0.1' };
  const found = [{ dialect: 'postgresql', login, file: 'compose.yaml' }];
  for (const ports of [
    '"5433:5432"',
    '"127.0.0.1:5433:5432"',
    '0.0.0.0:5433:5432/tcp',
    '"${PG_PORT:-5433}:5432"',
    '{ target: 5432, published: 5433 }',
  ])
    assert.deepEqual(await look(t, { 'compose.yaml': compose(ports) }), found, ports);
  for (const ports of ['"5433:8080"', '"10.0.0.5:5433:5432"', '"5432"', '"${PG_PORT}:5432"', '"5433-5440:5432"'])
    assert.deepEqual(await look(t, { 'compose.yaml': compose(ports) }), [], ports);
  const mysql =
    'services:\n  db:\n    image: mariadb:11\n    environment:\n      - MARIADB_ROOT_PASSWORD=pw\n      - MARIADB_DATABASE=shop\n    ports: ["3307:3306"]\n';
  assert.deepEqual(await look(t, { 'docker-compose.yml': mysql }), [
    {
      dialect: 'mysql',
      login: { host: '127.0.0.1', port: '3307', user: 'root', password: 'pw', database: 'shop' },
      file: 'docker-compose.yml',
    },
  ]);
});

test('hostile and broken settings are no settings', async (t) => {
  const bomb = `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n${[...'cdefgh'].map((name, index) => `${name}: &${name} [${`*${'bcdefgh'[index]},`.repeat(8)}]`).join('\n')}\nservices: *h\n`;
  for (const text of [
    bomb,
    'services: {',
    'services:\n  db: *nowhere',
    '[[[[',
    '- 1',
    'services: 3',
    '\u0000',
    '!!js/function x',
  ])
    assert.deepEqual(
      await look(t, { 'compose.yaml': text, 'config/database.yml': text, 'drizzle.config.ts': text }),
      [],
    );
  const root = folder(t, {});
  fs.symlinkSync('/etc/passwd', path.join(root, 'compose.yaml'));
  assert.deepEqual(await lookForConfigured(root, root), []);
});

test('a service file says the rest of a connection', async (t) => {
  const home = folder(t, {
    '.pg_service.conf':
      '# mine\n[other]\nhost=x\n[shop]\nhost=localhost\nport=5433\ndbname=shop\nuser=ann\n\n[shop]\nhost=evil\n[ldap]\nldap://dir/x\n',
  });
  assert.deepEqual(await serviceNamed('shop', home), {
    host: 'localhost',
    port: '5433',
    database: 'shop',
    user: 'ann',
  });
  assert.equal(await serviceNamed('nowhere', home), undefined);
  assert.notEqual((await serviceNamed('ldap', home))?.service, undefined, 'a directory server is not followed');
  assert.equal(await serviceNamed('shop', home, 'relative/file'), undefined);
});
