import { act } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import { embedArg } from '../calls/embed.ts';
import type { Inner } from '../calls/embed.ts';
import type { Tool } from './tool.ts';
import { readInput } from './sqlClient.ts';

/** BigQuery. */
export const bigqueryTools: readonly Tool[] = [
  {
    names: 'bq',
    stop: true,
    free: true,
    options: 'project_id= location= dataset_id= format= q,quiet headless',
    commands: {
      query: {
        free: true,
        options:
          'use_legacy_sql? nouse_legacy_sql dry_run!dry n,max_rows= destination_table= replace append_table batch maximum_bytes_billed= parameter= label= flagfile=read',
        also: (call) => {
          if (call.state.dry) return;
          const into = valueOf(call, 'destination_table');
          if (into !== undefined)
            act(call, has(call, 'replace') ? 'sql.truncate' : 'sql.insert', 'table', into.value, into.range);
          const text = call.parsed.operands[0];
          const inner: Inner = {
            language: 'sql',
            dialect: 'bigquery',
            connection: { dialect: 'bigquery', target: 'bigquery' },
          };
          if (text !== undefined) embedArg(call, text, inner);
          else readInput(call, inner);
        },
      },
      'ls show head version info': { free: true, operands: 'text...' },
      'rm truncate': {
        free: true,
        options: 'r,recursive!recursive f,force!forced d,dataset t,table m,model',
        forms: [{ with: 'd', operands: 'sql.drop:schema...' }],
        operands: 'sql.drop:table...',
      },
      'mk load insert cp update extract partition cancel set-iam-policy add-iam-policy-binding': {
        free: true,
        does: 'sql.alter:database=$1',
      },
    },
    examples: {
      held: {
        'bq rm -r -f -d project:dataset': 'sql.drop',
        "bq query --destination_table=d.t --replace 'select 1'": 'sql.truncate',
      },
      passed: ['bq ls'],
    },
  },
];
