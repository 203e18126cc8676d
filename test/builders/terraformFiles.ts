/** Files of Terraform's in their real forms: a state of format 4, and a saved plan (a zip of protobuf, format 3). */
import zlib from 'node:zlib';

export interface StateResource {
  readonly module?: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly key?: string | number;
    readonly attributes?: Readonly<Record<string, unknown>>;
    readonly dependencies?: readonly string[];
  }[];
}

export function stateText(resources: readonly StateResource[], serial = 42): string {
  return JSON.stringify(
    {
      version: 4,
      terraform_version: '1.9.8',
      serial,
      lineage: '9f2f0c1e-0f2a-4a39-9f5e-2c7f3f0f1d11',
      outputs: { password: { value: 'hunter2hunter2', type: 'string', sensitive: true } },
      resources: resources.map(({ module, mode = 'managed', type, name, instances }) => ({
        ...(module === undefined ? {} : { module }),
        mode,
        type,
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: instances.map(({ key, attributes = {}, dependencies }) => ({
          ...(key === undefined ? {} : { index_key: key }),
          schema_version: 0,
          attributes,
          sensitive_attributes: [],
          private: 'bnVsbA==',
          ...(dependencies === undefined ? {} : { dependencies }),
        })),
      })),
      check_results: null,
    },
    undefined,
    2,
  );
}

/** A database, a bucket, a network with two subnets, and a lookup. */
export const SHOP: readonly StateResource[] = [
  { mode: 'data', type: 'aws_caller_identity', name: 'me', instances: [{ attributes: { id: '123456789012' } }] },
  {
    type: 'aws_db_instance',
    name: 'main',
    instances: [
      {
        attributes: {
          id: 'db-ABC123',
          identifier: 'shop-production',
          password: 'hunter2hunter2',
          skip_final_snapshot: true,
          deletion_protection: false,
          availability_zone: 'eu-central-1a',
        },
        dependencies: ['aws_subnet.private', 'aws_vpc.main'],
      },
    ],
  },
  {
    module: 'module.files["eu"]',
    type: 'aws_s3_bucket',
    name: 'uploads',
    instances: [{ attributes: { id: 'shop-uploads', bucket: 'shop-uploads', force_destroy: true } }],
  },
  {
    type: 'aws_subnet',
    name: 'private',
    instances: [
      { key: 0, attributes: { id: 'subnet-0' }, dependencies: ['aws_vpc.main'] },
      { key: 1, attributes: { id: 'subnet-1' }, dependencies: ['aws_vpc.main'] },
    ],
  },
  { type: 'aws_vpc', name: 'main', instances: [{ attributes: { id: 'vpc-1' } }] },
];

const ACTIONS = { none: 0, create: 1, read: 2, update: 3, delete: 5, replace: 6, forget: 8 } as const;

export type PlanChange = readonly [address: string, action: keyof typeof ACTIONS];

/**
 * By `planfile.proto` of Terraform and OpenTofu. `second`: a second address for each change, as no tool writes it;
 * `errored`: making it failed half-way.
 */
export function planFile(
  changes: readonly PlanChange[],
  state: string,
  format = 3,
  second?: string,
  errored = false,
): Buffer {
  const message = Buffer.concat([
    field(1, format),
    ...changes.map(([address, action]) =>
      field(
        3,
        Buffer.concat([
          field(8, Buffer.from('provider["registry.terraform.io/hashicorp/aws"]')),
          field(9, Buffer.concat([field(1, ACTIONS[action]), field(2, field(1, Buffer.from([0xc0])))])),
          field(13, Buffer.from(address)),
          ...(second === undefined ? [] : [field(13, Buffer.from(second))]),
        ]),
      ),
    ),
    field(13, field(1, Buffer.from('local'))),
    field(14, Buffer.from('1.9.8')),
    field(17, 0),
    ...(errored ? [field(20, 1)] : []),
  ]);
  return zip([
    ['tfplan', message],
    ['tfstate', Buffer.from(state)],
    ['tfconfig/modules.json', Buffer.from('[]')],
  ]);
}

function field(number: number, value: number | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)]);
  return Buffer.concat([varint(number * 8 + 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push(left < 128 ? left : (left % 128) + 128);
    if (left < 128) return Buffer.from(bytes);
  }
}

/** As Go's `archive/zip` writes it: deflated, the sizes behind the content. Checksums, which the reader leaves to Terraform, are nought. */
function zip(files: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const packed = zlib.deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const behind = Buffer.alloc(16);
    behind.writeUInt32LE(0x08074b50, 0);
    behind.writeUInt32LE(packed.length, 8);
    behind.writeUInt32LE(content.length, 12);
    const listed = Buffer.alloc(46);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt16LE(8, 8);
    listed.writeUInt16LE(8, 10);
    listed.writeUInt32LE(packed.length, 20);
    listed.writeUInt32LE(content.length, 24);
    listed.writeUInt16LE(name.length, 28);
    listed.writeUInt32LE(at, 42);
    list.push(listed, Buffer.from(name));
    const whole = Buffer.concat([local, Buffer.from(name), packed, behind]);
    parts.push(whole);
    at += whole.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}
