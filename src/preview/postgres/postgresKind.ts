import fs from 'node:fs';
import path from 'node:path';
import type { ServerKind } from '../server/targetOf.ts';
import { serviceNamed } from '../server/serviceFile.ts';
import { passwordFor } from '../server/passwordFile.ts';

/** Where the packages of the systems put the server's socket. */
const SOCKET_FOLDERS = ['/var/run/postgresql', '/run/postgresql', '/tmp'];

/** `home`: the person's home folder, where `.pgpass` lies. */
export function postgresKind(home: string): ServerKind {
  return {
    dialect: 'postgresql',
    schemes: /^postgres/i,
    port: '5432',
    databaseOf: (user) => user,
    localhostIsSocket: false,
    fromEnvironment: (variables) => {
      const fields = {
        host: variables['PGHOST'],
        address: variables['PGHOSTADDR'],
        port: variables['PGPORT'],
        user: variables['PGUSER'],
        database: variables['PGDATABASE'],
        password: variables['PGPASSWORD'],
        options: variables['PGOPTIONS'],
        tls: variables['PGSSLMODE'],
        service: variables['PGSERVICE'],
      };
      return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
    },
    socket: (folder, port) => {
      const name = `.s.PGSQL.${port}`;
      if (folder !== undefined) return path.join(folder, name);
      return SOCKET_FOLDERS.map((place) => path.join(place, name)).find((file) => fs.existsSync(file));
    },
    service: (name, { PGSERVICEFILE: file, PGSYSCONFDIR: folder }) => serviceNamed(name, home, file, folder),
    isUsualSocket: (folder) => SOCKET_FOLDERS.includes(folder),
    password: (wanted) => passwordFor(path.join(home, '.pgpass'), wanted),
  };
}
