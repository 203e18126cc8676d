/** The SQL that makes a role for looking only. `database`: its name as it is, where one is known. */
export function previewRoleText(database?: string): string {
  const plain = database?.replaceAll(/\p{Cc}/gu, '');
  const name = plain === undefined ? 'your_database' : `"${plain.replaceAll('"', '""')}"`;
  // In a GRANT of MySQL `_` and `%` in a database's name stand for other characters.
  const pattern =
    plain === undefined ? 'your_database' : `\`${plain.replaceAll(/[\\_%]/g, '\\$&').replaceAll('`', '``')}\``;
  return `-- A role with which Keyturn can count rows and change nothing. Read it, then run it as an administrator of the database.
-- Keyturn runs none of this. Without such a role it looks as the role that the action itself would use.
-- Afterwards name it as "previewUser" of the connection in the setting keyturn.connections, accept that on its card, and
-- keep its password with “Keyturn: Databases…”: then previews of that database log in as it.

-- PostgreSQL 14 or newer: choose a password.
CREATE ROLE keyturn_preview LOGIN PASSWORD 'choose one'
  NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 5;
ALTER ROLE keyturn_preview SET default_transaction_read_only = on;
ALTER ROLE keyturn_preview SET statement_timeout = '5s';
ALTER ROLE keyturn_preview SET lock_timeout = '500ms';
GRANT CONNECT ON DATABASE ${name} TO keyturn_preview;
GRANT pg_read_all_data TO keyturn_preview;
-- Where that is too much, grant schema by schema instead:
--   GRANT USAGE ON SCHEMA public TO keyturn_preview;
--   GRANT SELECT ON ALL TABLES IN SCHEMA public TO keyturn_preview;
--   ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO keyturn_preview;

-- To take it back:
--   DROP OWNED BY keyturn_preview; DROP ROLE keyturn_preview;

-- MySQL and MariaDB:
--   CREATE USER 'keyturn_preview'@'localhost' IDENTIFIED BY 'choose one';
--   -- MySQL shows triggers only to who could make some, and without seeing them no count is exact. Keyturn makes none.
--   GRANT SELECT, TRIGGER ON ${pattern}.* TO 'keyturn_preview'@'localhost';
`;
}
