/** System tables that hold password hashes, keys or connection strings. */
const SECRET: Readonly<Record<string, readonly string[]>> = {
  postgresql: [
    'pg_catalog.pg_authid',
    'pg_catalog.pg_shadow',
    'pg_catalog.pg_user_mapping',
    'pg_catalog.pg_user_mappings',
    'pg_catalog.pg_subscription',
    'vault.secrets',
    'vault.decrypted_secrets',
  ],
  mysql: ['mysql.user', 'mysql.global_priv', 'mysql.proxies_priv', 'mysql.servers', 'mysql.slave_master_info'],
};

export function isSecretTable(family: 'postgresql' | 'mysql', name: string): boolean {
  return SECRET[family]?.includes(name.toLowerCase()) ?? false;
}
