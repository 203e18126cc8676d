import type { Family } from '../value/family.ts';
import { methodsOf } from '../value/rule.ts';

const model = (names: string): string => methodsOf(['prismaModel'], names);
const commands = (client: string, names: string): string =>
  names
    .split(' ')
    .map((name) => `@aws-sdk/client-${client}.${name}Command`)
    .join(' ');

/** Clients of databases, stores and services that know more than a statement or a request. */
export const javascriptClients: Family = {
  rules: [
    { names: '@prisma/client.PrismaClient', gives: { object: 'prisma' } },
    { names: methodsOf(['prisma'], '$queryRawUnsafe $executeRawUnsafe $queryRaw $executeRaw'), sql: true },
    { names: methodsOf(['prisma'], '$connect $disconnect $on') },
    { names: model('deleteMany'), effect: 'sql.delete', object: 'table', at: 'self', alone: ['no-where'] },
    { names: model('delete'), effect: 'sql.delete', object: 'table', at: 'self' },
    { names: model('updateMany'), effect: 'sql.update', object: 'table', at: 'self', alone: ['no-where'] },
    { names: model('update'), effect: 'sql.update', object: 'table', at: 'self' },
    { names: model('create createMany upsert createManyAndReturn'), effect: 'sql.insert', object: 'table', at: 'self' },
    {
      names: model('findMany findFirst findUnique findFirstOrThrow findUniqueOrThrow count aggregate groupBy'),
      effect: 'sql.read',
      object: 'table',
      at: 'self',
      gives: { object: 'rows' },
    },
    {
      names: commands('s3', 'DeleteObject DeleteObjects DeleteBucket'),
      effect: 'store.delete',
      object: 'bucket',
      at: 9,
    },
    { names: commands('dynamodb', 'DeleteTable'), effect: 'infra.destroy', object: 'table', at: 9 },
    { names: commands('dynamodb', 'DeleteItem BatchWriteItem'), effect: 'store.delete', object: 'table', at: 9 },
    { names: commands('ec2', 'TerminateInstances DeleteVolume DeleteVpc'), effect: 'infra.destroy', at: 9 },
    { names: 'stripe', effect: 'money.move', at: 9 },
  ],
  examples: {
    held: {
      "const {PrismaClient} = require('@prisma/client'); new PrismaClient().user.deleteMany().then(console.log)":
        'sql.delete User',
      "const {PrismaClient} = require('@prisma/client'); const p = new PrismaClient(); p.$executeRawUnsafe('TRUNCATE users')":
        'sql TRUNCATE users',
      "const {DeleteObjectCommand: D} = require('@aws-sdk/client-s3'); c.send(new D({Bucket: 'shop', Key: 'a'}))":
        'store.delete',
      "require('stripe')(k).refunds.create({charge: 'ch_1'})": 'money.move',
    },
    passed: [],
  },
};
