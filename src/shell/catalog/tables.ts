import { actOnFile, opaque } from '../effects/act.ts';
import { valueOf } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** Verbs of `xsv` and its kin that print a table or tell of one. */
const TABLE_VERBS =
  /^(?:cat|count|dedup|enum|eval|explode|filter|fill|fixlengths|flatten|fmt|frequency|freq|groupby|head|tail|headers|help|input|join|joinp|json|tojson|jsonl|tojsonl|map|rename|replace|reverse|sample|search|searchset|select|slice|sort|stats|table|transpose|transform|view|agg|behead|count|list|--list|version)$/;

/** Tools that read tables of text and print others. */
export const tables: readonly Tool[] = [
  {
    names: 'csvcut csvgrep csvstat csvlook csvsort csvjson csvjoin csvstack tidy-viewer',
    free: true,
    also: (call) => {
      for (const arg of call.parsed.operands) if (/[./]/.test(arg.value)) actOnFile(call, 'read', arg);
      const out = valueOf(call, 'o', 'output');
      if (out !== undefined) actOnFile(call, 'output', out);
    },
    options: 'o,output=',
    examples: {
      held: { 'csvlook a.csv -o b.csv': 'file.read file.write' },
      passed: ['csvcut -c 1,3 data.csv'],
    },
  },
  {
    names: 'in2csv',
    free: true,
    options: 'write-sheets=opaque',
    operands: 'read...',
    examples: { passed: ['in2csv a.xlsx'] },
  },
  {
    names: 'xan xsv qsv',
    free: true,
    options: 'o,output=output',
    also: (call) => {
      const [verb, ...more] = call.parsed.operands;
      for (const arg of more) if (/[./]/.test(arg.value)) actOnFile(call, 'read', arg);
      // Others split a table into files, fetch, or run a program for each row.
      if (!TABLE_VERBS.test(verb?.value ?? 'help'))
        opaque(call, `${call.title} ${verb?.value ?? ''}`, call.range, 'problem.unknown-command');
    },
    examples: {
      held: {
        'xsv sort a.csv -o b.csv': 'file.read file.write',
        "qsv foreach x 'rm {}' a.csv": 'exec.opaque file.read',
      },
      passed: ['xsv stats a.csv', 'xan headers a.csv'],
    },
  },
  {
    names: 'mlr miller',
    free: true,
    noHelp: true,
    options: 'I!opaque',
    also: (call) => {
      for (const arg of call.parsed.operands) if (/[./]/.test(arg.value)) actOnFile(call, 'read', arg);
      // Its language opens files and starts programs, and some verbs write.
      if (
        call.args.some(({ value }) =>
          /\b(?:system|exec|tee|emit|dump|print\w*)\b.*[(>|]|^(?:tee|split|case|--load|--mload|--prepipex?|--from-prepipe|--ofmt-file|-s)$/.test(
            value,
          ),
        ) ||
        // To these two the letter names a program; to others, fields.
        call.args.some(
          ({ value }, at) =>
            value === '-f' &&
            call.args
              .slice(0, at)
              .map((arg) => arg.value)
              .findLastIndex((word) => /^(?:put|filter)$/.test(word)) >
              call.args.slice(0, at).findLastIndex((arg) => arg.value === 'then'),
        )
      )
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: {
      held: {
        'mlr -n put -f a.mlr': 'exec.opaque file.read',
        'mlr -n put \'end{system("rm -rf x")}\'': 'exec.opaque',
        'mlr --icsv split -g a x.csv': 'exec.opaque file.read',
      },
      passed: [
        'mlr --icsv head -n 5 data.csv',
        'mlr --icsv stats1 -a mean -f amount a.csv',
        "mlr --icsv --ojson filter '$a > 1' a.csv",
      ],
    },
  },
];
