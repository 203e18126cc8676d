import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { Tool, Usage } from './tool.ts';

/** A pattern that the program itself resolves. */
function onPattern(call: Call, kind: EffectKind, arg: Arg): void {
  const path = pathOf(call, arg);
  act(call, kind, path === undefined ? 'unknown' : 'glob', path ?? arg.value, arg.range, { traits: ['overwrites'] });
}

/** Every file below a folder, by a pattern of the program's own. */
function below(call: Call, kind: EffectKind, folder: Arg | undefined, pattern = '**'): void {
  const from = folder ?? plainArg('.', call.range);
  const path = pathOf(call, from);
  act(call, kind, path === undefined ? 'unknown' : 'glob', `${path ?? from.value}/${pattern}`, from.range, {
    traits: ['overwrites'],
  });
}

/** `mmv '*.txt' 'old-#1.txt'`: it asks nobody where it is told to delete what stands in the way. */
function mmv(call: Call): void {
  if (has(call, 'n')) return;
  const [from, to] = call.parsed.operands;
  if (from === undefined) {
    opaque(call, call.title, call.range, 'problem.unknown-input');
    return;
  }
  if (has(call, 'c', 'o', 'a')) onPattern(call, 'file.read', from);
  else onPattern(call, 'file.move', from);
  if (to !== undefined) onPattern(call, 'file.write', to);
}

/** `stow PACKAGE…` puts links of a folder's files into the folder above, and `--adopt` takes what stands there in exchange. */
function stow(call: Call): void {
  if (has(call, 'n')) return;
  const target = valueOf(call, 't') ?? plainArg('../', call.range);
  const removes = has(call, 'D', 'R');
  if (has(call, 'adopt')) {
    for (const name of call.parsed.operands) actOnFile(call, 'write', { ...name, value: `${name.value}/` });
    actOnFile(call, 'move', target);
  }
  actOnFile(call, removes ? 'delete' : 'create', target);
}

const DASEL =
  'f,file= r,read= w,write= p,parser= o,out= v,value= t,type= m,multiple s,selector= colour no-colour pretty compact escape-html n,null multi-select';

/** In place, unless it is told where to print to. */
const daselChanges: Usage = {
  options: DASEL,
  operands: 'text...',
  also: (call) => {
    const out = valueOf(call, 'o', 'out');
    const file = valueOf(call, 'f', 'file');
    const printed = out?.value === '-' || out?.value === 'stdout';
    if (file !== undefined) actOnFile(call, out === undefined ? 'write' : 'read', file);
    if (out !== undefined && !printed) actOnFile(call, 'write', out);
  },
};
const daselReads: Usage = {
  options: DASEL,
  operands: 'text...',
  also: (call) => {
    const file = valueOf(call, 'f', 'file');
    if (file !== undefined) actOnFile(call, 'read', file);
  },
};

/** `fdupes -dN DIR`: of files that are alike one is kept. */
function duplicates(call: Call): void {
  const removes = has(call, 'd', 'delete', 'L', 'H', 'linksoft', 'l', 'B');
  for (const folder of call.parsed.operands)
    if (removes) below(call, 'file.delete', folder);
    else actOnFile(call, 'list', folder);
}

/** Programs that change, rename or take away many files by a pattern of their own. */
export const fileSetsTools: readonly Tool[] = [
  {
    names: 'mmv mcp mad mln',
    options: 'm x r c o a l s d,force!forced p g n v h t b P',
    also: mmv,
    examples: { held: { "mmv '*.txt' 'old-#1.txt'": 'file.move file.write' }, passed: ["mmv -n '*.txt' 'x-#1'"] },
  },
  {
    names: 'stow xstow',
    options:
      'd,dir=folder t,target= v,verbose? n,no,simulate S,stow D,delete R,restow p ignore= defer= override= adopt no-folding dotfiles V,version!none',
    also: stow,
    examples: {
      held: {
        'stow zsh': 'file.create',
        'stow -D zsh': 'file.delete',
        'stow --adopt vim': 'file.write file.move file.create',
      },
      passed: ['stow -n -v zsh', 'stow --version'],
    },
  },
  {
    names: 'dasel',
    options: DASEL,
    commands: { 'put delete': daselChanges, 'select version': daselReads },
    otherwise: daselReads,
    alone: daselReads,
    examples: {
      held: { 'dasel put -f a.json -v 3 .port': 'file.write', 'dasel delete -f a.json .users': 'file.write' },
      passed: ["dasel -f a.json '.port'", 'dasel put -f a.json -o - -v 3 .port'],
    },
  },
  {
    names: 'detox',
    options: 'r n,dry-run!dry v s= f= L i inline remove-trailing special',
    also: (call) => {
      for (const folder of call.parsed.operands)
        if (has(call, 'r')) below(call, 'file.move', folder);
        else actOnFile(call, 'move', folder);
    },
    examples: { held: { 'detox -r .': 'file.move' }, passed: ['detox -n -r .'] },
  },
  {
    names: 'comby',
    free: true,
    options:
      'i,in-place d,directory= f,file= e= exclude-dir= exclude= config=read templates=read matcher= stdin review editor=program',
    also: (call) => {
      const file = valueOf(call, 'f');
      const writes = has(call, 'i', 'review');
      if (file !== undefined && !file.value.startsWith('.')) actOnFile(call, writes ? 'write' : 'read', file);
      else if (writes) {
        const ending = file?.value ?? call.parsed.operands.slice(2).find(({ value }) => value.startsWith('.'))?.value;
        below(call, 'file.write', valueOf(call, 'd'), `**/*${ending ?? ''}`);
      } else if (!has(call, 'stdin')) actOnFile(call, 'list', valueOf(call, 'd') ?? plainArg('.', call.range));
    },
    examples: { held: { "comby 'a(:[x])' 'b(:[x])' .ts -i": 'file.write' }, passed: ["comby 'a(:[x])' 'b(:[x])' .ts"] },
  },
  {
    names: 'fastmod codemod',
    free: true,
    options: 'd,dir= e,extensions= g,glob=',
    also: (call) => below(call, 'file.write', valueOf(call, 'd') ?? call.parsed.operands[2]),
    examples: { held: { 'fastmod --accept-all foo bar': 'file.write', 'fastmod a b src': 'file.write' } },
  },
  {
    names: 'fdupes jdupes rdfind czkawka_cli',
    free: true,
    options:
      'r R d,delete N!forced L,linkhard l,linksoft B,dedupe H,linkhard o= deleteduplicates= makehardlinks= makesymlinks= makeresultsfile= dryrun= outputname=write',
    also: (call) => {
      const deletes = call.args.some(
        ({ value }, index) =>
          value === 'true' &&
          /^-(?:deleteduplicates|makehardlinks|makesymlinks)$/.test(call.args[index - 1]?.value ?? ''),
      );
      if (call.title === 'czkawka_cli' || (call.title === 'rdfind' && !deletes))
        opaque(call, call.title, call.range, 'problem.unknown-command');
      else if (deletes) below(call, 'file.delete', call.parsed.operands.at(-1));
      else duplicates(call);
    },
    examples: {
      held: { 'fdupes -rdN photos': 'file.delete', 'jdupes -L -r photos': 'file.delete' },
      passed: ['fdupes -r photos'],
    },
  },
  {
    // Beside the list it always writes a script that takes the files away.
    names: 'rmlint',
    free: true,
    options: 'o,output= O= c,config= T= s=',
    also: (call) => {
      const outputs = call.parsed.given.flatMap(({ name, value }) =>
        /^(?:o|output)$/.test(name) && value !== undefined ? [value] : [],
      );
      for (const place of outputs.length > 0
        ? outputs
        : [plainArg('sh:rmlint.sh', call.range), plainArg('json:rmlint.json', call.range)]) {
        const file = place.value.replace(/^[a-z]+:/, '');
        if (!/^(?:stdout|stderr)$/.test(file)) actOnFile(call, 'output', { ...place, value: file });
      }
    },
    examples: { held: { rmlint: 'file.write', 'rmlint -o sh:rm.sh photos': 'file.write' } },
  },
  {
    names: 'trash-empty trash-rm autotrash',
    free: true,
    options: 'f v print-time all-users trash-dir= dry-run!dry i no',
    also: (call) => {
      call.traits.add('recursive');
      actOnFile(call, 'delete', valueOf(call, 'trash-dir') ?? plainArg('~/.local/share/Trash', call.range));
    },
    examples: { held: { 'trash-empty -f': 'file.delete' }, passed: ['trash-empty --dry-run'] },
  },
  {
    // Both sides become alike: what is gone on one goes on the other.
    names: 'unison',
    free: true,
    single: true,
    options:
      'force= prefer= path= ignore= ui= sshargs=opaque sshcmd=program rshcmd=program servercmd=opaque merge=program diff=program logfile=write root= perms= version!none socket=',
    also: (call) => {
      const roots = call.parsed.operands.filter(({ value }) => /[/.:]/.test(value));
      for (const root of roots)
        if (/^[a-z]+:\/\//.test(root.value)) {
          const host = /^[a-z]+:\/\/(?:[^/@]*@)?([^/:]+)/.exec(root.value)?.[1]?.toLowerCase();
          act(call, 'network.send', 'host', host ?? root.value, root.range, { traits: ['reads-local'] });
        } else {
          call.traits.add('recursive');
          actOnFile(call, 'write', root);
        }
      // A profile of the person's names the two sides.
      if (roots.length === 0) opaque(call, call.title, call.range, 'problem.unknown-input');
    },
    examples: {
      held: { 'unison -batch a/ ssh://host/b': 'file.write network.send', 'unison work': 'exec.opaque' },
      passed: ['unison -version'],
    },
  },
];
