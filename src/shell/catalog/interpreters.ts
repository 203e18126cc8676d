import { absorb, act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { isInside } from '../effects/paths.ts';
import { textFlow } from '../state/flow.ts';
import { embedFlow } from '../calls/embed.ts';
import { has, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { interprets } from './interpreter.ts';

/** Modules that do nothing when they are loaded; what stands behind one is code, but for a list of names. */
const PERL_MODULES =
  /^-?(?:strict|warnings|utf8|feature|integer|bigint|open|POSIX|List::Util|Scalar::Util|Data::Dumper|JSON::PP|Time::Local|Time::HiRes|Time::Piece|MIME::Base64|Digest::(?:MD5|SHA)|Text::(?:Wrap|ParseWords)|Encode|Term::ANSIColor|Getopt::Long|Cwd|Sys::Hostname|File::(?:Path|Copy|Basename|Spec|Find))(?:=[\w:,]+)?$/;

/** `<>` opens what it is given as it is written there: `rm x|` is run, `>a` is written. */
const OPENED_AS_SAID = /^\s*[+<>|]|\|\s*$/;

/** `-pe`, `-ne`, `-i`: one-liners that edit the files they are given. */
function perl(call: Call): void {
  const edits = has(call, 'i');
  const code = valuesOf(call, 'e', 'E');
  if (code.length > 0)
    for (const file of call.parsed.operands) {
      actOnFile(call, edits ? 'write' : 'read', file);
      if (OPENED_AS_SAID.test(file.value)) opaque(call, file.value, file.range, 'problem.runs-program');
    }
  for (const module of valuesOf(call, 'M', 'm')) {
    absorb(call, module.flow);
    if (!PERL_MODULES.test(module.value)) opaque(call, module.value, module.range, 'problem.unknown-import');
  }
  // Where modules are looked for, and what is loaded around the program.
  if (has(call, 'I', 'd', 'x', 'S')) opaque(call, call.title, call.range, 'problem.runs-program');
  // What one ends with may be what the next goes on with: `-e '$x' -e '/ unlink($y) / 1'`.
  if (code.slice(0, -1).some(({ value }) => !/;\s*$/.test(value) || value.includes('#')))
    opaque(call, call.title, call.range, 'problem.runs-program');
  const harmless =
    code.length > 0 &&
    code.every(
      (text) => !text.dynamic && /^\s*(?:s|tr|y)(.)(?:(?!\1).)*\1(?:(?!\1).)*\1[gimsx]*;?\s*$/s.test(text.value),
    );
  // A plain substitution does nothing but what the files show.
  if (harmless && has(call, 'p', 'n')) return;
  interprets({ dialect: 'perl', code: ['e', 'E'] })(call);
}

export const interpreters: readonly Tool[] = [
  {
    names: 'ruby',
    stop: true,
    options:
      'e= r= I= C=folder E= F= K= S T? U W? X= a c d i? l?digits n p s v w x? y 0?digits copyright version!none h!none enable= disable= yjit',
    also: (call) => {
      // `-n`, `-p`, `gets` and `ARGF` read the files that are named behind the code.
      if (has(call, 'e'))
        for (const file of call.parsed.operands) actOnFile(call, has(call, 'i') ? 'write' : 'read', file);
      if (has(call, 'c') || (has(call, 'v') && call.parsed.operands.length === 0 && !has(call, 'e'))) return;
      for (const library of valuesOf(call, 'r'))
        if (!/^[./]/.test(library.value))
          embedFlow(call, textFlow(`require '${library.value.replace(/['\\\n]/g, '?')}'`, library.range), {
            language: 'code',
            dialect: 'ruby',
          });
      for (const folder of valuesOf(call, 'I')) {
        const path = pathOf(call, folder);
        if (path === undefined || !isInside(path, call.scope.workspace))
          opaque(call, folder.value, folder.range, 'problem.unread-file');
      }
      interprets({ dialect: 'ruby', code: ['e'], loads: ['r'] })(call);
    },
    examples: { held: { ruby: 'exec.opaque' }, passed: ['ruby --version', 'ruby -c a.rb'] },
  },
  {
    names: 'perl',
    stop: true,
    options: 'e= E= M= m= I= i? n p a l?digits 0?digits s w W X T t u U c v!none V? d? D= F= C? x? S h!none',
    also: perl,
    examples: {
      held: {
        "perl -e '$x' -e '/ unlink(\"a\") / 1'": 'exec.opaque',
        "perl -ne 'print' 'rm -rf x|'": 'exec.opaque file.read',
        "perl -pe 's/a/b/' ' |rm -rf x'": 'exec.opaque file.read',
        "perl -e 'while(<>){print}' '>a'": 'exec.opaque file.read',
        "perl -pi -e 's/a/b/' a.ts": 'file.write',
        "perl -0777pi -e 's/a.*b//s' a.ts": 'file.write',
      },
      passed: ["perl -ne 's/a/b/' a.ts", 'perl -v'],
    },
  },
  {
    names: 'php',
    stop: true,
    options:
      'r= f= B= R= F= E= d= c= n a e l i m s v w z= S= t= H ini rf=!none rc=!none re=!none rz=!none ri=!none h!none',
    also: (call) => {
      // It tells everything, the variables of the environment too.
      if (has(call, 'i')) act(call, 'secret.read', 'secret', 'environment', call.range);
      if (has(call, 'v')) return;
      for (const setting of valuesOf(call, 'd', 'c'))
        if (
          !/^(?:\w+\.)?(?:memory_limit|error_\w+|display_\w+|log_errors|date\.timezone|max_\w+|short_open_tag|opcache\.\w+|mode|zend\.assertions|assert\.\w+|phar\.readonly|html_errors|precision|default_charset|pcov\.\w+|realpath_\w+|post_max_size|upload_max_filesize)(?:=|$)/.test(
            setting.value,
          )
        )
          opaque(call, setting.value, setting.range, 'problem.runs-program');
      // Behind code `-l` is passed over, and the code runs.
      const code = has(call, 'r', 'B', 'R', 'E');
      if (!code && has(call, 'l', 'i', 'm', 'ini'))
        for (const file of call.parsed.operands) actOnFile(call, 'read', file);
      else if (has(call, 'S')) act(call, 'exec.project', 'operation', 'php -S', call.range);
      else if (/(?:^|\/)artisan$/.test(call.parsed.operands[0]?.value ?? ''))
        runWords(call, [
          { ...(call.parsed.operands[0] ?? call.name), value: 'artisan' },
          ...call.parsed.operands.slice(1),
        ]);
      else if (/(?:^|\/)bin\/console$/.test(call.parsed.operands[0]?.value ?? ''))
        runWords(call, [
          { ...(call.parsed.operands[0] ?? call.name), value: 'bin/console' },
          ...call.parsed.operands.slice(1),
        ]);
      else interprets({ dialect: 'php', code: ['r', 'B', 'R', 'E'], loads: ['f'] })(call);
    },
    examples: {
      held: { php: 'exec.opaque', 'php -i': 'secret.read', 'php -i -v': 'secret.read' },
      passed: ['php -v', 'php -l a.php', 'php --ri opcache'],
    },
  },
  {
    names: 'lua luajit',
    stop: true,
    options: 'e= l= i v E W',
    also: (call) => {
      // `-v` tells the version, and then the script runs.
      if (has(call, 'v') && call.parsed.operands.length === 0 && !has(call, 'e', 'l', 'i')) return;
      interprets({ dialect: 'lua', code: ['e'] })(call);
    },
    examples: { held: { lua: 'exec.opaque' } },
  },
  {
    names: 'Rscript R',
    stop: true,
    options: 'e= default-packages= vanilla no-save verbose slave no-restore quiet f,file=',
    also: interprets({ dialect: 'r', code: ['e'], loads: ['f'] }),
    examples: {},
  },
  {
    names: 'osascript',
    stop: true,
    options: 'e= l= s= i',
    also: interprets({ dialect: 'applescript', code: ['e'] }),
    examples: {},
  },
  {
    names:
      'tclsh wish jshell kotlin scala groovy elixir iex erl escript julia ghci runghc racket guile csi gsi sbcl ecl clisp bb planck octave gnuplot',
    stop: true,
    free: true,
    options: 'e,eval,E,r,-eval,c=',
    also: interprets({ dialect: 'other', code: ['e', 'c'] }),
    examples: { held: { tclsh: 'exec.opaque' } },
  },
  {
    names: 'java javac javadoc kotlin-run dotnet-script',
    stop: true,
    free: true,
    single: true,
    also: (call) => {
      if (/^-?-?(?:version|help)$/.test(call.args[0]?.value ?? '')) return;
      // A tool that is known by its archive's name: `java -jar bfg-1.14.jar`.
      const at = call.args.findIndex(({ value }) => value === '-jar');
      const archive = call.args[at + 1];
      const tool = /(?:^|\/)(bfg|flyway|liquibase)[-_.\d]*[^/]*\.jar$/.exec(
        at === -1 ? '' : (archive?.value ?? ''),
      )?.[1];
      if (tool !== undefined && archive !== undefined) {
        runWords(call, [{ ...archive, value: tool }, ...call.args.slice(at + 2)]);
        return;
      }
      act(
        call,
        'exec.project',
        'operation',
        [call.title, ...call.args.slice(0, 2).map((arg) => arg.value)].join(' '),
        call.range,
      );
    },
    examples: {
      held: {
        'java -jar app.jar': 'exec.project',
        'java -jar bfg-1.14.0.jar --delete-files id_rsa': 'git.history',
      },
      passed: ['java -version'],
    },
  },
];
