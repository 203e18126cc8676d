import type { Family } from '../value/family.ts';
import { modelRules } from '../value/models.ts';
import { methodsOf } from '../value/rule.ts';

export const rubyDatabases: Family = {
  rules: [
    ...modelRules({
      narrows: 'where find_by_sql rewhere not',
      shapes:
        'all order limit offset includes joins left_joins preload eager_load select group having distinct unscoped reorder readonly references lock',
      reads:
        'count pluck exists? sum average minimum maximum ids pick to_a size length empty? any? none? many? inspect map each find_each find_in_batches to_json as_json each_with_index',
      finds: 'find find_by find_by! first last take first! last! sole find_or_initialize_by',
      inserts: 'create create! insert insert_all insert! upsert upsert_all find_or_create_by find_or_create_by!',
      updates:
        'update_all update update! update_column update_columns update_attribute increment! decrement! toggle! touch touch_all save save!',
      deletes: 'delete_all destroy_all delete_by destroy_by delete destroy destroy!',
      truncates: 'truncate',
      looks:
        'id name email created_at updated_at inspect attributes to_json as_json nil? present? persisted? errors valid? to_s title status slug',
    }),
    {
      names:
        'model#column_names model#columns model#table_name model#attribute_names model#primary_key model#to_sql query#to_sql model#name model#none',
    },
    {
      names: 'ActiveRecord.Base.connection ActiveRecord.Base.lease_connection model#connection',
      gives: { object: 'sql' },
    },
    {
      names: methodsOf(
        ['sql', 'postgresql', 'mysql', 'sqlite'],
        'execute exec_query exec exec_params query select_all select_value select_values select_rows select_one update delete insert async_exec prepare execute_batch get_first_value get_first_row run fetch',
      ),
      sql: true,
      gives: { object: 'rows' },
    },
    { names: methodsOf(['sql'], 'tables table_exists? columns indexes current_database adapter_name data_sources') },
    { names: 'sql#drop_table', effect: 'sql.drop', object: 'table' },
    { names: 'sql#truncate sql#truncate_tables', effect: 'sql.truncate', object: 'table' },
    {
      names: methodsOf(
        ['postgresql', 'mysql', 'sqlite'],
        'close finish transaction tables results_as_hash= busy_timeout',
      ),
    },
    { names: 'SQLite3.Database.new SQLite3.Database.open', gives: { object: 'sqlite' } },
    { names: 'PG.connect PG.Connection.new PG.Connection.open', gives: { object: 'postgresql' } },
    { names: 'Mysql2.Client.new', gives: { object: 'mysql' } },
    { names: 'Sequel.connect Sequel.sqlite Sequel.postgres', gives: { object: 'sql' } },
    { names: '*#execute *#exec_query *#exec_params', sql: true, gives: { object: 'rows' } },
    { names: '*#delete_all *#destroy_all *#delete_many', effect: 'sql.delete', object: 'unknown' },
    { names: '*#update_all *#destroy', effect: 'sql.update', object: 'unknown' },
    {
      names: '*#drop *#drop_table *#truncate *#flushall *#flushdb *#drop_database',
      effect: 'store.delete',
      object: 'unknown',
    },
  ],
  examples: {
    held: {
      'User.delete_all': 'sql.delete users',
      "OrderItem.where(status: 'x').destroy_all": 'sql.delete order_items',
      'User.find(1).destroy': 'sql.delete users',
      'Category.update_all(x: 1)': 'sql.update categories',
      "ActiveRecord::Base.connection.execute('TRUNCATE orders')": 'sql TRUNCATE orders',
      "SQLite3::Database.new('x.db').execute('DELETE FROM t')": 'sql DELETE FROM t',
      'Shop::Order.delete_all': 'sql.delete',
      'User.first.send_welcome_email': 'exec.opaque',
      'puts User.count': 'sql.read users',
    },
    passed: [],
  },
};
