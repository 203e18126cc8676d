import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { platform } from './platformCalls.ts';
import type { Tool, Usage } from './tool.ts';
import { byItsVerbs } from './verbs.ts';

/** To name what there is it loads the files of the project that describe it. */
const loads: Usage = { free: true, does: 'exec.project:operation' };

const store = (kind: 'infra.destroy' | 'infra.change'): Usage => ({
  free: true,
  options: 'y,yes!forced f,force!forced',
  also: (call) => {
    const noun = call.title.split(' ')[1]?.replace(/s$/, '') ?? '';
    const [name] = call.parsed.operands;
    act(call, kind, 'resource', `${noun}/${name?.value ?? '*'}`, name?.range ?? call.range);
  },
});

/** `dbt VERB`: what it builds takes the place of what is in the warehouse. */
function dbt(call: Call): void {
  const verb = call.args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
  const fresh = call.args.some(({ value }) => /^(?:--full-refresh|-f)$/.test(value));
  if (/^(?:run|build|seed|snapshot|retry|clone|run-operation)$/.test(verb)) {
    act(call, fresh && verb !== 'run-operation' ? 'sql.drop' : 'sql.alter', 'database', 'warehouse', call.range);
    act(call, 'exec.project', 'operation', `dbt ${verb}`, call.range);
  } else if (verb === 'deps') act(call, 'exec.install', 'package', 'packages.yml', call.range);
  else if (/^(?:compile|parse|list|ls|test|debug|docs|source|show|build-docs)$/.test(verb))
    act(call, 'exec.project', 'operation', `dbt ${verb}`, call.range);
  else if (verb !== '' || !call.args.every(({ value }) => /^(?:-v|--version|-h|--help)$/.test(value)))
    act(call, 'exec.opaque', 'unknown', 'dbt', call.range, { certainty: 'possible' });
}

const databricksWords = platform([
  [
    /^(?:fs (?:ls|cat)|bundle (?:validate|summary|schema)|current-user me|workspace (?:list|get-status)|auth (?:describe|profiles))(?: |$)/,
    'read',
  ],
  [/^(?:auth token|secrets get-secret|tokens? create)(?: |$)/, 'secret'],
  [/^(?:auth login|configure)(?: |$)/, 'login'],
  [/^(?:workspace delete|bundle destroy|[\w-]+ delete-run)(?: |$)/, 'destroy'],
  [
    /^(?:fs (?:cp|mkdir)|bundle (?:deploy|run)|jobs (?:run-now|submit|create|reset)|workspace (?:import|import-dir|mkdirs)|api (?:post|put|patch|delete))(?: |$)/,
    'change',
  ],
]);

/** `databricks fs rm -r dbfs:/x` takes files of the workspace that all share; the rest is said by noun and verb. */
function databricks(call: Call): void {
  const words = call.args.filter(({ value }) => !value.startsWith('-'));
  const [noun, verb, place] = words;
  if (noun?.value !== 'fs' || verb?.value !== 'rm' || place === undefined) {
    databricksWords(call);
    return;
  }
  if (call.args.some(({ value }) => /^(?:-r|--recursive)$/.test(value))) call.traits.add('recursive');
  act(call, 'store.delete', 'bucket', place.value, place.range, { undo: 'none' });
}

/** Schedulers of jobs, and tools that fill warehouses. */
export const pipelinesTools: readonly Tool[] = [
  {
    names: 'airflow',
    stop: true,
    free: true,
    commands: {
      'version info cheat-sheet': { free: true },
      dags: {
        stop: true,
        commands: {
          'list show details report next-execution list-runs list-jobs list-import-errors state show-dependencies':
            loads,
          test: loads,
          delete: store('infra.destroy'),
        },
        otherwise: store('infra.change'),
      },
      tasks: {
        stop: true,
        commands: {
          'list render state states-for-dag-run failed-deps': loads,
          test: loads,
          clear: store('infra.destroy'),
        },
        otherwise: store('infra.change'),
      },
      'connections variables': {
        stop: true,
        commands: {
          'list get export test': { free: true, options: 'o,output=', does: 'secret.read:secret' },
          delete: store('infra.destroy'),
        },
        otherwise: store('infra.change'),
      },
      'pools users roles providers jobs': {
        stop: true,
        commands: { 'list get check export hooks': { free: true }, delete: store('infra.destroy') },
        otherwise: store('infra.change'),
      },
      config: { stop: true, commands: { 'list get-value': { free: true, does: 'secret.read:secret' }, lint: loads } },
      db: {
        stop: true,
        commands: {
          'check check-migrations': { free: true },
          'reset clean drop-archived': { free: true, options: 'y,yes!forced', does: 'sql.drop:database=airflow' },
        },
        otherwise: { free: true, does: 'sql.alter:database=airflow' },
      },
      'webserver scheduler standalone triggerer api-server dag-processor': { free: true, does: 'exec.project:service' },
    },
    examples: {
      held: {
        'airflow dags delete etl -y': 'infra.destroy',
        'airflow db reset -y': 'sql.drop',
        'airflow db migrate': 'sql.alter',
        'airflow dags trigger etl': 'infra.change',
        'airflow connections get db': 'secret.read',
        'airflow dags list': 'exec.project',
        'airflow webserver -p 8080': 'exec.project',
        'airflow celery worker': 'exec.opaque',
      },
      passed: ['airflow version', 'airflow pools list'],
    },
  },
  {
    names: 'prefect',
    free: true,
    noHelp: true,
    also: platform([
      [/^(?:version|--version|\S+ (?:ls|inspect|preview))(?: |$)/, 'read'],
      [/^(?:config view|profile inspect|variable get)(?: |$)/, 'secret'],
      [/^server database (?:reset|downgrade)(?: |$)/, 'destroy'],
      [/^(?:deploy|server|worker|flow-run execute|deployment run|deployment apply)(?: |$)/, 'change'],
    ]),
    examples: {
      held: {
        'prefect deployment delete etl/prod': 'infra.destroy',
        'prefect server database reset -y': 'infra.destroy',
        'prefect deploy --all': 'infra.change',
      },
      passed: ['prefect deployment ls', 'prefect version'],
    },
  },
  {
    names: 'dagster dagster-cloud',
    stop: true,
    free: true,
    commands: {
      run: {
        stop: true,
        commands: {
          list: { free: true },
          'delete wipe migrate-repository': {
            free: true,
            options: 'f,force!forced',
            does: 'store.delete:resource=run/$1',
          },
        },
      },
      asset: {
        stop: true,
        commands: {
          list: loads,
          'wipe wipe-partitions-status-cache': {
            free: true,
            options: 'all noprompt!forced',
            does: 'store.delete:resource=asset/$1',
          },
          materialize: { free: true, does: 'exec.project:operation sql.alter:database=assets' },
        },
      },
      'job schedule sensor definitions project': { stop: true, commands: { 'list print validate preview': loads } },
      instance: {
        stop: true,
        commands: { info: { free: true }, 'migrate reindex': { free: true, does: 'sql.alter:database=dagster' } },
      },
    },
    examples: {
      held: {
        'dagster run wipe --force': 'store.delete',
        'dagster asset wipe --all --noprompt': 'store.delete',
        'dagster job launch -j etl': 'exec.opaque',
      },
      passed: ['dagster run list', 'dagster --version'],
    },
  },
  {
    names: 'dbt',
    free: true,
    noHelp: true,
    also: dbt,
    examples: {
      held: {
        'dbt compile': 'exec.project',
        'dbt test': 'exec.project',
        'dbt run': 'sql.alter exec.project',
        'dbt run --full-refresh': 'sql.drop exec.project',
        'dbt run-operation drop_old': 'sql.alter exec.project',
        'dbt frobnicate': 'exec.opaque',
      },
      passed: ['dbt --version'],
    },
  },
  {
    names: 'tctl meltano luigid conductor kcctl kaf',
    free: true,
    noHelp: true,
    also: byItsVerbs,
    examples: {
      held: {
        'tctl --namespace prod workflow terminate -w order-1': 'infra.destroy',
        'kaf topic delete orders': 'infra.destroy',
        'kcctl delete connector pg-source': 'infra.destroy',
      },
      passed: ['kaf topics ls', 'kcctl get connectors'],
    },
  },
  {
    names: 'databricks',
    free: true,
    noHelp: true,
    also: databricks,
    examples: {
      held: {
        'databricks clusters permanent-delete --cluster-id 1': 'infra.destroy',
        'databricks fs rm -r dbfs:/mnt/raw': 'store.delete',
        'databricks bundle deploy': 'infra.change',
        'databricks auth token': 'secret.read',
      },
      passed: ['databricks clusters list', 'databricks bundle validate', 'databricks fs ls dbfs:/'],
    },
  },
];
