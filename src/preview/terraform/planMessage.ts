/** What a plan does to one object. `forget`: it stays, but Terraform manages it no longer. */
export interface PlannedChange {
  readonly address: string;
  readonly does: 'create' | 'update' | 'delete' | 'replace' | 'forget';
}

/** The message `Plan`, of which only what is needed is taken. */
export interface PlanMessage {
  readonly changes: readonly PlannedChange[];
  readonly errored: boolean;
  readonly version: string;
}

/** The format's number; another one may mean other things by the same fields. */
const FORMAT = 3n;

/** By the enum `Action`. Undefined: nothing is done to it. */
const DOES: ReadonlyMap<bigint, PlannedChange['does'] | undefined> = new Map([
  [0n, undefined],
  [1n, 'create'],
  [2n, undefined],
  [3n, 'update'],
  [5n, 'delete'],
  [6n, 'replace'],
  [7n, 'replace'],
  [8n, 'forget'],
  [9n, 'replace'],
]);

/** Undefined: another format, or an action that is not known here. Throws where the bytes are no message. */
export function readPlanMessage(bytes: Buffer): PlanMessage | undefined {
  const plan = fieldsOf(bytes);
  if (numberOf(plan, 1) !== FORMAT) return undefined;
  const changes: PlannedChange[] = [];
  for (const one of bytesOf(plan, 3)) {
    const change = fieldsOf(one);
    const addresses = bytesOf(change, 13);
    const changed = bytesOf(change, 9);
    // Terraform writes each once. Given twice, other readers take the last, or both together.
    if (addresses.length !== 1 || changed.length > 1) return undefined;
    const address = addresses[0]?.toString('utf8');
    const action = numberOf(fieldsOf(changed[0] ?? Buffer.alloc(0)), 1) ?? 0n;
    if (address === undefined || !DOES.has(action)) return undefined;
    const does = DOES.get(action);
    if (does !== undefined) changes.push({ address, does });
  }
  return {
    changes,
    errored: (numberOf(plan, 20) ?? 0n) !== 0n,
    version: bytesOf(plan, 14)[0]?.toString('utf8') ?? '',
  };
}

interface Field {
  readonly number: number;
  readonly value: bigint | Buffer;
}

/** The fields of a protobuf message, in order. Throws where it ends in the middle of one or has a wire type of no meaning. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new Error('a number that does not end');
  };
  const take = (length: number): Buffer => {
    if (at + length > message.length) throw new Error('a field that is longer than its message');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    switch (Number(tag & 7n)) {
      case 0:
        fields.push({ number, value: varint() });
        break;
      case 1:
        take(8);
        break;
      case 2:
        fields.push({ number, value: take(Number(varint())) });
        break;
      case 5:
        take(4);
        break;
      default:
        throw new Error('a field of no known wire type');
    }
  }
  return fields;
}

/** Of a field that is given more than once the last counts, as the format has it. */
function numberOf(fields: readonly Field[], number: number): bigint | undefined {
  const value = fields.findLast((field) => field.number === number)?.value;
  return typeof value === 'bigint' ? value : undefined;
}

function bytesOf(fields: readonly Field[], number: number): readonly Buffer[] {
  return fields.flatMap(({ number: its, value }) => (its === number && typeof value !== 'bigint' ? [value] : []));
}
