import fs from 'node:fs';
import path from 'node:path';
import type { ServerKind } from '../server/targetOf.ts';
import { clientOptions } from './session/optionFile.ts';

/** Where the packages of the systems put the server's socket. */
const SOCKETS = [
  '/run/mysqld/mysqld.sock',
  '/var/run/mysqld/mysqld.sock',
  '/tmp/mysql.sock',
  '/var/lib/mysql/mysql.sock',
];

/** `home`: the person's home folder, where `.my.cnf` lies. */
export function mysqlKind(home: string): ServerKind {
  return {
    dialect: 'mysql',
    schemes: /^(?:mysql|mariadb)/i,
    port: '3306',
    // The client goes into no database unless it is told one.
    databaseOf: () => '',
    localhostIsSocket: true,
    fromEnvironment: (variables) => {
      const fields = {
        host: variables['MYSQL_HOST'],
        port: variables['MYSQL_TCP_PORT'],
        socket: variables['MYSQL_UNIX_PORT'],
        password: variables['MYSQL_PWD'],
      };
      return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
    },
    socket: () => SOCKETS.find((file) => fs.existsSync(file)),
    fromOwnFile: () => clientOptions(path.join(home, '.my.cnf')),
  };
}
