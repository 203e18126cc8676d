import { isSecretVariable } from '../effects/secrets.ts';
import { absorb, act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { has, valuesOf } from '../state/call.ts';
import { base64, passes, reverses, secretIfEncoded, translates, xxd } from '../calls/decode.ts';
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

/** UTF-16 units of a script of sed. */
const LONGEST_SCRIPT = 4096;

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
    // Nobody writes one by hand that is as long, and what stands between its marks is looked for from each of them.
    if (script.value.length > LONGEST_SCRIPT) {
      opaque(call, script.value, script.range, 'problem.too-long');
      continue;
    }
    // One blank says as much as a thousand, which the patterns below would try each with all that follow.
    const text = script.value.replace(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : ' '));
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

/** An AWK program without what stands in its texts and patterns. */
function bareOf(program: string): string {
  return program.replace(/"(?:\\.|[^"\\])*"/g, '""').replace(/\/(?:\\.|[^/\\\n])+\//g, '//');
}

/**
 * Whole commands of a program that only pass on what they are given or say something of the machine: `| "sort -rn"`, `"date" | getline d`,
 * and the `close` that ends one. They are read as shell besides. What stands between the quotes is never code that could run something, since
 * the quotes may be the end of one text and the begin of another.
 */
const FILTERS =
  /\|\s*"(?:sort|uniq|head|tail|wc|column|cut|tr|nl|rev|tac|cat)(?: [^"\\$`|;&<>()/]*| 1>&2)?"(?=\s*(?:[;}\n]|$))|"(?<=[({;]\s*")(?:date|hostname|uname|whoami|id|pwd|nproc)(?: [^"\\$`|;&<>()/]*)?"\s*\|\s*getline\b|\bclose\s*\(\s*"[^"\\()|@/]*"\s*\)/g;

function printsToFile(statement: string): boolean {
  const at = statement.indexOf('print');
  return at !== -1 && statement.includes('>', at);
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
  const bare = bareOf(program.value);
  if (program.dynamic) opaque(call, program.value, program.range, 'problem.dynamic', ['dynamic']);
  const risky = /\bsystem\s*\(|\bgetline\b|\|&?|\bfflush|@load|@include|\bclose\s*\(/.test(
    bareOf(program.value.replace(FILTERS, ' ')).replace(/\|\|/g, ''),
  );
  if (risky) opaque(call, program.value, program.range, 'problem.runs-program');
  for (const match of program.value.matchAll(
    /\bsystem\s*\(\s*"((?:\\.|[^"\\])*)"|"((?:\\.|[^"\\])*)"\s*\|&?\s*(?:getline|"(?:\/bin\/)?(?:ba|z|da)?sh")|\|\s*"((?:\\.|[^"\\])*)"/g,
  )) {
    runInner(call, match[1] ?? match[2] ?? match[3] ?? '', program);
  }
  // `for (name in ENVIRON)` goes through all of them.
  const named = [...program.value.matchAll(/\bENVIRON\s*\[\s*"([^"]*)"\s*\]/g)].map(([, name = '']) => name);
  if (/\bin\s+ENVIRON\b/.test(bare) || named.some(isSecretVariable))
    act(call, 'secret.read', 'secret', named.find(isSecretVariable) ?? 'environment', program.range);
  if (!bare.split(/[;}\n]/).some(printsToFile)) return;
  const target =
    program.value.length > LONGEST_SCRIPT
      ? undefined
      : /(?:print|printf)[^;}\n]*>>?\s*"([^"]+)"/.exec(program.value)?.[1];
  if (target === undefined) opaque(call, program.value, program.range, 'problem.runs-program');
  else actOnFile(call, 'write', { ...program, value: target, dynamic: false });
}

/** Programs that show text, or make other text of it. */
export const textToolsTools: readonly Tool[] = [
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
    names: 'nm llvm-nm gcc-nm',
    options:
      'a,debug-syms A,o,print-file-name B C,demangle? no-demangle D,dynamic defined-only e f,format= g,extern-only h,help l,line-numbers n,v,numeric-sort p,no-sort P,portability r,reverse-sort S,print-size s,print-armap size-sort special-syms synthetic t,radix= u,undefined-only U W X with-symbol-versions',
    operands: 'read...',
    examples: { passed: ['nm -D --defined-only lib.so'] },
  },
  {
    // Of its many options none writes; these take a word.
    names: 'objdump llvm-objdump',
    free: true,
    options: 'b,target= m,architecture= M,disassembler-options= j,section= P,private= d D S',
    operands: 'read...',
    examples: { passed: ['objdump -d target/main --no-show-raw-insn', 'objdump -t a.o'] },
  },
  { names: 'rev', options: '', operands: 'read...', also: reverses, examples: { passed: ['rev a.txt'] } },
  {
    names:
      'paste join comm fold fmt expand unexpand pr cmp cksum md5sum sha1sum sha256sum sha512sum shasum md5 sum b2sum tsort factor od hexdump hd strings nproc size readelf xzcat zcat bzcat gzcat zless lz4cat zstdcat lzcat lzmacat',
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
        'awk \'{ print | "sort -o b.txt" }\' a.txt': 'file.read file.write',
        'awk \'{ print | "sort > b.txt" }\' a.txt': 'exec.opaque file.read file.write',
        'awk \'{ print | "sort " $2 }\' a.txt': 'exec.opaque file.read',
        'awk \'{ print | "sh" }\' a.txt': 'exec.opaque file.read',
        'awk \'{ x = " close(" ; system($1) ; y = ")" }\' a.txt': 'exec.opaque file.read',
        'awk \'{print > "out.txt"}\' a': 'file.read file.write',
      },
      passed: [
        "awk '{print $1}' a.txt",
        "awk -F: '$3 > 10 {print $1}' a.txt",
        'awk \'{ c[$1]++ } END { for (k in c) print c[k], k | "sort -rn" }\' a.txt',
        'awk \'BEGIN { while (("date +%s" | getline d) > 0) print d; close("date +%s") }\'',
      ],
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
];
