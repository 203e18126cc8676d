import { listOf, textOf, treeOf, type Tree } from '../parse/tree.ts';
import { literalOf } from './postgresQuery.ts';
import type { PostgresRun } from './postgresRun.ts';

/** Settings that change how a query is planned, timed or shown, never what it means or may do. */
const HARMLESS =
  /^(statement_timeout|lock_timeout|idle_in_transaction_session_timeout|idle_session_timeout|transaction_timeout|timezone|datestyle|intervalstyle|client_encoding|client_min_messages|application_name|extra_float_digits|bytea_output|xmloption|default_text_search_config|work_mem|maintenance_work_mem|temp_buffers|effective_cache_size|enable_\w+|\w+_cost|jit\w*|geqo\w*|from_collapse_limit|join_collapse_limit|plan_cache_mode|constraint_exclusion|cursor_tuple_fraction|parallel_\w+|max_parallel_\w+|min_parallel_\w+|force_parallel_mode|debug_parallel_query|transaction_isolation|default_transaction_isolation|transaction_deferrable|default_transaction_deferrable|log_\w+|track_\w+|lc_\w+|seed|array_nulls|hnsw\.\w+|ivfflat\.\w+|pg_trgm\.\w+|auto_explain\.\w+)$/;

/** SET, RESET, SET TRANSACTION. A setting that changes what later statements mean is an effect of its own. */
export function readSetting(run: PostgresRun, body: Tree): void {
  const kind = textOf(body, 'kind') ?? '';
  const name = (textOf(body, 'name') ?? '').toLowerCase();
  const values = listOf(body, 'args').map(literalOf);
  const changes = (): void =>
    run.draft.effect('sql.admin', 'operation', `SET ${name}`, run.statement, { undo: run.undo });
  if (kind === 'VAR_RESET_ALL') return;
  if (kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT') {
    if (!HARMLESS.test(name) && name !== 'search_path' && name !== 'role') changes();
    if (name === 'search_path') run.schema = 'public';
    return;
  }
  if (kind === 'VAR_SET_MULTI') {
    const readOnly = listOf(body, 'args')
      .map((node) => treeOf(node.DefElem))
      .find((option) => option.defname === 'transaction_read_only');
    if (readOnly !== undefined && Number(literalOf(treeOf(readOnly.arg)) ?? 0) !== 1) changes();
    return;
  }
  if (name === 'role' || name === 'session_authorization') {
    run.draft.effect('sql.privilege', 'role', values[0] ?? '', run.statement);
    return;
  }
  if (name === 'search_path') {
    const path = values.filter((value) => value !== undefined && value !== '$user');
    // With pg_catalog named later, an own function may stand before a built-in one.
    if (path.includes('pg_catalog') && path[0] !== 'pg_catalog') changes();
    run.schema = path.find((schema) => schema !== 'pg_catalog') ?? run.schema;
    return;
  }
  if (/^(default_transaction|transaction)_read_only$/.test(name)) {
    if (!['on', 'true', '1', 'yes'].includes((values[0] ?? '').toLowerCase())) changes();
    return;
  }
  if (name === 'standard_conforming_strings' && values[0] === 'on') return;
  if (!HARMLESS.test(name)) changes();
}
