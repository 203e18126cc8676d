import { isSecretPath } from '../../effect/protectedPath.ts';
import { actOnFile } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { has } from '../state/call.ts';
import { names } from '../calls/decode.ts';
import { textFlow } from '../state/flow.ts';
import type { Tool } from './tool.ts';
import { lookAround } from './readingCalls.ts';

/** ls, du, tree: without operands the folder they stand in. */
export function lists(call: Call): void {
  const { operands } = call.parsed;
  // `tree --fromfile` prints what stands in a file.
  for (const file of operands) actOnFile(call, has(call, 'fromfile') ? 'read' : 'look', file);
  if (operands.length === 0) lookAround(call);
  if (call.title !== 'ls' || has(call, 'R') || operands.some((file) => file.dynamic)) return;
  // Of a folder it prints the names alone: whoever takes them for paths takes them in the folder that he stands in. Of a file it prints the file's.
  const all = has(call, 'a', 'A', 'f') ? ['*', '.*'] : ['*'];
  const printed =
    operands.length === 0
      ? all
      : operands.flatMap((file) => (file.glob ? [file.value] : mayBeFile(file.value) ? [file.value, ...all] : all));
  if (!has(call, 'l')) call.state.names = printed;
  else if (call.parsed.given.every(({ name }) => NINTH.test(name))) call.state.ninth = printed;
}

/** Options beside which a long line of `ls` has eight words before the name. */
const NINTH = /^(?:[1AStUacdhlnrtu]|all|almost-all|directory|human-readable|reverse|sort)$/;

/** By its name alone; a folder's has no point in it. */
function mayBeFile(name: string): boolean {
  return /\.[^/.]+$/.test(name) || isSecretPath(name);
}

const LS =
  'a,all A,almost-all author b,escape block-size= B,ignore-backups c C color,colour? d,directory D f F,classify? file-type format= full-time g group-directories-first G,no-group h,human-readable si H dereference-command-line hide= hyperlink? indicator-style= i,inode I,ignore= k,kibibytes l L,dereference zero dired m n,numeric-uid-gid N,literal o p q,hide-control-chars Q,quote-name quoting-style= r,reverse R,recursive s,size S sort= time= time-style= t T u U v w,width= x X Z,context 1 @ e O T';

/** Programs that list files and what is known of them. */
export const listingTools: readonly Tool[] = [
  {
    // `ll`, `la` and `l` are what systems' own shell settings call it.
    names: 'ls dir vdir gls ll la l',
    options: LS,
    also: lists,
    examples: {
      held: {
        'ls -la ~/.ssh': 'file.read',
        'cat $(ls .env*)': 'file.read secret.read',
        'ls .env | xargs cat': 'file.read secret.read',
        "ls -l .env | awk '{print $9}' | xargs cat": 'file.read secret.read',
        'ls -A | xargs cat': 'file.read secret.read',
        'ls .env && cat .env': 'file.read secret.read',
        'ls -la .env | xargs cat': 'file.read',
        "ls -l .env* | awk '{print $9}' | xargs cat": 'file.read secret.read',
        "ls -li *.log | awk '{print $9}' | xargs cat": 'file.read',
        'ls -l *.log | xargs cat': 'file.read',
        "ls -l *.log | awk '{print $NF}' | xargs cat": 'file.read',
        "ls -l *.log | sed 's/log/x/' | awk '{print $9}' | xargs cat": 'file.read',
        'ls .env* | while read f; do cat "$f"; done': 'file.read secret.read',
        'ls .env | xargs -I{} cp {} /tmp/x': 'file.read secret.read file.write',
      },
      passed: [
        'ls',
        'ls -la src',
        'ls --color=never -1 *.ts',
        'ls -la .env*',
        'ls -l .env certs/*.pem',
        "ls -lt *.log | head -1 | awk '{print $9}' | xargs tail",
        "find src -name '*.ts' | xargs ls -lS | awk 'NR==1 {print $9}' | xargs wc -l",
        "tail $(ls -ltr *.log | tail -1 | awk '{print $9}')",
      ],
    },
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
    names: 'file',
    options:
      'b,brief i,mime mime-type mime-encoding extension apple L,dereference h,no-dereference z,uncompress Z,uncompress-noreport k,keep-going s,special-files p,preserve-date S,no-sandbox l,list c,checking-printout n,no-buffer d E F,separator= f,files-from=read N,no-pad r,raw 0,print0 e,exclude= exclude-quiet= P,parameter= m,magic-file=read C,compile!opaque I',
    operands: 'look...',
    examples: { held: { 'file -f .env': 'secret.read' }, passed: ['file a.bin', 'find . -type f -exec file {} +'] },
  },
  {
    names: 'stat',
    options: 'c,format= f,file-system L,dereference t,terse printf= cached= Z x l q n s r',
    operands: 'look...',
    examples: { passed: ["stat -c '%s' a.bin", 'stat .env'] },
  },
  {
    names: 'du',
    options:
      'a,all apparent-size b,bytes B,block-size= c,total d,max-depth= D h,human-readable H k l L m P s,summarize S si t,threshold= time x,one-file-system X= exclude= 0 inodes g n A time-style= D H',
    also: lists,
    examples: { passed: ['du -sh *', 'du -h -d 1'] },
  },
  {
    names: 'df',
    options:
      'a,all total B,block-size= h,human-readable H,si i,inodes k l,local output? P,portability t,type= T,print-type x,exclude-type= sync no-sync v m g',
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
    names: 'which type whence whereis whatis apropos hash',
    options: 'a all t p P f s b m B= M= S= l c v w skip-alias',
    operands: 'text...',
    also: names,
    examples: { passed: ['which node', 'type -a python', 'whence -v ls'] },
  },
  {
    names: 'realpath readlink',
    options:
      'e,canonicalize-existing m,canonicalize-missing L,logical P,physical q,quiet,silent relative-to= relative-base= s,strip,no-symlinks z,zero f,canonicalize n,no-newline v,verbose',
    operands: 'look...',
    examples: { passed: ['realpath a/../b', 'readlink -f x'] },
  },
];
