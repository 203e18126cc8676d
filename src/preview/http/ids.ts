/** Names of fields whose value names an object: `id`, `volumeId`, `project_ids`, `uuid`, `slug`, `name`. */
const NAMES = /(?:^|[a-z0-9._-])(?:ids?|Ids?|IDs?|uuid|guid|arn)$|^(?:name|slug|key|ref|urn)$/;

/** A part of a path that names one object among many: a number, a UUID, a long word with digits, a prefixed token. */
const PART =
  /^(?:\d{1,20}|[0-9a-f]{8}-[0-9a-f-]{20,40}|[0-9a-f]{12,64}|[a-z]{1,10}[_-](?=[A-Za-z0-9]*\d)[A-Za-z0-9]{4,64}|(?=.*\d)(?=.*[A-Z])[A-Za-z0-9]{8,64})$/i;

export function isIdName(name: string): boolean {
  return NAMES.test(name.slice(name.lastIndexOf('.') + 1));
}

export function isIdPart(part: string): boolean {
  return PART.test(part);
}
