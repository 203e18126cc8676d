import { isSecretPath } from '../../effect/protectedPath.ts';
import { absorb, act, actOnFile, opaque, pathOf, readsBelow } from '../act.ts';
import type { Arg } from '../arg.ts';
import type { Call } from '../call.ts';
import { has, valuesOf } from '../call.ts';
import { runWords } from '../innerCommand.ts';
import {
  base64,
  echoes,
  names,
  opensslDecodes,
  passes,
  printfs,
  reverses,
  secretIfEncoded,
  translates,
  xxd,
} from '../decode.ts';
import { textFlow, unknownFlow } from '../flow.ts';
import { fork } from '../scope.ts';
import { isSecretVariable } from '../secrets.ts';
import type { Tool } from './tool.ts';

/** `env` and `printenv` without words print the environment, and whatever secrets are in it. */
export function printsEnvironment(call: Call): void {
  call.state.stdout = { ...unknownFlow(call.range), secret: 'environment', local: true };
}

/** Encoding is what makes a secret fit through a log or a host name. */
function encodes(call: Call): void {
  if (has(call, 'd', 'D', 'decode')) {
    base64(call);
    return;
  }
  secretIfEncoded(call);
  if (call.stdin?.secret !== undefined) act(call, 'secret.read', 'secret', call.stdin.secret, call.range);
  absorb(call, call.stdin);
}

/** grep and rg: the first operand is the pattern unless -e or -f gave one. */
function searches(call: Call): void {
  const { operands } = call.parsed;
  const files = has(call, 'e', 'regexp', 'f', 'file', 'files') ? operands : operands.slice(1);
  const printsNames = has(
    call,
    'l',
    'files-with-matches',
    'files',
    'L',
    'files-without-match',
    'files-without-matches',
  );
  const recursive = call.title === 'rg' || call.title === 'ag' || has(call, 'r', 'R', 'recursive');
  for (const file of files) actOnFile(call, recursive ? 'list' : 'read', file);
  const around = files.length === 0 && recursive && call.stdin === undefined;
  if (around) lookAround(call);
  if (recursive && !onlyCode(call))
    for (const file of around ? [undefined] : files) readsBelow(call, file, reach(call));
  narrows(call);
  if (printsNames && files.every((file) => !file.dynamic)) {
    call.state.names =
      files.length === 0
        ? ['**']
        : files.map((file) => (recursive ? `${file.value.replace(/\/$/, '')}/**` : file.value));
  }
}

/** grep takes every file; the newer ones leave out hidden and ignored names unless they are told not to. */
function reach(call: Call): { readonly hidden: boolean; readonly ignored: boolean; readonly links: boolean } {
  if (!/^(?:rg|ag|ack)$/.test(call.title))
    return { hidden: true, ignored: true, links: has(call, 'R', 'dereference-recursive') };
  const often = call.parsed.given.filter(({ name }) => name === 'u' || name === 'unrestricted').length;
  const all = call.title !== 'rg' && has(call, 'u', 'a');
  return {
    hidden: all || often > 1 || has(call, 'hidden', '.'),
    ignored: all || often > 0 || has(call, 'no-ignore', 'no-ignore-vcs', 'no-ignore-parent'),
    links: has(call, 'L', 'follow'),
  };
}

const CODE_ENDING =
  '(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|cs?|h|cc|cpp|hpp|php|vue|svelte|astro|s?css|less|html?|mdx?|sql|sh|graphql|proto)';
const CODE_PATTERN = new RegExp(`\\*[\\w.-]*\\.(?:${CODE_ENDING}|\\{${CODE_ENDING}(?:,${CODE_ENDING})*\\})$`);
const CODE_TYPE =
  /^(?:ts|typescript|js|py|python|ruby|go|rust|java|kotlin|swift|cs?|cpp|php|css|html|md|markdown|sql|sh)$/;

/** Only files of a kind that no secret is kept in, by `--include '*.ts'` or `-g '*.ts'`. */
function onlyCode(call: Call): boolean {
  const patterns = valuesOf(call, 'include', 'g', 'glob').filter(({ value }) => !value.startsWith('!'));
  const kinds = call.title === 'rg' ? valuesOf(call, 't', 'type') : [];
  return (
    patterns.length + kinds.length > 0 &&
    patterns.every(({ value, dynamic }) => !dynamic && CODE_PATTERN.test(value)) &&
    kinds.every(({ value }) => CODE_TYPE.test(value))
  );
}

/** `env | grep NODE`: what comes out holds no secret when the lines are chosen by a plain word that names none. */
function narrows(call: Call): void {
  // How many lines, or whether there is one, says nothing of what stands in them.
  if (has(call, 'c', 'count', 'q', 'quiet')) {
    call.state.stdout = { ...unknownFlow(call.range), local: true };
    return;
  }
  const [pattern] = call.parsed.operands;
  if (call.stdin?.secret !== 'environment' || pattern === undefined || pattern.dynamic) return;
  const chosen = !has(call, 'v', 'invert-match', 'e', 'regexp', 'f', 'file', 'A', 'B', 'C');
  if (
    chosen &&
    /^\^?[A-Za-z][A-Za-z0-9_]{2,}=?$/.test(pattern.value) &&
    !/key|secr|tok|pass|pwd|auth|cred|url|dsn/i.test(pattern.value)
  )
    call.state.stdout = { ...unknownFlow(call.range), local: true };
}

export function lookAround(call: Call): void {
  const { cwd } = call.state;
  if (cwd === undefined)
    act(call, 'file.read', 'unknown', '.', call.range, { certainty: 'possible', traits: ['dynamic'] });
  else act(call, 'file.read', 'directory', cwd, call.range);
}

/** ls, du, tree: without operands the folder they stand in. */
function lists(call: Call): void {
  const { operands } = call.parsed;
  // `tree --fromfile` prints what stands in a file.
  for (const file of operands) actOnFile(call, has(call, 'fromfile') ? 'read' : 'look', file);
  if (operands.length === 0) lookAround(call);
  const plain = call.title === 'ls' && !has(call, 'l', 'R') && operands.every((file) => !file.dynamic);
  // Of a folder it prints the names alone: whoever takes them for paths takes them in the folder that he stands in.
  if (plain) call.state.names = operands.length === 0 ? ['*'] : operands.map((file) => (file.glob ? file.value : '*'));
}

function sedScript(call: Call): void {
  const scripts = valuesOf(call, 'e', 'expression');
  const { operands } = call.parsed;
  const own = scripts.length > 0 || has(call, 'f', 'file') ? operands : operands.slice(1);
  const all = scripts.length > 0 ? scripts : has(call, 'f', 'file') ? [] : operands.slice(0, 1);
  const inPlace = has(call, 'i', 'in-place');
  for (const file of own) actOnFile(call, inPlace ? 'write' : 'read', file);
  for (const script of all) {
    if (script.dynamic) {
      // A pattern with a variable in it is ordinary; one that is all variable could hold `e` or `w`.
      if (!/^[0-9/s$]/.test(script.value) || script.loose)
        opaque(call, script.value, script.range, 'problem.dynamic', ['dynamic']);
      continue;
    }
    const text = script.value;
    const runs =
      /(?:^|[;{}\n]|\d|\$|\/|!)\s*e(?:\s|$)/.test(text) ||
      /(?:(?:^|[;{}\n])\s*s(?=[^\s\\])|(?<![A-Za-z])s(?=[^\w\s\\])|(?<=[/,][IM]*)s(?=[^\w\s\\]))(.)(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1[gpiIm0-9]*e/.test(
        text,
      );
    if (runs) {
      opaque(call, text, script.range, 'problem.runs-program');
      const command =
        /(?:^|[;{}\n]|\d|\$|\/)\s*e\s+([^\n]+)/.exec(text)?.[1] ??
        /s(.)(?:\\.|(?!\1).)*\1((?:\\.|(?!\1).)*)\1\w*e/.exec(text)?.[2];
      if (command !== undefined) runInner(call, command, script);
    }
    const wrote =
      /(?:^|[;{}\n]|\d|\$|\/)\s*[wW]\s+(\S+)|(?:(?:^|[;{}\n])\s*s(?=[^\s\\])|(?<![A-Za-z])s(?=[^\w\s\\])|(?<=[/,][IM]*)s(?=[^\w\s\\]))(.)(?:\\.|(?!\2).)*\2(?:\\.|(?!\2).)*\2[gpiIm0-9]*w\s*(\S+)/.exec(
        text,
      );
    const target = wrote?.[1] ?? wrote?.[3];
    if (target !== undefined) actOnFile(call, 'write', { ...script, value: target, dynamic: false });
  }
}

/** A command line inside another program's text: what is seen of it is read, the text as a whole stays opaque. */
function runInner(call: Call, text: string, arg: Arg): void {
  call.shell.text(text, fork(call.scope), { kind: 'fixed', whole: arg.range }, undefined);
}

function awkProgram(call: Call): void {
  const { operands } = call.parsed;
  const hasFile = has(call, 'f', 'file');
  const program = hasFile ? undefined : operands[0];
  for (const file of hasFile ? operands : operands.slice(1))
    if (!/^\w+=/.test(file.value)) actOnFile(call, 'read', file);
  if (hasFile || program === undefined) {
    opaque(call, call.title, call.range, 'problem.unread-file');
    return;
  }
  const bare = program.value.replace(/"(?:\\.|[^"\\])*"/g, '""').replace(/\/(?:\\.|[^/\\\n])+\//g, '//');
  if (program.dynamic) opaque(call, program.value, program.range, 'problem.dynamic', ['dynamic']);
  const risky = /\bsystem\s*\(|\bgetline\b|\|&?|\bfflush|@load|@include|\bclose\s*\(/.test(bare.replace(/\|\|/g, ''));
  if (risky) opaque(call, program.value, program.range, 'problem.runs-program');
  for (const match of program.value.matchAll(
    /\bsystem\s*\(\s*"((?:\\.|[^"\\])*)"|\|\s*"((?:\\.|[^"\\])*)"|"((?:\\.|[^"\\])*)"\s*\|&?\s*getline/g,
  )) {
    runInner(call, match[1] ?? match[2] ?? match[3] ?? '', program);
  }
  if (!/(?:print|printf)[^;}\n]*>/.test(bare)) return;
  const target = /(?:print|printf)[^;}\n]*>>?\s*"([^"]+)"/.exec(program.value)?.[1];
  if (target === undefined) opaque(call, program.value, program.range, 'problem.runs-program');
  else actOnFile(call, 'write', { ...program, value: target, dynamic: false });
}

const GREP =
  'e,regexp= f,file=read i,ignore-case v,invert-match w,word-regexp x,line-regexp c,count color,colour? l,files-with-matches L,files-without-match m,max-count= o,only-matching q,quiet,silent s,no-messages n,line-number H,with-filename h,no-filename A,after-context= B,before-context= C,context= r,recursive R,dereference-recursive include= exclude= exclude-dir= exclude-from=read E,extended-regexp F,fixed-strings G,basic-regexp P,perl-regexp a,text I b,byte-offset z,null-data Z,null T,initial-tab U,binary binary-files= d,directories= D,devices= line-buffered u y label= no-ignore-case #';
const RG =
  'e,regexp= f,file=read i,ignore-case s,case-sensitive S,smart-case v,invert-match w,word-regexp x,line-regexp c,count count-matches color= colors= l,files-with-matches files-without-match m,max-count= o,only-matching q,quiet no-messages n,line-number N,no-line-number H,with-filename I,no-filename A,after-context= B,before-context= C,context= g,glob= iglob= t,type= T,type-not= type-list type-add= files F,fixed-strings P,pcre2 U,multiline multiline-dotall a,text hidden . no-ignore no-ignore-vcs no-ignore-parent u,unrestricted L,follow max-depth,d= maxdepth= r,replace= p,pretty heading no-heading vimgrep json sort= sortr= stats trim passthru 0,null z,search-zip j,threads= max-columns,M= max-filesize= encoding,E= column no-column no-config b,byte-offset one-file-system path-separator= no-line-buffered line-buffered crlf engine= pre=program pre-glob= hostname-bin=program no-hidden block-buffered debug trace max-columns-preview ignore-file=read';

const LS =
  'a,all A,almost-all author b,escape block-size= B,ignore-backups c C color,colour? d,directory D f F,classify? file-type format= full-time g group-directories-first G,no-group h,human-readable si H dereference-command-line hide= hyperlink? indicator-style= i,inode I,ignore= k,kibibytes l L,dereference m n,numeric-uid-gid N,literal o p q,hide-control-chars Q,quote-name quoting-style= r,reverse R,recursive s,size S sort= time= time-style= t T u U v w,width= x X Z,context 1 @ e O T';

export const reading: readonly Tool[] = [
  {
    names: 'ls dir vdir gls',
    options: LS,
    also: lists,
    examples: {
      held: {
        'ls -la ~/.ssh': 'file.read',
        'cat $(ls .env*)': 'file.read secret.read',
        'ls .env && cat .env': 'file.read secret.read',
        'ls -la .env | xargs cat': 'file.read',
        'ls .env* | while read f; do cat "$f"; done': 'file.read secret.read',
        'ls .env | xargs -I{} cp {} /tmp/x': 'file.read file.write',
      },
      passed: ['ls', 'ls -la src', 'ls --color=never -1 *.ts', 'ls -la .env*', 'ls -l .env certs/*.pem'],
    },
  },
  {
    names: 'eza exa lsd',
    options:
      'l,long a,all T,tree L,level= R,recurse git icons? color= h,header s,sort= r,reverse D,only-dirs 1,oneline g,group no-icons G,grid git-ignore I,ignore-glob= no-user no-time no-permissions',
    also: lists,
    examples: { passed: ['eza -la src', 'eza --tree --level=2'] },
  },
  {
    names: 'tree',
    options:
      'a d l f x L= R P= I= gitignore ignore-case matchdirs metafirst prune info noreport charset= filelimit= o=write q N Q p u g s h si du D timefmt= F inodes device v t c U r dirsfirst sort? sort= i A S n C X J H= T= nolinks fromfile',
    also: lists,
    examples: {
      held: { 'tree -o list.txt': 'file.read file.write', 'tree --fromfile .env': 'secret.read' },
      passed: ['tree -L 2 -I node_modules'],
    },
  },
  {
    names: 'cat gcat tac',
    options:
      'A,show-all b,number-nonblank,before e E,show-ends n,number s,squeeze-blank,separator? t T,show-tabs u v,show-nonprinting l r,regex',
    operands: 'read...',
    also: passes,
    examples: {
      held: { 'cat .env': 'secret.read', 'cat ~/.ssh/id_rsa': 'secret.read' },
      passed: ['cat README.md', 'cat -n src/a.ts src/b.ts'],
    },
  },
  {
    names: 'nl',
    options:
      'b,body-numbering= d,section-delimiter= f,footer-numbering= h,header-numbering= i,line-increment= l,join-blank-lines= n,number-format= p,no-renumber s,number-separator= v,starting-line-number= w,number-width=',
    operands: 'read...',
    examples: { passed: ['nl -ba src/a.ts', 'nl -w3 -s: a.txt'] },
  },
  {
    names: 'head tail ghead gtail',
    options:
      'c,bytes= n,lines= q,quiet,silent v,verbose z,zero-terminated f F follow? pid= retry s,sleep-interval= max-unchanged-stats= r #',
    operands: 'read...',
    examples: { passed: ['head -20 a.txt', 'tail -n +5 log.txt', 'tail -f logs/dev.log'] },
  },
  {
    names: 'bat batcat',
    options:
      'p,plain n,number l,language= A,show-all r,line-range= style= color= theme= paging= P pager=program H,highlight-line= wrap= decorations= d,diff tabs=',
    operands: 'read...',
    examples: { held: { "bat --pager 'rm -rf x' a": 'file.delete file.read' }, passed: ['bat -p src/a.ts'] },
  },
  {
    names: 'less more most',
    options:
      'N S R F X i I n e E r M m G g s q # p= x= j= z= t= P= o=write O=write k=opaque lesskey-file=opaque K f w a c u L',
    also: (call) => {
      for (const arg of call.parsed.operands) {
        if (!arg.value.startsWith('+')) actOnFile(call, 'read', arg);
        else if (/[!|v]/.test(arg.value)) {
          opaque(call, arg.value, arg.range, 'problem.runs-program');
          const command = /^\+\s*!(.+)$/s.exec(arg.value)?.[1];
          if (command !== undefined) runInner(call, command, arg);
        }
      }
    },
    examples: {
      held: { "less '+!rm -rf x' README.md": 'exec.opaque file.delete file.read' },
      passed: ['less README.md'],
    },
  },
  {
    names: 'grep egrep fgrep zgrep ggrep',
    options: GREP,
    also: searches,
    examples: { passed: ['grep -rn "rm -rf" docs', "grep -E 'a|b' -- src/a.ts", 'grep -c x *.ts'] },
  },
  {
    names: 'rg',
    options: RG,
    also: searches,
    examples: {
      held: { 'rg --pre ./x.sh foo': 'file.read exec.opaque' },
      passed: ['rg -n "DROP TABLE" src', 'rg --files -g "*.ts"'],
    },
  },
  {
    names: 'ag ack',
    options:
      'i,ignore-case l,files-with-matches c,count A= B= C= n w,word-regexp v Q,literal g= G= hidden ignore= nocolor color nogroup group js ts py o,only-matching H h u a m= depth= s S U type= f r R k t',
    also: searches,
    examples: { passed: ['ag -l TODO src'] },
  },
  {
    names: 'wc',
    options: 'c,bytes m,chars l,lines L,max-line-length w,words total= files0-from=read',
    operands: 'look...',
    examples: {
      held: { 'wc --files0-from=.env': 'secret.read' },
      passed: ['wc -l src/*.ts', 'wc -l .env'],
    },
  },
  {
    names: 'sort gsort',
    options:
      'b,ignore-leading-blanks d,dictionary-order f,ignore-case g,general-numeric-sort i,ignore-nonprinting M,month-sort h,human-numeric-sort n,numeric-sort R,random-sort r,reverse V,version-sort sort= batch-size= c,check? C compress-program=program debug files0-from=read k,key= m,merge o,output=write s,stable S,buffer-size= t,field-separator= T,temporary-directory= parallel= u,unique z,zero-terminated random-source=read',
    operands: 'read...',
    examples: {
      held: {
        'sort -o a.txt a.txt': 'file.read file.write',
        'sort --outp=b a': 'file.read file.write',
        "sort --compress-prog='rm -rf x' a": 'file.read file.delete',
      },
      passed: ['sort -u names.txt', 'sort -t, -k2,2n data.csv'],
    },
  },
  {
    names: 'uniq',
    options:
      'c,count d,repeated D all-repeated? f,skip-fields= group? i,ignore-case s,skip-chars= u,unique z,zero-terminated w,check-chars=',
    operands: 'read write',
    examples: { held: { 'uniq a b': 'file.read file.write' }, passed: ['uniq -c a.txt'] },
  },
  {
    names: 'cut',
    options:
      'b,bytes= c,characters= d,delimiter= f,fields= n complement s,only-delimited output-delimiter= z,zero-terminated',
    operands: 'read...',
    examples: { passed: ['cut -d: -f1 /etc/passwd'] },
  },
  {
    names: 'tr',
    options: 'c,C,complement d,delete s,squeeze-repeats t,truncate-set1',
    operands: 'text...',
    also: translates,
    examples: { passed: ['echo a | tr a-z A-Z'] },
  },
  {
    // To tell what a program loads, the program's own loader is started.
    names: 'ldd',
    options: 'v,verbose u,unused d,data-relocs r,function-relocs version',
    also: (call) => {
      for (const arg of call.parsed.operands) {
        actOnFile(call, 'read', arg);
        const path = pathOf(call, arg);
        if (path === undefined || !/^\/(?:usr|bin|sbin|lib\w*|opt)\//.test(path))
          act(call, 'exec.project', 'operation', `ldd ${arg.value}`, arg.range);
      }
    },
    examples: { held: { 'ldd build/app': 'file.read exec.project' }, passed: ['ldd /usr/bin/git'] },
  },
  { names: 'rev', options: '', operands: 'read...', also: reverses, examples: { passed: ['rev a.txt'] } },
  {
    names:
      'paste join comm fold fmt expand unexpand pr cmp cksum md5sum sha1sum sha256sum sha512sum shasum md5 sum b2sum tsort factor od hexdump hd strings nproc size nm objdump readelf xzcat zcat bzcat gzcat zless lz4cat',
    options:
      'd,delimiters= s,serial t= 1= 2= j= a= v= o= e= i,ignore-case check-order nocheck-order 3 12 23 13 w= W= c,check b,binary q,quiet status strict ignore-missing tag z,zero l n= N= A= x X C f= h S p= T D u g r',
    operands: 'read...',
    examples: { passed: ['sha256sum a.bin', 'comm -12 a b'] },
  },
  {
    names: 'column',
    options:
      's,separator= t,table c,output-width= o,output-separator= x,fillrows n,table-name= N,table-columns= R,table-right= H,table-hide= E= T= W= l,table-columns-limit= J,json d,table-noheadings e L',
    operands: 'read...',
    examples: { passed: ['column -s, -t data.csv', 'column -t -s, a.csv'] },
  },
  {
    names: 'diff colordiff sdiff diff3',
    options:
      'q,brief s,report-identical-files c C,context= u U,unified= e,ed n,rcs y,side-by-side W,width= left-column suppress-common-lines p,show-c-function F= label= t,expand-tabs T,initial-tab tabsize= l,paginate r,recursive no-dereference N,new-file x,exclude= X,exclude-from=read S= i,ignore-case E Z,ignore-trailing-space b,ignore-space-change w,ignore-all-space B,ignore-blank-lines I= a,text strip-trailing-cr d,minimal horizon-lines= color? color palette= normal D,ifdef= o,output=write',
    operands: 'read...',
    examples: { passed: ['diff -u a b', 'diff -rq old new'] },
  },
  {
    names: 'file',
    options: 'b,brief i,mime mime-type mime-encoding L,dereference h z k,keep-going s F= f=read N r 0 e= m=read C',
    operands: 'read...',
    examples: { passed: ['file a.bin'] },
  },
  {
    names: 'stat',
    options: 'c,format= f,file-system L,dereference t,terse printf= x l q n s r',
    operands: 'look...',
    examples: { passed: ["stat -c '%s' a.bin", 'stat .env'] },
  },
  {
    names: 'du',
    options:
      'a,all apparent-size b,bytes B,block-size= c,total d,max-depth= D h,human-readable H k l L m P s,summarize S si t,threshold= time x,one-file-system X= exclude= 0 inodes g',
    also: lists,
    examples: { passed: ['du -sh *', 'du -h -d 1'] },
  },
  {
    names: 'df',
    options:
      'a,all B,block-size= h,human-readable H,si i,inodes k l,local output? P,portability t,type= T,print-type x,exclude-type= m g',
    operands: 'text...',
    examples: { passed: ['df -h'] },
  },
  {
    names: 'pwd',
    options: 'L,logical P,physical',
    operands: 'text...',
    also: (call) => {
      if (call.state.cwd !== undefined) call.state.stdout = textFlow(`${call.state.cwd}\n`, call.range);
    },
    examples: { passed: ['pwd'] },
  },
  {
    names: 'echo',
    noHelp: true,
    free: true,
    stop: true,
    also: echoes,
    examples: { held: { 'echo hi > a.txt': 'file.write' }, passed: ["echo 'rm -rf x'", 'echo --help'] },
  },
  {
    names: 'printf',
    noHelp: true,
    free: true,
    stop: true,
    also: printfs,
    examples: { passed: ['printf \'%s\\n\' "git reset --hard"'] },
  },
  {
    names: 'true false',
    noHelp: true,
    free: true,
    operands: 'text...',
    examples: { passed: ['true', 'false || true'] },
  },
  {
    names: 'test [',
    noHelp: true,
    free: true,
    operands: 'text...',
    examples: { passed: ['[ -f "$f" ] && echo yes', 'test -d src'] },
  },
  {
    names: 'date gdate',
    options:
      'd,date= debug f,file=read I,iso-8601? R,rfc-email,rfc-2822 rfc-3339= r,reference= s,set=system.change:operation u,utc,universal j v= n',
    also: (call) => {
      const first = call.parsed.operands[0];
      if (first !== undefined && /^\d{8,}/.test(first.value) && !has(call, 'j', 'd'))
        act(call, 'system.change', 'operation', 'date', first.range);
    },
    examples: {
      held: { 'date -s 2020-01-01': 'system.change', 'date --set=2020-01-01': 'system.change' },
      passed: ['date +%s', 'date -u -d yesterday'],
    },
  },
  {
    names:
      'whoami uname tty logname users groups uptime free lscpu lsb_release sw_vers getconf locale lsblk lspci lsusb vmstat iostat mpstat cal ncal gcal sleep basename dirname expr bc jobs yes tput clear reset stty figlet cowsay who w last lastlog finger hostid numfmt sensors lshw dmidecode lsmod lsns',
    free: true,
    operands: 'text...',
    examples: { passed: ['whoami', 'uname -a', 'sleep 2', 'seq 1 5'] },
  },
  {
    // `!CMD` among its sums is a command.
    names: 'dc',
    options: 'e,expression= f,file=read V h',
    operands: 'read...',
    also: (call) => {
      const sums = [...valuesOf(call, 'e').map(({ value }) => value), call.stdin?.text ?? ''];
      if (sums.some((sum) => sum.includes('!')) || has(call, 'f') || call.parsed.operands.length > 0)
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: { held: { "dc -e '!rm -rf x'": 'exec.opaque' }, passed: ["dc -e '2 3 + p'"] },
  },
  {
    names: 'sar',
    options: 'o=output f=read A B b d F H h m= n= P= q r S u V v W w y s= e= i= z',
    operands: 'text...',
    examples: { held: { 'sar -o a 1 1': 'file.write' }, passed: ['sar -u 1 3'] },
  },
  {
    names: 'id',
    options: 'a Z,context g,group G,groups n,name r,real u,user z,zero',
    operands: 'text...',
    examples: { passed: ['id -u'] },
  },
  {
    names: 'hostname',
    options: 's,short f,fqdn,long i,ip-address I,all-ip-addresses d,domain A,all-fqdns y',
    operands: 'system.change:operation',
    examples: { held: { 'hostname box2': 'system.change' }, passed: ['hostname -f'] },
  },
  {
    names: 'which type whereis whatis apropos hash',
    options: 'a all t p P f s b m B= M= S= l skip-alias',
    operands: 'text...',
    also: names,
    examples: { passed: ['which node', 'type -a python'] },
  },
  {
    names: 'realpath readlink',
    options:
      'e,canonicalize-existing m,canonicalize-missing L,logical P,physical q,quiet,silent relative-to= relative-base= s,strip,no-symlinks z,zero f,canonicalize n,no-newline v,verbose',
    operands: 'look...',
    examples: { passed: ['realpath a/../b', 'readlink -f x'] },
  },
  {
    names: 'printenv',
    options: '0,null',
    also: (call) => {
      if (call.parsed.operands.length === 0) printsEnvironment(call);
      const secret = call.parsed.operands.find((arg) => isSecretVariable(arg.value));
      if (secret !== undefined)
        call.state.stdout = { ...unknownFlow(call.range), secret: `$${secret.value}`, printed: true, local: true };
    },
    examples: { held: { printenv: 'secret.read' }, passed: ['printenv PATH'] },
  },
  {
    names: 'jq yq tomlq gojq jaq',
    options:
      'n,null-input R,raw-input s,slurp c,compact-output r,raw-output j,join-output raw-output0 a,ascii-output S,sort-keys C,color-output M,monochrome-output tab indent= unbuffered stream stream-errors seq f,from-file=read L= e,exit-status arg= argjson= slurpfile= rawfile= args jsonargs b,binary P,prettyPrint o,output-format= split-exp= split-exp-file=read p,input-format= i,inplace,in-place N,no-doc I= X x t toml-output y Y w u',
    also: (call) => {
      const inPlace = has(call, 'inplace');
      // `yq -s` splits a document into files that its own expression names.
      if (call.title === 'yq' && has(call, 's', 'split-exp'))
        opaque(call, call.title, call.range, 'problem.unknown-option');
      const operands = call.parsed.operands.filter((_, index) => index > 0 || has(call, 'f'));
      // --arg and its kind take two words; the second is taken for an operand and is no file.
      const extra = call.parsed.given.filter((option) => /^(?:arg|argjson)$/.test(option.name)).length;
      const skip = operands.length > extra ? extra : operands.length;
      const files = extra > 0 ? operands.slice(skip) : operands;
      for (const file of files)
        if (!/^(?:eval|e|ea|eval-all)$/.test(file.value)) actOnFile(call, inPlace ? 'write' : 'read', file);
    },
    examples: {
      held: { "yq -i '.a = 1' a.yml": 'file.write' },
      passed: ["jq '.name' package.json", "jq -r --arg x 1 '.a[$x]' a.json"],
    },
  },
  {
    names: 'sed gsed',
    options:
      'n,quiet,silent e,expression= f,file=opaque E,r,regexp-extended i,in-place? s,separate u,unbuffered z,null-data l,line-length= posix debug follow-symlinks b,binary sandbox a',
    also: sedScript,
    examples: {
      held: {
        "sed -i 's/a/b/' x.txt": 'file.write',
        "sed -n 'w out.txt' a": 'file.read file.write',
        "sed -n '1e rm -rf x' a": 'file.read exec.opaque file.delete',
        "sed 's/x/rm -rf y/e' a": 'file.read exec.opaque file.delete',
      },
      passed: ["sed -n '1,20p' src/a.ts", "sed 's/remove/erase/g' a.txt"],
    },
  },
  {
    names: 'awk gawk mawk nawk',
    options:
      'F,field-separator= v,assign= f,file= n,non-decimal-data W= b c,traditional e,source= i,include=opaque l,load=opaque M O s S,sandbox t o,pretty-print? d,dump-variables? p,profile? r',
    also: awkProgram,
    examples: {
      held: {
        'awk \'BEGIN{system("rm -rf x")}\'': 'exec.opaque file.delete',
        'awk \'{print > "out.txt"}\' a': 'file.read file.write',
      },
      passed: ["awk '{print $1}' a.txt", "awk -F: '$3 > 10 {print $1}' a.txt"],
    },
  },
  {
    names: 'base64 base32 basenc gbase64',
    options: 'd,D,decode i,ignore-garbage w,wrap= b= o=write',
    operands: 'read',
    also: encodes,
    examples: { held: { 'printenv | base64': 'secret.read' }, passed: ['base64 -d a.b64'] },
  },
  {
    names: 'xxd',
    options: 'a,autoskip b,bits c,cols= C E e g= h i,include l= n= o= p,ps,plain r,revert R= s,seek= u d',
    operands: 'read write',
    also: xxd,
    examples: { held: { 'xxd -r a.hex a.bin': 'file.read file.write' }, passed: ['xxd -l 64 a.bin'] },
  },
  {
    names: 'openssl',
    stop: true,
    free: true,
    noHelp: true,
    also: opensslDecodesOrReads,
    examples: { passed: ['openssl version'] },
  },
  {
    names: 'ps pgrep pidof pstree top htop lsof ss netstat dmesg journalctl iotop',
    free: true,
    operands: 'text...',
    also: (call) => {
      if (
        call.args.some(
          (arg) =>
            /^--(?:vacuum|rotate|flush|setup)/.test(arg.value) ||
            (call.title === 'dmesg' && /^-\w*[cC]|^--clear/.test(arg.value)) ||
            (call.title === 'ss' && /^-[a-z0-9]*K|^--kill/.test(arg.value)),
        )
      )
        act(call, 'system.change', 'operation', call.title, call.range);
    },
    examples: { passed: ['ps aux', 'lsof -i :3000'] },
  },
  {
    names: 'man info tldr',
    options: 'P,pager=program a k f w K s= L= t',
    operands: 'text...',
    examples: { held: { "man -P 'rm -rf x' ls": 'file.delete' }, passed: ['man ls'] },
  },
  {
    names: 'ip ifconfig route arp',
    free: true,
    operands: 'text...',
    also: (call) => {
      const netns = call.args.findIndex((arg) => arg.value === 'exec');
      if (netns > 0 && call.args.some((arg) => /^(?:netns|vrf)$/.test(arg.value)))
        runWords(call, call.args.slice(netns + 2));
      if (
        call.args.some((arg) =>
          /^(?:add|del|delete|set|flush|change|replace|append|up|down|netns|mtu|hw|-b|-batch|--batch)$/.test(arg.value),
        ) ||
        // An address behind the name of an interface is given to it.
        (call.title === 'ifconfig' && call.parsed.operands.length > 1) ||
        (call.title === 'arp' && call.args.some((arg) => /^-[a-z]*[dsf]/.test(arg.value)))
      )
        act(call, 'system.change', 'operation', call.title, call.range);
    },
    examples: {
      held: {
        'ip link set eth0 down': 'system.change',
        'arp -d 10.0.0.1': 'system.change',
        'ifconfig eth0 10.0.0.2': 'system.change',
        'ip netns exec blue rm -rf x': 'file.delete system.change',
      },
      passed: ['ip addr show', 'arp -a'],
    },
  },
];

function opensslDecodesOrReads(call: Call): void {
  const [sub] = call.args;
  if (sub === undefined || /^(?:version|ciphers|list|help)$/.test(sub.value)) return;
  if (sub.value === 'enc' || sub.value === 'base64') {
    opensslDecodes(call);
    if (call.state.stdout !== undefined) call.state.stdout = { ...call.state.stdout };
  }
  call.args.forEach((arg, index) => {
    const previous = call.args[index - 1]?.value ?? '';
    // A certificate is for everybody, whatever its file is called.
    if (/^(?:x509|verify|crl)$/.test(sub.value) && previous === '-in' && isSecretPath(pathOf(call, arg) ?? '')) return;
    if (/^-(?:in|CAfile|CA|cert|certfile)$/.test(previous)) actOnFile(call, 'read', arg);
    else if (/^-(?:inkey|key|keyfile)$/.test(previous)) act(call, 'secret.read', 'secret', arg.value, arg.range);
    else if (/^-(?:out|keyout|CAserial|writerand)$/.test(previous)) actOnFile(call, 'output', arg);
    else if (previous === '-connect')
      act(call, 'network.fetch', 'host', arg.value.split(':')[0]?.toLowerCase() ?? arg.value, arg.range);
  });
  absorb(call, call.stdin);
  if (call.args.some((arg) => arg.value === '-connect') && call.stdin?.text === undefined)
    call.state.sends = call.stdin !== undefined;
  if (call.state.stdout !== undefined) {
    call.state.stdout = { ...call.state.stdout, secret: call.state.stdout.secret ?? call.state.secret };
  } else if (call.state.secret !== undefined) {
    call.state.stdout = { ...unknownFlow(call.range), secret: call.state.secret, local: true };
  }
  const known =
    /^(?:enc|base64|dgst|x509|rand|s_client|req|rsa|pkey|genrsa|genpkey|ecparam|md5|sha1|sha256|passwd|verify|asn1parse|crl|pkcs12)$/;
  if (!known.test(sub.value)) opaque(call, `openssl ${sub.value}`, call.range, 'problem.unknown-command');
}
