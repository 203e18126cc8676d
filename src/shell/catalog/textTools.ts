import { unknownFlow } from '../state/flow.ts';
import { absorb, act, actOnFile, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { has } from '../state/call.ts';
import { base64, passes, reverses, secretIfEncoded, translates, xxd } from '../calls/decode.ts';
import { readsBelow } from '../effects/diskAsks.ts';
import { fork } from '../state/scope.ts';
import type { Tool } from './tool.ts';

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

/** Programs that show text, or make other text of it. */
export const textToolsTools: readonly Tool[] = [
  {
    names: 'cat gcat tac',
    options:
      'A,show-all b,number-nonblank,before e E,show-ends n,number s,squeeze-blank,separator? t T,show-tabs u v,show-nonprinting l r,regex',
    operands: 'read...',
    stdout: 'lines',
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
    stdout: 'lines',
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
          if (command !== undefined)
            call.shell.text(command, fork(call.scope), { kind: 'fixed', whole: arg.range }, undefined);
        }
      }
    },
    examples: {
      held: { "less '+!rm -rf x' README.md": 'exec.opaque file.delete file.read' },
      passed: ['less README.md'],
    },
  },
  {
    names: 'wc',
    options: 'c,bytes m,chars l,lines L,max-line-length w,words total= files0-from=read',
    operands: 'look...',
    stdout: 'facts',
    also: (call) => {
      // How much there is of the environment says nothing of what stands in it.
      if (call.stdin?.secret === 'environment' && call.parsed.operands.length === 0)
        call.state.stdout = { ...unknownFlow(call.range), local: true, numbers: 'all' };
    },
    examples: {
      held: { 'wc --files0-from=.env': 'secret.read', 'env | tee x | wc -l': 'file.write secret.read' },
      passed: ['wc -l src/*.ts', 'wc -l .env', 'env | wc -l'],
    },
  },
  {
    names: 'sort gsort',
    options:
      'b,ignore-leading-blanks d,dictionary-order f,ignore-case g,general-numeric-sort i,ignore-nonprinting M,month-sort h,human-numeric-sort n,numeric-sort R,random-sort r,reverse V,version-sort sort= batch-size= c,check? C compress-program=program debug files0-from=read k,key= m,merge o,output=write s,stable S,buffer-size= t,field-separator= T,temporary-directory= parallel= u,unique z,zero-terminated random-source=read',
    operands: 'read...',
    stdout: 'lines',
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
    stdout: 'lines',
    examples: { held: { 'uniq a b': 'file.read file.write' }, passed: ['uniq -c a.txt'] },
  },
  {
    names: 'cut',
    options:
      'b,bytes= c,characters= d,delimiter= f,fields= n complement s,only-delimited output-delimiter= z,zero-terminated',
    operands: 'read...',
    stdout: 'part',
    examples: { passed: ['cut -d: -f1 /etc/passwd'] },
  },
  {
    names: 'tr',
    options: 'c,C,complement d,delete s,squeeze-repeats t,truncate-set1',
    operands: 'text...',
    stdout: 'part',
    also: translates,
    examples: { passed: ['echo a | tr a-z A-Z'] },
  },
  {
    names: 'join',
    options: 't= 1= 2= j= a= v= o= e= i,ignore-case check-order nocheck-order header z,zero-terminated',
    operands: 'read...',
    examples: { passed: ['join -t, -1 2 -2 1 a.csv b.csv'] },
  },
  // Letters that have a value for one are plain to another: `od -v`.
  {
    names: 'od hexdump hd',
    options:
      'A,address-radix= t,format= N,read-bytes= j,skip-bytes= v,output-duplicates,no-squeezing w? width? S= a b c C d f= i l L? s= x o e= n= D X B H O h traditional endian=',
    operands: 'read...',
    examples: {
      held: { 'od -v .env': 'secret.read', 'hexdump -vC .env': 'secret.read' },
      passed: ['hexdump -C a.bin', 'od -c a'],
    },
  },
  {
    names: 'shuf gshuf',
    options: 'e,echo i,input-range= n,head-count= o,output=write r,repeat z,zero-terminated random-source=read',
    operands: 'read...',
    stdout: 'lines',
    forms: [{ with: 'e', operands: 'text...' }],
    examples: {
      held: { 'shuf -o out names': 'file.read file.write', 'shuf .env': 'secret.read' },
      passed: ['shuf -n 1 names', 'shuf -e a b', 'shuf -i 1-10'],
    },
  },
  { names: 'rev', options: '', operands: 'read...', also: reverses, examples: { passed: ['rev a.txt'] } },
  {
    names:
      'paste comm fold expand unexpand tsort factor nproc xzcat zcat bzcat gzcat zless lz4cat zstdcat lzcat lzmacat',
    options:
      'd,delimiters= s,serial t= 1 2 a= i,ignore-case check-order nocheck-order 3 12 23 13 w= output-delimiter= total c,check b,binary q,quiet status strict ignore-missing tag z,zero l n= A= x X C h S p= T D u g r all ignore=',
    operands: 'read...',
    examples: { passed: ['comm -12 a b'] },
  },
  {
    names: 'cmp',
    options: 'b,print-bytes i,ignore-initial= l,verbose n,bytes= s,quiet,silent',
    operands: 'read...',
    stdout: 'facts',
    examples: { passed: ['cmp a b', 'cmp -s a.bin b.bin'] },
  },
  {
    names: 'cksum md5sum sha1sum sha256sum sha512sum shasum b2sum sum md5',
    options:
      'a,algorithm= b,binary c,check l,length= p q,quiet r s status strict ignore-missing t,text tag untagged w,warn z,zero',
    operands: 'read...',
    stdout: 'facts',
    examples: { held: { 'sha256sum -t .env': 'secret.read' }, passed: ['sha256sum a.bin', 'shasum -a 256 -c sums'] },
  },
  {
    names: 'column',
    options:
      's,separator= t,table c,output-width= o,output-separator= x,fillrows n,table-name= N,table-columns= R,table-right= H,table-hide= E= T= W= O,table-order= r,tree= i,tree-id= p,tree-parent= l,table-columns-limit= J,json d,table-noheadings e,table-header-repeat L,keep-empty-lines k,ignore-lines= V!none',
    operands: 'read...',
    examples: { passed: ['column -s, -t data.csv', 'column -t -s, a.csv'] },
  },
  {
    names: 'diff colordiff sdiff diff3',
    options:
      'q,brief s,report-identical-files c C,context= u?digits U,unified= # e,ed n,rcs y,side-by-side W,width= left-column suppress-common-lines p,show-c-function F= L,label= t,expand-tabs T,initial-tab tabsize= l,paginate r,recursive no-dereference N,new-file P,unidirectional-new-file h,H,speed-large-files from-file=read to-file=read line-format= old-line-format= new-line-format= unchanged-line-format= old-group-format= new-group-format= unchanged-group-format= changed-group-format= ignore-file-name-case no-ignore-file-name-case m,merge A,show-all 3,easy-only suppress-blank-empty x,exclude= X,exclude-from=read S= i,ignore-case E Z,ignore-trailing-space b,ignore-space-change w,ignore-all-space B,ignore-blank-lines I,ignore-matching-lines= a,text strip-trailing-cr d,minimal horizon-lines= color? color palette= normal D,ifdef= o,output=write',
    operands: 'read...',
    forms: [{ with: 'q', operands: 'read...', stdout: 'facts' }],
    also: (call) => {
      if (has(call, 'r') && !has(call, 'q'))
        for (const folder of call.parsed.operands)
          readsBelow(call, folder, { hidden: true, ignored: true, links: false });
    },
    examples: {
      passed: [
        'diff -u a b',
        'diff -rq old new',
        'diff --color=always -u10 a b',
        "diff --changed-group-format='%>' a b",
      ],
    },
  },
  {
    names: 'base64 base32 basenc gbase64',
    options:
      'd,D,decode i,ignore-garbage w,wrap= b= o=write base64 base64url base32 base32hex base16 base2msbf base2lsbf z85',
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
];
