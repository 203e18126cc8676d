import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Reading } from '../../src/reading/reader.ts';

import { volume } from '../support/volume.ts';
import { FAMILIES } from '../support/wholeCatalogue.ts';
import { onlyReads, read } from '../unit/shell/reading.ts';

/**
 * A word that looks harmless must not make a held command pass: `kill PID -l`, `poetry publish -n`, `python -c CODE -V`. The
 * texts are all held ones of the catalogue's examples and of the accuracy corpus that are one simple command.
 */

/** Behind everything. */
const WORDS = ['list', 'ls', 'show', 'status', 'get', 'help', 'version'];
/** The same. `--help`, `--version` and `--dry-run` are what most tools do look for: `carriedTails` asks of those that do not. */
const OPTIONS = ['-n', '-l', '-q', '-v', '-V', '--list', '--check', '--status', '--plan', '--diff', '--json'];

/** Where the word does make it harmless, or an error that does nothing. By program: the words, and why. */
const PROVEN: readonly (readonly [programs: string, words: string, why: string])[] = [
  ['ansible ansible-playbook', '--check --list', 'it only says what it would change; --list is two options, an error'],
  ['apachectl nginx', '-v -V version', 'it tells its version and ends; a word is an error'],
  ['aws k9s', 'help version', 'a page of its own'],
  ['bash sh', '-n', 'it reads and runs nothing'],
  [
    'borg brew cargo detox git go kopia mmv modprobe rclone restic rsync s3cmd s4cmd shorebird stow task',
    '-n',
    'it only says what it would do, or refuses',
  ],
  ['bsdtar cabextract cpio gunzip gzip tar xz', '-l --list', 'the contents, or two tasks at once, an error'],
  ['bzip2 keytool qemu-img xkill', '-l --list -V', 'no option of theirs, an error'],
  [
    'blkdiscard curl fab nsupdate pgbouncer pytest siege sshd stow visudo',
    '-V --check',
    'the version, or only a check',
  ],
  ['cargo git', '--check', 'it only checks'],
  ['cloudflared', 'list', 'another command'],
  ['code-server', '-v --list --status', 'it tells about itself, or refuses'],
  ['compose', '-q', 'the settings are checked and not shown'],
  ['crontab', '-l', 'two tasks at once, an error'],
  ['declare export printenv set', '*', 'names that are told or set in this shell'],
  [
    'do-release-upgrade update-grub yt-dlp pio kafka-configs kafka-topics kafka-topics.sh',
    '--list --check',
    'an error',
  ],
  ['env ssh -s exec', 'list ls show status get help version', 'that is the command which runs'],
  ['gcloud netsh', 'list ls show status get help version', 'a word too many, an error'],
  ['pack', 'list ls show status get help version', 'a package of that name is fetched, none of this folder packed'],
  ['hunspell', '-l -v', 'the words that it does not know, or its version: nothing is edited'],
  ['git', '-l --list -v', 'tags: they are listed or verified; else two tasks at once, an error'],
  ['go goreleaser jsr make node npx perl php release-it ts-node tsx', '-v', 'the version, then it ends'],
  ['mariadb-dump mysqldump', '-V', 'the version, then it ends'],
  ['lua luac php pwsh python ruby', '-v -V -l', 'bare: the version, or nothing that is given'],
  ['node npx ts-node tsx', '--check', 'code and a check at once, an error'],
  ['passwd', '--status', 'what is known of the account'],
  ['pdfimages', '--check', 'an error'],
  ['pg_dumpall', '-V', 'only the first word is looked at for it; else an error'],
  ['pg_restore pgcli ssh-add task', '-l --list -V', 'a list, then it ends, or two tasks at once, an error'],
  ['./gradlew', '*', 'it tells its version whatever stands behind'],
  ['verdaccio', '-v', 'the version, then it ends'],
  ['yarn', 'list get help version', 'a command of its own, which tells, or asks for what it would set'],
];

const TAILS = [...WORDS, ...OPTIONS];
const folder = path.join(process.cwd(), 'test/corpus/accuracy');
/** One command of plain and quoted words, without a program in front of another. */
const SIMPLE = /^[\w./:=@,+-]+(?: (?:[\w./:=@,+%{}-]+|'[^'\n]*'|"[^"$`\\\n]*"))*$/;

interface Row {
  readonly kind: string;
  readonly text: string;
  readonly label: string;
  readonly dialect?: string;
}

function isPassed(reading: Reading): boolean {
  return onlyReads(reading) && reading.embedded.length === 0;
}

function held(): readonly string[] {
  const rows = readdirSync(folder)
    .filter((file) => /^shell(?!.*Untouched).*\.jsonl$/.test(file))
    .flatMap((file) => readFileSync(path.join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Row)
    .filter(({ kind, label, dialect = 'bash' }) => kind === 'shell' && label === 'danger' && dialect === 'bash');
  const examples = Object.values(FAMILIES).flatMap((tools) =>
    tools.flatMap((tool) => Object.keys(tool.examples.held ?? {})),
  );
  return [...new Set([...examples, ...rows.map(({ text }) => text)])].filter(
    (text) => SIMPLE.test(text) && !/^\w+=/.test(text),
  );
}

function isProven(text: string, tail: string): boolean {
  const words = text.split(' ');
  return PROVEN.some(([programs, tails]) => {
    if (tails !== '*' && !tails.split(' ').includes(tail)) return false;
    return programs.split(' ').some((program) => words.includes(program));
  });
}

test('a held command stays held with a harmless word behind it', () => {
  const texts = held();
  assert.ok(texts.length > 8_000, `only ${String(texts.length)} texts`);
  // Every so many of them, or all: each with each word, so that the same run does the same.
  const step = volume(8, 1);
  let asked = 0;
  const found: string[] = [];
  texts.forEach((text, index) => {
    if (index % step !== 0 || isPassed(read(text))) return;
    for (const tail of TAILS) {
      asked++;
      if (!isProven(text, tail) && isPassed(read(`${text} ${tail}`))) found.push(`${text} ${tail}`);
    }
  });
  assert.ok(asked > 15_000, `only ${String(asked)} were asked`);
  assert.equal(found.length, 0, found.join('\n'));
});
