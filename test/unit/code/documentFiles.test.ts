import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRead } from './reading.ts';

const read = await openRead();

const filesRead = (text: string): readonly string[] =>
  read('python', text)
    .effects.filter(({ kind }) => kind === 'file.read')
    .map(({ object }) => object.name);

test('files that a library opens by its own are said to be read', () => {
  for (const [text, file] of Object.entries({
    "import configparser\nc = configparser.ConfigParser()\nc.read('/home/bob/.aws/credentials')\nprint(c.sections())":
      '/home/bob/.aws/credentials',
    "import linecache\nprint(linecache.getline('.env', 1))": '/workspace/.env',
    "import tokenize\nprint(tokenize.open('.env').read())": '/workspace/.env',
    "import xml.etree.ElementTree as ET\nprint(ET.tostring(ET.parse('/home/bob/.m2/settings.xml').getroot()))":
      '/home/bob/.m2/settings.xml',
    "from xml.dom import minidom\nprint(minidom.parse('a.xml').toxml())": '/workspace/a.xml',
    "import toml\nprint(toml.load('/home/bob/.cargo/credentials.toml'))": '/home/bob/.cargo/credentials.toml',
  }))
    assert.deepEqual(filesRead(text), [file], text);
});

test('each of the settings files that are read together is said', () => {
  assert.deepEqual(
    filesRead("import configparser\nconfigparser.ConfigParser().read(['setup.cfg', '/home/bob/.pypirc'])"),
    ['/workspace/setup.cfg', '/home/bob/.pypirc'],
  );
});
