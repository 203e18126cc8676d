import type { Action, ShellName } from '../../src/action/action.ts';

/** A shape of text of any length: what it begins with, what is repeated, what it ends with. */
export interface Shape {
  readonly name: string;
  readonly dialect: string;
  readonly of: (length: number) => string;
}

export function actionOf({ dialect, of }: Shape, length: number): Action {
  const text = of(length);
  if (dialect === 'bash') return { kind: 'shell', command: text };
  return SHELLS.has(dialect)
    ? { kind: 'shell', command: text, shell: dialect as ShellName }
    : { kind: 'sql', statement: text, dialect };
}

const SHELLS: ReadonlySet<string> = new Set(['bash', 'powershell', 'cmd']);

/** As many pieces as fit; `upTo` bounds their number. */
function made(before: string, piece: (at: number) => string, after = '', upTo = Infinity): (length: number) => string {
  return (length) => {
    const parts = [before];
    let left = length - before.length - after.length;
    for (let at = 0; at < upTo; at += 1) {
      const next = piece(at);
      if (next.length > left) break;
      left -= next.length;
      parts.push(next);
    }
    parts.push(after);
    return parts.join('');
  };
}

/** `depth` openings, what stands in the middle, as many closings; fills with as many of these as fit. */
function nested(open: string, middle: string, close: string, depth = Infinity): (length: number) => string {
  return (length) => {
    const most = Math.floor((length - middle.length) / (open.length + close.length));
    const deep = Math.min(depth, most);
    const one = open.repeat(deep) + middle + close.repeat(deep);
    return depth === Infinity ? one : `${one}\n`.repeat(Math.floor(length / (one.length + 1)));
  };
}

const shapes = (dialect: string, all: Readonly<Record<string, (length: number) => string>>): readonly Shape[] =>
  Object.entries(all).map(([name, of]) => ({ name, dialect, of }));

const SHELL = shapes('bash', {
  'lines of work': made('', () => 'git status --short && cat src/index.ts | head -50 > /tmp/out.txt\n'),
  'dense: every word an operand': made('', (at) => `cp a${at} b${at} c${at} /tmp/d${at}\n`),
  'rm, operands of one letter': made('rm', () => ' a'),
  'rm, operands': made('rm', (at) => ` f${at}`),
  'rm, patterns': made('rm', (at) => ` f${at}*`),
  'rm, paths': made('rm -rf', (at) => ` ../b/./c/f${at}`),
  'rm, home': made('rm', (at) => ` ~/f${at}`),
  'rm, unknown words': made('rm', (at) => ` $f${at}`),
  'ls, operands': made('ls', (at) => ` ${at}`),
  'echo, words': made('echo', (at) => ` ${at}`),
  'echo, variables': made('X=abc; echo', () => ' $X'),
  'cat, operands': made('cat', (at) => ` .env${at}`),
  'cp, operands': made('cp', (at) => ` f${at}`, ' d'),
  'mv, operands': made('mv', (at) => ` f${at}`, ' d'),
  'chmod, operands': made('chmod 777', (at) => ` f${at}`),
  'touch, operands': made('touch', (at) => ` f${at}`),
  'tar, operands': made('tar czf x.tgz', (at) => ` f${at}`),
  'git add': made('git add', (at) => ` f${at}`),
  'git rm': made('git rm', (at) => ` f${at}`),
  'git branch -D': made('git branch -D', (at) => ` f${at}`),
  'git push': made('git push origin', (at) => ` f${at}`),
  'kubectl delete pod': made('kubectl delete pod', (at) => ` f${at}`),
  'kubectl delete, options': made('kubectl delete', (at) => ` --n${at}=a`),
  'docker rm': made('docker rm -f', (at) => ` f${at}`),
  'docker run -v': made('docker run', (at) => ` -v /a${at}:/b`, ' alpine'),
  'aws, ids': made('aws ec2 terminate-instances --instance-ids', (at) => ` i-${at}`),
  'gcloud, names': made('gcloud compute instances delete', (at) => ` i-${at}`),
  'npm install': made('npm install', (at) => ` p${at}`),
  'pip install': made('pip install', (at) => ` p${at}`),
  'apt remove': made('apt-get remove', (at) => ` p${at}`),
  'redis-cli DEL': made('redis-cli DEL', (at) => ` k${at}`),
  'psql -c': made('psql', (at) => ` -c "drop table t${at}"`),
  'curl -H': made('curl', (at) => ` -H "A${at}: b"`, ' https://example.com'),
  'curl, addresses': made('curl', (at) => ` https://h${at}.example.com/x`),
  'ssh, words': made('ssh host rm', (at) => ` f${at}`),
  'find, tests': made('find .', (at) => ` -name f${at} -o`, ' -delete'),
  'find, exec': made('find .', (at) => ` -exec rm f${at} ;`.replace(';', '\\;')),
  'sed, expressions': made('sed', (at) => ` -e s/a/${at}/`, ' f'),
  options: made('ls', (at) => ` --o${at}`),
  'options of one letter': made('ls -', () => 'a'),
  'unknown tool': made('frobnicate', (at) => ` f${at}`),
  'unknown tool, options': made('frobnicate', (at) => ` --f${at}=x`),
  'unknown commands': made('', (at) => `frob${at} x\n`),
  'commands of one letter': made('', () => 'a\n'),
  colons: made('', () => ':;'),
  'short commands': made('', (at) => `rm f${at};\n`),
  'short reads': made('', (at) => `ls ${at};`),
  'commands at once': made('', (at) => `rm f${at}&`),
  'chain of and': made('ls', (at) => `&&rm ${at}`),
  'chain of or': made('ls', (at) => `||rm ${at}`),
  'chain of cd or': made('ls', (at) => `||cd ${at}`),
  'cd that may fail': made('', (at) => `cd d${at}; rm x\n`),
  cd: made('', () => 'cd a\n'),
  pipes: made('cat a', () => '|cat'),
  'pipes with files': made('cat a', (at) => `|tee f${at}`),
  'pipes, many': made('', (at) => `cat f${at}|sort|uniq|head\n`),
  not: made('', () => '! ls\n'),
  assignments: made('', (at) => `A${at}=1\n`),
  'assignments in one command': made('', (at) => `A${at}=1 `, 'ls'),
  'assignments of one name': made('', () => 'A=1\n'),
  'assignments that double': made('A=x\n', () => 'A=$A$A\n'),
  'assignments that grow': made('A=x\n', () => 'A=$A:/x\n'),
  'assignments that go on': made('A0=x\n', (at) => `A${at + 1}=$A${at}\n`),
  'PATH that grows': made('', (at) => `PATH=$PATH:/x${at}\n`),
  arrays: made('a=(', (at) => ` ${at}`, '); rm "${a[@]}"'),
  'array that grows': made('', (at) => `a+=(${at})\n`),
  export: made('', (at) => `export A${at}=1\n`),
  'variables beside commands': made('', (at) => `A${at}=1; ls\n`),
  'variables beside pipes': made('', (at) => `A${at}=1; a|b\n`),
  'variables beside subshells': made('', (at) => `A${at}=1; (a)\n`),
  'files beside pipes': made('', (at) => `echo > f${at}; a|b\n`),
  'variables in one word': made('X=ab; rm ', () => '$X'),
  'word of unknown variables': made('rm ', () => '$X'),
  redirections: made('ls', (at) => ` >f${at}`),
  'redirections in lines': made('', (at) => `echo x >f${at}\n`),
  'redirections from': made('cat', (at) => ` <f${at}`),
  'written and read': made('', (at) => `echo x>f${at};cat f${at}\n`),
  'here-doc': made("cat > a.txt <<'EOF'\n", (at) => `line ${at} of it\n`, 'EOF\n'),
  'here-doc, expanded': made('cat > a.txt <<EOF\n', (at) => `line $${at % 9} $X of it\n`, 'EOF\n'),
  'here-docs': made('', (at) => `cat <<A\n${at}\nA\n`, '', 190),
  'here-doc for a shell': made("bash <<'EOF'\n", (at) => `rm f${at}\n`, 'EOF\n'),
  'here-doc for Python': made("python3 <<'EOF'\n", (at) => `print(${at})\n`, 'EOF\n'),
  'here-doc for psql': made("psql <<'EOF'\n", (at) => `delete from t${at};\n`, 'EOF\n'),
  'braces, a list': made('rm {', (at) => `${at},`, 'x}'),
  'braces that multiply': made('rm ', () => '{a,b}'),
  'braces, many': made('rm', (at) => ` {a,b${at}}`),
  'braces, ranges': made('rm', (at) => ` {1..9}${at}`),
  'braces, a long range': made('rm {1..100000}', (at) => ` ${at}`),
  'braces in braces': nested('{a,', 'b', '}'),
  'braces left open': made('rm ', () => '{a,'),
  'groups in groups': nested('{ ', 'ls;', ' };'),
  groups: made('', (at) => `{ rm ${at};}\n`),
  'subshells in subshells': nested('(', 'ls', ')'),
  'subshells, six deep': nested('(', 'ls', ')', 6),
  'if in if': nested('if a; then ', 'ls', '; fi'),
  'while in while': nested('while a; do ', 'ls', '; done'),
  'for in for': nested('for a in 1 2; do ', 'rm $a', '; done'),
  'for in for, four deep': nested('for a in 1 2 3 4 5 6 7 8; do ', 'rm $a', '; done', 4),
  ifs: made('', (at) => `if a; then rm ${at}; fi\n`),
  elifs: made('if a; then b', (at) => `\nelif a; then rm ${at}`, '\nfi'),
  case: made('case $x in', (at) => `\n${at}) rm ${at};;`, '\nesac'),
  'for list': made('for f in', (at) => ` ${at}`, '; do rm $f; done'),
  'for list, three commands': made('for f in', (at) => ` ${at}`, '; do cat $f | sort > $f.txt; done'),
  'for list, unknown words': made('for f in', (at) => ` $a${at}`, '; do rm $f; done'),
  functions: made('', (at) => `f${at}(){ rm ${at};}\n`),
  'functions, called': made('f(){ rm a b c;}\n', () => 'f\n'),
  'functions that call': made('f0(){ rm x;}\n', (at) => `f${at + 1}(){ f${at};}\n`, 'f300'),
  'functions that call twice': made('f0(){ rm x;}\n', (at) => `f${at + 1}(){ f${at};f${at};}\n`, 'f300'),
  aliases: made('', (at) => `alias a${at}=ls\n`),
  arithmetic: made('echo $((1', () => '+1', '))'),
  'arithmetic in brackets': nested('echo $((', '1', '))', 1),
  'arithmetic, nested': (length) => `echo $((${'('.repeat(length / 2 - 5)}1${')'.repeat(length / 2 - 5)}))`,
  'command substitutions': made('rm', (at) => ` $(a ${at})`, '', 190),
  'command substitutions in each other': nested('$(', 'ls', ')', 14),
  conditions: made('[[ a', (at) => ` && -f f${at}`, ' ]]'),
  'conditions of test': made('test a', (at) => ` -a -f f${at}`),
  quotes: made('rm ', () => "'a'"),
  'quotes, double': made('rm ', () => '"a"'),
  'long word': made('rm ', () => 'a'),
  'long path': made('rm ', () => 'a/'),
  'long path that goes up': made('rm ', () => 'a/../'),
  'long quoted word': made("echo '", () => 'word and ', "'"),
  'long message': made('git commit -m "', (at) => `line ${at}\n`, '"'),
  escapes: made('rm ', () => '\\a'),
  'escapes of C': made("rm $'", () => '\\x61', "'"),
  'continued lines': made('rm', () => ' a \\\n'),
  comments: made('', (at) => `# ${at}\n`),
  'empty lines': made('', () => '\n'),
  env: made('env', (at) => ` A${at}=1`, ' ls'),
  'sudo, many': made('', (at) => `sudo rm f${at}\n`),
  'sudo of sudo': made('', () => 'sudo ', 'ls'),
  'nohup of timeout': nested('nohup timeout 5 ', 'rm x', '', 6),
  xargs: made('', (at) => `a|xargs rm ${at}\n`),
  'bash -c': made('', (at) => `bash -c 'rm ${at}'\n`),
  'bash -c, long': made("bash -c '", (at) => `rm f${at};`, "'"),
  'bash -c in bash -c': (length) => {
    let text = 'rm x';
    while (text.length * 1.2 + 20 < length && text.length < length) text = `bash -c ${JSON.stringify(text)}`;
    return text.slice(0, length);
  },
  eval: made('', (at) => `eval "rm ${at}"\n`),
  'echo into a shell': made('echo "', (at) => `rm f${at};`, '" | sh'),
  'node -e': made("node -e '", (at) => `fs.rmSync("a${at}");`, "'"),
  'node -e, many': made('', (at) => `node -e 'f(${at})'\n`),
  'python3 -c': made("python3 -c '", (at) => `os.remove("a${at}")\n`, "'"),
  'ruby -e': made("ruby -e '", (at) => `File.delete("a${at}")\n`, "'"),
  'perl -e': made("perl -e '", (at) => `unlink("a${at}");\n`, "'"),
  'php -r': made("php -r '", (at) => `unlink("a${at}");\n`, "'"),
  awk: made("awk '", (at) => `/a/{print ${at}}\n`, "'"),
  jq: made("jq '", (at) => `.a${at}|`, ".'"),
  source: made('', (at) => `. ./f${at}\n`),
  make: made('make', (at) => ` t${at}`),
  'npm run': made('', (at) => `npm run t${at}\n`),
  patterns: made('ls', () => ' *'),
  'patterns in one word': made('ls ', () => '*'),
  'a command of stars': made('/bin/', () => '*', 'z -rf x'),
  "a platform's long word": made('fly ssh consol', () => 'e'),
  'at signs where git pushes': made('git push a', () => '@'),
  tilde: made('ls', () => ' ~'),
  'parameter expansion': made('rm ', () => '${a:-b}'),
  'parameter expansion, nested': nested('${a:-', 'b', '}'),
  replacements: made('A=aaaaaaaaaa; rm', () => ' ${A//a/bb}'),
  'process substitution': made('diff', (at) => ` <(a ${at})`, '', 190),
  unclosed: made('', () => '(('),
  'many kinds': made(
    '',
    (at) =>
      [
        `rm f${at}\n`,
        `A${at}=1\n`,
        `cat f${at} | sort > g${at}\n`,
        `if a; then git push; fi\n`,
        `cd d${at} && npm test\n`,
      ][at % 5] ?? '',
  ),
});

const POWERSHELL = shapes('powershell', {
  'lines of work': made('', (at) => `Get-ChildItem -Path src${at} | Select-Object -First 5\n`),
  'Remove-Item, a list': made('Remove-Item a', (at) => `,f${at}`),
  'rm, operands': made('rm', (at) => ` f${at}`),
  'short commands': made('', (at) => `rm f${at}\n`),
  pipes: made('ls', () => '|sort'),
  assignments: made('', (at) => `$a${at} = 1\n`),
  'assignments that grow': made('$a = "x"\n', () => '$a = $a + $a\n'),
  'variables in a text': made('rm "', () => '$a', '"'),
  redirections: made('', (at) => `echo x > f${at}\n`),
  'blocks in blocks': nested('if ($a) { ', 'ls', ' }'),
  'brackets in brackets': nested('(', '1', ')'),
  'arrays in arrays': nested('@(', '1', ')'),
  'expressions in texts': nested('"$(', 'a', ')"', 8),
  'foreach list': made('foreach ($f in 0', (at) => `,${at}`, ') { rm $f }'),
  hashes: made('$a = @{', (at) => `b${at}=1;`, '}'),
  'here-string': made("$a = @'\n", (at) => `line ${at}\n`, "'@\n"),
  functions: made('', (at) => `function f${at} { rm ${at} }\n`),
  switch: made('switch ($a) {', (at) => ` ${at} { rm ${at} }`, ' }'),
  sums: made('$a = 1', () => '+1'),
  members: made('$a', () => '.b()'),
  iex: made('', (at) => `iex "rm ${at}"\n`),
  'long word': made('rm ', () => 'a'),
  backticks: made('rm', () => ' a `\n'),
  comments: made('', () => '<# a #>'),
});

const CMD = shapes('cmd', {
  'lines of work': made('', (at) => `dir /b src${at} | findstr x > out.txt\n`),
  'del, operands': made('del', (at) => ` f${at}`),
  'short commands': made('', (at) => `del f${at}\n`),
  chain: made('dir', (at) => `&del f${at}`),
  pipes: made('dir', () => '|sort'),
  assignments: made('', (at) => `set A${at}=1\n`),
  'assignments that double': made('set A=x\n', () => 'set A=%A%%A%\n'),
  variables: made('echo ', () => '%A%'),
  redirections: made('', (at) => `echo x > f${at}\n`),
  'brackets in brackets': nested('(', 'dir', ')'),
  'for list': made('for %f in (', (at) => ` ${at}`, ') do del %f'),
  ifs: made('', (at) => `if exist f${at} del f${at}\n`),
  carets: made('del ', () => '^a'),
  'long word': made('del ', () => 'a'),
});

const anySql = (dialect: string): readonly Shape[] =>
  shapes(dialect, {
    updates: made('', (at) => `UPDATE orders SET status = 1 WHERE id = ${at} AND total > 12.5;\n`),
    'statements, short': made('', () => 'SELECT 1;'),
    'deletes without a condition': made('', (at) => `DELETE FROM t${at};`),
    inserts: made('', (at) => `INSERT INTO t VALUES(${at});\n`),
    'insert of many rows': made('INSERT INTO t (a, b) VALUES (0, 0)', (at) => `,(${at}, 'a')`),
    'list of IN': made('DELETE FROM t WHERE id IN (0', (at) => `,${at}`, ')'),
    columns: made('SELECT a', (at) => `,a${at}`, ' FROM t'),
    conditions: made('DELETE FROM t WHERE a=1', (at) => ` OR a=${at}`),
    'conditions in brackets': (length) =>
      `DELETE FROM t WHERE ${'('.repeat(length / 2 - 20)}1=1${')'.repeat(length / 2 - 20)}`,
    'conditions, 100 brackets': nested('(', 'SELECT 1', ')', 100),
    'selects in selects': nested('SELECT * FROM (', 'SELECT 1', ') a'),
    'selects in selects, 20 deep': (length) => {
      const one = `${'SELECT * FROM ('.repeat(20)}SELECT 1${') a'.repeat(20)};\n`;
      return one.repeat(Math.floor(length / one.length));
    },
    unions: made('SELECT 1', () => ' UNION SELECT 1'),
    joins: made('SELECT * FROM t', (at) => ` JOIN t${at} ON 1=1`),
    sums: made('SELECT 1', () => '+1'),
    nots: made('SELECT ', () => 'NOT ', '1'),
    minuses: made('SELECT ', () => '- ', '1'),
    CTEs: made('WITH a AS (SELECT 1)', (at) => `,a${at} AS (DELETE FROM t${at} RETURNING 1)`, ' SELECT 1'),
    CASE: made('SELECT CASE', (at) => ` WHEN a=${at} THEN 1`, ' END FROM t'),
    'CASE in CASE': nested('CASE WHEN a THEN ', '1', ' END'),
    'calls in calls': (length) => `SELECT ${'f('.repeat(length / 3 - 4)}1${')'.repeat(length / 3 - 4)}`,
    'a long text': made("SELECT '", () => 'some words ', "'"),
    'texts side by side': made('SELECT ', () => "'a'\n"),
    'a long comment': made('SELECT 1 /*', () => ' some words', '*/'),
    comments: made('SELECT 1', () => ' /**/'),
    'comments of a line': made('SELECT 1', () => '\n--'),
    semicolons: made('', () => ';'),
    'brackets left open': made('SELECT ', () => '('),
    words: made('', () => 'SELECT '),
    'create tables': made('', (at) => `CREATE TABLE t${at} (a int);\n`),
    'create a table, columns': made('CREATE TABLE t (a int', (at) => `,a${at} int`, ')'),
    drops: made('DROP TABLE t', (at) => `,t${at}`),
    alters: made('ALTER TABLE t ADD a int', (at) => `,ADD a${at} int`),
    grants: made('', (at) => `GRANT ALL ON t${at} TO u;\n`),
    transactions: made('', () => 'BEGIN;COMMIT;'),
  });

const POSTGRES = shapes('postgresql', {
  'function body': made(
    'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$BEGIN\n',
    (at) => `DELETE FROM t${at};\n`,
    'END$$;',
  ),
  DO: made('', (at) => `DO $$BEGIN DELETE FROM t${at};END$$;\n`),
  'DO, one': made('DO $$BEGIN\n', (at) => `DELETE FROM t${at};\n`, 'END$$;'),
  'DO with EXECUTE': made('DO $$BEGIN\n', (at) => `EXECUTE 'DROP TABLE t${at}';\n`, 'END$$;'),
  'IF in IF': (length) => `DO $$BEGIN ${'IF a THEN '.repeat(length / 20)}NULL;${'END IF;'.repeat(length / 20)}END$$;`,
  'copy from here': made('COPY t FROM STDIN;\n', (at) => `${at}\tx\n`, '\\.\n'),
  'backslash commands': made('', (at) => `\\echo ${at}\n`),
  includes: made('', (at) => `\\i f${at}\n`),
  dollars: made('SELECT ', () => '$a$'),
  casts: made('SELECT 1', () => '::int'),
});

export const SHAPES: readonly Shape[] = [...SHELL, ...POWERSHELL, ...CMD, ...anySql('postgresql'), ...POSTGRES];
/** One dialect for each set of parsers: what reads Oracle's reads all the others. */
export const WORKER_SHAPES: readonly Shape[] = ['sqlite', 'mysql', 'oracle'].flatMap(anySql);

/** What nobody writes: texts of one thing. */
export const HOSTILE: Readonly<Record<string, string>> = {
  spaces: ' ',
  tabs: '\t',
  'single quotes': "'",
  'double quotes': '"',
  backticks: '`',
  'round brackets': '(',
  'round brackets, closed': ')',
  'brackets in turn': '()',
  'square brackets': '[',
  'curly brackets': '{',
  substitutions: '$(',
  parameters: '${',
  'C quotes': "$'",
  arithmetic: '$((',
  dollars: '$',
  'line feeds': '\n',
  'CR LF': '\r\n',
  'carriage returns': '\r',
  dashes: '-',
  slashes: '/',
  backslashes: '\\',
  equals: '=',
  'less-than': '<',
  'greater-than': '>',
  'here-docs': '<<a\n',
  pipes: '|',
  ampersands: '&',
  semicolons: ';',
  stars: '*',
  'question marks': '?',
  'exclamation marks': '!',
  'at signs': '@',
  percents: '%',
  hashes: '#',
  tildes: '~',
  dots: '.',
  commas: ',',
  colons: ':',
  'one word': 'a',
  digits: '1',
  words: 'word ',
  'a path': 'a/',
  'going up': '../',
  comments: '/*',
  'pairs of quotes': "''",
  'pairs of dollars': '$$',
  letters: 'é',
  ideographs: '漢',
  pictures: '😀',
  'high surrogates': '\ud800',
  'low surrogates': '\udc00',
  'direction marks': '\u202e',
  'zero widths': '\u200b',
  NULs: '\0',
  'spaces and a letter': ' a',
  assignments: 'a=',
  urls: 'http://',
  addresses: 'a@b.',
  tags: '<a>',
  base64: 'QUFB',
  hexadecimal: '\\x61',
};
