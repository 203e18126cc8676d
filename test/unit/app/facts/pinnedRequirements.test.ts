import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isPinned } from '../../../../src/app/facts/pinnedRequirements.ts';

const root = mkdtempSync(path.join(tmpdir(), 'keyturn-pinned-'));
after(() => rmSync(root, { recursive: true, force: true }));
const pinned = (text: string): boolean => {
  const file = path.join(root, 'requirements.txt');
  writeFileSync(file, text);
  return isPinned(file);
};

test('one version of each package is as good as a lock file', () => {
  for (const text of [
    'django==5.1.4\n',
    '# made by pip-compile\ndjango==5.1.4 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def\n    # via -r requirements.in\n',
    'psycopg[binary]==3.2.1 ; python_version >= "3.9"\r\nuvloop===0.21.0\n',
  ])
    assert.equal(pinned(text), true, text);
});

test('what lets pip choose, or look elsewhere, is none', () => {
  for (const text of [
    '',
    '# nothing\n',
    'django\n',
    'django>=5\n',
    'django==5.*\n',
    'django==5.1.4\nrequests\n',
    'django==5.1.4,!=5.1.5\n',
    '-r other.txt\n',
    '-e .\n',
    './local\n',
    'git+https://x.example/y\n',
    'django @ https://x.example/django.whl\n',
    '--index-url https://x.example/simple\ndjango==5.1.4\n',
    '--extra-index-url https://x.example\ndjango==5.1.4\n',
    'django==5.1.4 --global-option="x"\n',
    'django==5.1.4 --config-settings x=y\n',
  ])
    assert.equal(pinned(text), false, text);
});
