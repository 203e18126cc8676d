/** `aws_instance.web[0]`, `module.a["x"].aws_s3_bucket.b`: as Terraform writes an instance's address. */
export function addressOf(
  module: string | undefined,
  type: string,
  name: string,
  key: string | number | undefined,
): string {
  const resource = `${module === undefined || module === '' ? '' : `${module}.`}${type}.${name}`;
  if (key === undefined) return resource;
  return `${resource}[${typeof key === 'number' ? key : JSON.stringify(key)}]`;
}

/** Whether an instance is what an address means: itself, its resource, or a module that it lies in. */
export function isMeant(instance: string, address: string): boolean {
  return (
    address !== '' && (instance === address || instance.startsWith(`${address}[`) || instance.startsWith(`${address}.`))
  );
}

/** The address without its keys, as dependencies are written down: `module.a["x"].aws_x.y[0]` is `module.a.aws_x.y`. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

/** As the shell reader names the object of an address: `kind/name`. */
export function objectNameOf(address: string): string {
  return address.replace('.', '/');
}
