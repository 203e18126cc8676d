import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRead, passes, summary } from './reading.ts';

const read = await openRead();

/** Programs that go through the folder `src` by a function that calls itself. */
const WALKS: readonly (readonly [string, string])[] = [
  [
    'javascript',
    "const fs=require('fs'),path=require('path'); function walk(d){ for (const f of fs.readdirSync(d)) { const p=path.join(d,f); if (fs.statSync(p).isDirectory()) walk(p); else console.log(DO) } } walk('src')",
  ],
  [
    'javascript',
    "const fs=require('fs'); const walk = (d, out = []) => { for (const e of fs.readdirSync(d,{withFileTypes:true})) { const p=`${d}/${e.name}`; if (e.isDirectory()) walk(p, out); else out.push(DO) } return out }; walk('src')",
  ],
  [
    'python',
    "import os\ndef walk(p, depth=0):\n    for n in sorted(os.listdir(p)):\n        p2 = os.path.join(p, n)\n        if os.path.isdir(p2): walk(p2, depth=depth+1)\n        else: DO\nwalk('src')",
  ],
  [
    'python',
    "import os\ndef walk(top):\n    for e in os.scandir(top):\n        if e.is_dir(): walk(e.path)\n        else: p2 = e.path; DO\nwalk(top='src')",
  ],
  ['python', "import os\nfor r, ds, fs in os.walk('src'):\n    for f in fs:\n        p2 = os.path.join(r, f); DO"],
  [
    'ruby',
    'def walk(d) Dir.children(d).each { |n| p = File.join(d, n); File.directory?(p) ? walk(p) : DO } end; walk("src")',
  ],
  [
    'php',
    'function walk($d) { foreach (scandir($d) as $n) { $p = "$d/$n"; if (is_dir($p)) walk($p); else DO; } } walk("src");',
  ],
  [
    'php',
    'foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("src")) as $f) { $p = $f->getPathname(); DO; }',
  ],
];
const READS: Readonly<Record<string, string>> = {
  javascript: "fs.readFileSync(p,'utf8')",
  python: 'print(open(p2).read())',
  ruby: 'puts(File.read(p))',
  php: 'echo file_get_contents($p)',
};
const DELETES: Readonly<Record<string, string>> = {
  javascript: 'fs.unlinkSync(p)',
  python: 'os.remove(p2)',
  ruby: 'File.delete(p)',
  php: 'unlink($p)',
};

test('what a function comes to by calling itself lies below where it began', () => {
  for (const [dialect, walk] of WALKS) {
    const reading = read(dialect, walk.replace('DO', READS[dialect] ?? ''));
    assert.ok(passes(reading), `${walk}\n${summary(reading).join(', ')}`);
    assert.ok(
      summary(reading).every((one) => /^file\.read \/workspace\/src(?:\/\.?\*|$)/.test(one)),
      `${walk}\n${summary(reading).join(', ')}`,
    );
    const deleting = read(dialect, walk.replace('DO', DELETES[dialect] ?? ''));
    assert.ok(
      deleting.effects.some(
        ({ kind, object: { type, name } }) =>
          kind === 'file.delete' && type === 'glob' && name.startsWith('/workspace/src/**'),
      ),
      `${walk}\n${summary(deleting).join(', ')}`,
    );
  }
});

test('what is deleted on the way through folders is known only when it runs', () => {
  const [dialect, walk] = WALKS[0] ?? ['', ''];
  const { effects } = read(dialect, walk.replace('DO', DELETES[dialect] ?? ''));
  const wide = effects.filter(({ kind, object }) => kind === 'file.delete' && object.name.includes('**'));
  assert.ok(wide.length > 0 && wide.every(({ traits }) => traits.includes('dynamic')));
});

const BEGINNING: Readonly<Record<string, string>> = {
  javascript: "const fs=require('fs'); function show(p, n = 1) { console.log(fs.readFileSync(p)) } show('a'); ",
  python: "def show(p, n=1):\n    print(open(p).read())\nshow('a')\n",
  ruby: 'def show(p, n = 1) puts File.read(p) end; show("a"); ',
  php: 'function show($p, $n = 1) { echo file_get_contents($p); } show("a"); ',
};

/** Each gives the function another path in some way. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['javascript', "show('/srv/b')"],
  ['javascript', "show(...['/srv/b'])"],
  ['javascript', "['/srv/b'].forEach(show)"],
  ['javascript', "const s = show; s('/srv/b')"],
  ['javascript', "show.call(null, '/srv/b')"],
  ['javascript', "const o = { show }; o.show('/srv/b')"],
  ['javascript', "this.show('/srv/b')"],
  ['javascript', "JSON.stringify({ '/srv/b': 1 }, this['sh' + 'ow'])"],
  ['javascript', "const t = this; JSON.stringify({ '/srv/b': 1 }, t['sh' + 'ow'])"],
  ['javascript', 'show(JSON.parse(process.env.A))'],
  ['javascript', 'show()'],
  ['javascript', "function show(q) {} show('/srv/b')"],
  ['python', "show(n=2, p='/srv/b')"],
  ['python', "show(**{'p': '/srv/b'})"],
  ['python', "list(map(show, ['/srv/b']))"],
  ['python', "a = b = show\nb('/srv/b')"],
  ['python', "globals()['sh' + 'ow']('/srv/b')"],
  ['python', "sorted(['/srv/b'], key=show)"],
  ['ruby', 'show "/srv/b"'],
  ['ruby', 'self.show("/srv/b")'],
  ['ruby', 'send(:show, "/srv/b")'],
  ['ruby', '["/srv/b"].each(&method(:show))'],
  ['php', 'SHOW("/srv/b");'],
  ['php', 'show(n: 2, p: "/srv/b");'],
  ['php', 'array_map("show", ["/srv/b"]);'],
  ['php', 'array_map("\\\\show", ["/srv/b"]);'],
  ['php', 'array_map(show(...), ["/srv/b"]);'],
];

test('a parameter is known only while every caller is', () => {
  for (const [dialect, beginning] of Object.entries(BEGINNING))
    assert.deepEqual(summary(read(dialect, beginning)), ['file.read /workspace/a'], dialect);
  for (const [dialect, other] of OTHERS) {
    const text = `${BEGINNING[dialect] ?? ''}${other}`;
    const reading = read(dialect, text);
    const isSeen = summary(reading).some((one) => /^file\.read (?:\/srv\/b|\$?p$)/.test(one));
    assert.ok(isSeen || !passes(reading), `${text}\n${summary(reading).join(', ')}`);
  }
});

test('a preset counts where it stands, and a call that passes over it gives the next parameter', () => {
  for (const [dialect, text] of [
    ['javascript', "const fs=require('fs'); function f(p = '/srv/b') { fs.readFileSync(p) } f('a'); f()"],
    ['python', "def f(q, p='a'):\n    open(p)\nf('x', p='/srv/b')"],
    ['ruby', 'def f(a = "x", b, c) File.read(b) end; f("/srv/b", "q")'],
    ['php', 'function f($a = "b", $b = "c") { echo file_get_contents($b); } f(b: "/srv/b");'],
  ] as const) {
    const found = summary(read(dialect, text));
    assert.ok(
      found.some((one) => /^file\.read (?:\/srv\/b|b$)/.test(one)),
      `${text}\n${found.join(', ')}`,
    );
  }
});

test('decorators, patterns, rests and references leave a parameter unknown', () => {
  for (const [dialect, text] of [
    ['python', "def d(g):\n    g('/srv/b')\n    return g\n@d\ndef f(p):\n    open(p)\nf('a')"],
    ['python', "from d import d\n@d\ndef f(p):\n    open(p)\nf('a')"],
    ['python', "def f(**p):\n    open(p['p'])\nf(p='a')"],
    ['javascript', "const fs=require('fs'); function f(...[p]) { fs.readFileSync(p) } f('a')"],
    ['javascript', "const fs=require('fs'); function f({ p }) { fs.readFileSync(p) } f('a')"],
    ['php', 'function f(&$p) { echo file_get_contents($p); } f("a");'],
    ['ruby', 'def f(*p) File.read(p) end; f("a")'],
  ] as const)
    assert.ok(
      read(dialect, text).effects.some(({ traits }) => traits.includes('dynamic')),
      text,
    );
});

test('growth that is not below where it began is given up', () => {
  for (const [dialect, text] of [
    ['javascript', "const fs=require('fs'); function up(d) { fs.readdirSync(d); up(d + '/..') } up('src')"],
    ['javascript', "const fs=require('fs'); function add(d) { fs.readdirSync(d); add(d + 'x') } add('src')"],
    ['python', "import os\ndef up(d):\n    os.listdir(d)\n    up(os.path.join(d, '..', os.listdir(d)[0]))\nup('src')"],
  ] as const) {
    const reading = read(dialect, text);
    assert.ok(!passes(reading), `${text}\n${summary(reading).join(', ')}`);
  }
});

test('in PHP a function that is called by a name known only when it runs is not known', () => {
  assert.ok(!passes(read('php', 'array_map("sys" . $argv[1], ["ls"]);')));
});

test('in PHP nobody sees what is done through another name of a value', () => {
  for (const text of [
    'function g(&$x) { $x = "/srv/b"; } $y = "a"; g($y); echo file_get_contents($y);',
    '$y = "a"; $z = &$y; $z = "/srv/b"; echo file_get_contents($y);',
    '$y = ["a"]; foreach ($y as &$v) $v = "/srv/b"; echo file_get_contents($y[0]);',
    '$y = ["a"]; foreach ($y as $k => &$v) $v = "/srv/b"; echo file_get_contents($y[0]);',
    '$y = "a"; $z = [&$y]; $z[0] = "/srv/b"; echo file_get_contents($y);',
    '$y = "a"; [$w, &$z] = [&$y, &$y]; $z = "/srv/b"; echo file_get_contents($y);',
    '$f = fn(&$x) => $x = "/srv/b"; $y = "a"; $f($y); echo file_get_contents($y);',
  ])
    assert.equal(passes(read('php', text)), false, text);
  assert.equal(passes(read('php', 'foreach (["a", "b"] as $v) echo file_get_contents($v);')), true);
});

test('options are what the words of the program say, however they are written', () => {
  const text =
    "import argparse\np = argparse.ArgumentParser()\np.add_argument('-f', '--file')\nprint(open(p.parse_args().file).read())";
  assert.ok(passes(read('python', text, ['a.txt'])));
  for (const word of ['/srv/b', '--file=/srv/b', '-f/srv/b']) {
    const reading = read('python', text, [word]);
    assert.ok(summary(reading).includes('file.read /srv/b'), summary(reading).join(', '));
  }
  assert.ok(read('python', text, 'unknown').effects.some(({ traits }) => traits.includes('dynamic')));
});
