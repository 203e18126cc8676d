import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';

/** A call that does something, by the way it is written. A hint, never proof that a text does nothing else. */
export interface Danger {
  readonly pattern: RegExp;
  readonly effect: EffectKind;
  readonly type: ObjectType;
  /** The call takes a whole tree. */
  readonly recursive?: boolean;
  /** The first literal argument is shell text that runs. */
  readonly shell?: boolean;
}

/** `'…'` or `"…"` as first argument, if it is a literal. */
const ARGUMENT = String.raw`\s*(?:\(\s*)?(?:r|f|b|rb)?(?:'(?<single>[^'\n]{0,400})'|"(?<double>[^"\n]{0,400})")?`;

const call = (names: string): RegExp => new RegExp(String.raw`(?<![\w$.])(?:${names})(?![\w/-]|\.\w)${ARGUMENT}`, 'dg');
const method = (names: string): RegExp => new RegExp(String.raw`\.(?:${names})(?![\w])${ARGUMENT}`, 'dg');

const literal = String.raw`(?:'(?<single>[^'\n]{0,400})'|"(?<double>[^"\n]{0,400})")`;
const file = (names: string): RegExp =>
  new RegExp(
    String.raw`\b(?:File|Path\.of|Paths\.get|Path|DirectoryInfo|FileInfo)\s*\(\s*${literal}\s*\)\.(?:${names})\b`,
    'dg',
  );
const behind = (names: string): RegExp =>
  new RegExp(
    String.raw`(?<![\w$])(?:${names})[\s(]+(?:\w+:\s*|#p|\w+(?:::\w+)?\s*\(\s*|os\.pwd\s*/\s*)?${literal}`,
    'dg',
  );

/** Groovy, Kotlin, Java, Scala, Swift, C#, Go, Rust, Haskell, Erlang, Lisps and the editors' own. */
const OTHER_LANGUAGES: readonly Danger[] = [
  {
    pattern: file('deleteDir|deleteRecursively|deleteDirectory'),
    effect: 'file.delete',
    type: 'directory',
    recursive: true,
  },
  { pattern: file('delete|deleteOnExit|deleteIfExists|Delete'), effect: 'file.delete', type: 'file' },
  { pattern: file('writeText|setText|write|writeBytes|withWriter'), effect: 'file.write', type: 'file' },
  {
    pattern: behind(
      String.raw`removeItem|FileUtils\.deleteDirectory|Directory\.Delete|os\.remove\.all|os\.RemoveAll|remove_dir_all|removeDirectoryRecursive|removePathForcibly|file:del_dir_r|delete-directory/files|delete-directory-tree|delete-directory-recursively|(?:babashka\.)?fs/delete-tree|delete-tree`,
    ),
    effect: 'file.delete',
    type: 'directory',
    recursive: true,
  },
  {
    pattern: new RegExp(String.raw`\bdelete\s*\(\s*${literal}\s*,\s*['"]rf?['"]`, 'dg'),
    effect: 'file.delete',
    type: 'directory',
    recursive: true,
  },
  {
    pattern: behind(
      String.raw`Files\.delete(?:IfExists)?|File\.Delete|os\.Remove|remove_file|removeFile|file:delete|io/delete-file|(?:babashka\.)?fs/delete(?:-if-exists)?|vim\.fn\.delete|fs_unlink`,
    ),
    effect: 'file.delete',
    type: 'file',
  },
  {
    pattern: behind(
      String.raw`File\.WriteAll(?:Text|Bytes|Lines)|os\.WriteFile|Files\.write(?:String)?|\bspit|writeFile`,
    ),
    effect: 'file.write',
    type: 'file',
  },
  {
    pattern: behind(
      String.raw`syscmd|esyscmd|(?:babashka\.process/)?shell|(?:clojure\.java\.)?shell/sh|\bsh|Shell\.execute|system\*?|run-program|exec\.Command|Command::new`,
    ),
    effect: 'exec.opaque',
    type: 'operation',
    shell: true,
  },
  { pattern: /\be?syscmd\(`(?<single>[^'\n]{1,400})'/dg, effect: 'exec.opaque', type: 'operation', shell: true },
  { pattern: /(?:^|\n)[^\S\n]*!(?<single>[a-z][^\n]{1,400})/dg, effect: 'exec.opaque', type: 'operation', shell: true },
  { pattern: /"(?<single>[^"\n]{1,400})"\.execute\(\)/dg, effect: 'exec.opaque', type: 'operation', shell: true },
  // A shell's words wherever they stand: in backticks, behind `exec`, in a string that something runs.
  {
    pattern: /\b(?<single>(?:rm|rmdir|shred)\s+-[A-Za-z-]+\s+[\w./~*-]+(?:\s+[\w./~*-]+)*)/dg,
    effect: 'exec.opaque',
    type: 'operation',
    shell: true,
  },
  {
    pattern: /\bio\.open\(\s*["'](?<single>[^"'\n]{1,400})["']\s*,\s*["'][wa]/dg,
    effect: 'file.write',
    type: 'file',
  },
  { pattern: /\btruncate\s*(?:\(\s*)?["'](?<single>[^"'\n]{1,400})["']\s*,/dg, effect: 'file.write', type: 'file' },
  { pattern: /\bmove\s*\(\s*["'](?<single>[^"'\n]{1,400})["']\s*,/dg, effect: 'file.move', type: 'file' },
  {
    pattern: /\brm_rf?\s+["'](?<single>[^"'\n]{1,400})["']/dg,
    effect: 'file.delete',
    type: 'directory',
    recursive: true,
  },
  { pattern: /\bdelete\b[^"\n]{0,40}POSIX file\s+"(?<double>[^"\n]{1,400})"/dg, effect: 'file.delete', type: 'file' },
  { pattern: /\b_drop\s*\(\s*["'](?<single>[^"'\n]{1,200})["']/dg, effect: 'store.delete', type: 'table' },
];

/** Python, JavaScript, Ruby, Perl and PHP together: a name that means one thing in one of them is worth saying in all. */
export const DANGERS: readonly Danger[] = [
  {
    pattern: call(
      String.raw`shutil\.rmtree|rmtree|FileUtils\.(?:rm_rf|rm_r|remove_dir|remove_entry)|remove_tree|File\.rm_rf!?|delete-directory`,
    ),
    effect: 'file.delete',
    type: 'directory',
    recursive: true,
  },
  {
    pattern: call(
      String.raw`(?:fs\.|fsp\.|fs\.promises\.|require\(['"](?:node:)?fs(?:/promises)?['"]\)\.)?(?:rmSync|rmdirSync|rm|rmdir)`,
    ),
    effect: 'file.delete',
    type: 'directory',
    recursive: true,
  },
  { pattern: method('rmSync|rmdirSync|rmtree'), effect: 'file.delete', type: 'directory', recursive: true },
  {
    pattern: call(
      String.raw`os\.(?:remove|unlink|rmdir|removedirs)|unlinkSync|unlink|File\.(?:delete|unlink)|Dir\.(?:rmdir|unlink|delete)|Deno\.remove(?:Sync)?|file\.remove|delete-file`,
    ),
    effect: 'file.delete',
    type: 'file',
  },
  ...OTHER_LANGUAGES,
  { pattern: method('unlink|unlinkSync|rimraf'), effect: 'file.delete', type: 'file' },
  { pattern: call('rimraf|del|deleteAsync|trash'), effect: 'file.delete', type: 'directory', recursive: true },
  {
    pattern: call(String.raw`os\.(?:rename|replace)|shutil\.move|renameSync|FileUtils\.mv|File\.rename`),
    effect: 'file.move',
    type: 'file',
  },
  // Perl's own words for it: `rename "a", "b"`, `open(my $f, ">", "a")`, `open F, ">a"`.
  { pattern: call('rename'), effect: 'file.move', type: 'file' },
  {
    pattern: new RegExp(
      String.raw`(?<![\w$.])open\s*(?:\(\s*)?(?:my\s+)?\$?\w+\s*,\s*["']\+?>>?(?::[\w()-]+)?["']\s*,${ARGUMENT}`,
      'dg',
    ),
    effect: 'file.write',
    type: 'file',
  },
  {
    pattern:
      /(?<![\w$.])open\s*(?:\(\s*)?(?:my\s+)?\$?\w+\s*,\s*(?:'\+?>>?\s*(?<single>[^'\n>&]{1,400})'|"\+?>>?\s*(?<double>[^"\n>&]{1,400})")/dg,
    effect: 'file.write',
    type: 'file',
  },
  { pattern: /\bqx\s*[({/|](?<single>[^)}/|\n]{1,400})/dg, effect: 'exec.opaque', type: 'operation', shell: true },
  {
    pattern: /\b(?:system|exec)\s*(?:\(\s*)?qq?\s*[({[|](?<single>[^)}\]|\n$@]{1,400})/dg,
    effect: 'exec.opaque',
    type: 'operation',
    shell: true,
  },
  {
    pattern: call(
      String.raw`(?:fs\.)?(?:writeFileSync|writeFile|appendFileSync|truncateSync)|file_put_contents|File\.write|Deno\.write(?:Text)?File(?:Sync)?`,
    ),
    effect: 'file.write',
    type: 'file',
  },
  { pattern: method('write_text|write_bytes|writeFileSync|writeFile|truncate'), effect: 'file.write', type: 'unknown' },
  {
    pattern: call(String.raw`os\.(?:chmod|chown)|chmodSync|chownSync|FileUtils\.chmod\w*`),
    effect: 'file.permission',
    type: 'file',
  },
  {
    pattern: call(
      String.raw`os\.(?:system|popen|execute)|os:cmd|io\.popen|shell-command|callCommand|System\.(?:cmd|shell)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput)|system|shell_exec|passthru|proc_open|popen|execSync|exec|spawnSync|spawn|execFileSync|execFile|IO\.popen|Open3\.\w+|Kernel\.system`,
    ),
    effect: 'exec.opaque',
    type: 'operation',
    shell: true,
  },
  {
    pattern: method('execSync|exec|spawnSync|spawn|execFileSync|execFile|system'),
    effect: 'exec.opaque',
    type: 'operation',
    shell: true,
  },
  {
    pattern: call(String.raw`os\.kill|os\.killpg|process\.kill|Process\.kill|kill`),
    effect: 'process.kill',
    type: 'process',
  },
  {
    pattern: call(
      String.raw`requests\.(?:post|put|patch|delete)|axios\.(?:post|put|patch|delete)|fetch|urllib\.request\.urlopen|Net::HTTP\.\w+|http\.request|https\.request|socket\.\w+`,
    ),
    effect: 'network.send',
    type: 'host',
  },
  {
    // What a program fetches may be what it runs next.
    pattern:
      /\b(?:get|getstore|getprint|mirror|urlopen|URI\.open|open)\s*(?:\(\s*)?["']https?:\/\/(?<single>[^"'/:\s]{1,200})/dg,
    effect: 'network.fetch',
    type: 'host',
  },
  {
    pattern: method(
      String.raw`dropDatabase|drop|deleteMany|drop_all|drop_database|flushall|flushdb|drop_collection|delete_many`,
    ),
    effect: 'store.delete',
    type: 'unknown',
  },
];
