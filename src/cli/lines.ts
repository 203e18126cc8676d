/** A line of input: its bytes without the line break, or `too-long` when it passed the limit and was thrown away. */
export type InputLine = Uint8Array | 'too-long';

/** The lines of a byte stream, in order. A last line without a line break counts; nothing after the last break does not. */
export async function* linesOf(input: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<InputLine> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const finish = (): InputLine => {
    const line = size > limit ? ('too-long' as const) : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      add(chunk.subarray(from, end));
      yield finish();
      from = end + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (size > 0) yield finish();

  function add(part: Uint8Array): void {
    size += part.length;
    if (size <= limit) parts.push(part);
    else parts = [];
  }
}
