import { inputProblem } from './problem.ts';
import type { InputCode, InputProblem } from './problem.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export interface JsonLimits {
  /** Most UTF-16 units of the whole text. */
  readonly length: number;
  /** Most nested arrays and objects. */
  readonly depth: number;
}

const JSON_LIMITS: JsonLimits = { length: 16 * 1024 * 1024, depth: 32 };

export type Scanned =
  | { readonly ok: true; readonly value: JsonValue; readonly exact?: string }
  | { readonly ok: false; readonly problem: InputProblem };

/**
 * Reads JSON (RFC 8259) more strictly than `JSON.parse`: no duplicate keys, no NUL, no lone surrogates, bounded depth
 * and length. Where `exact` names a place by its keys, that value stands in the result as its source text, letter by
 * letter, so that it can be digested as the bytes received; it is checked all the same. Never throws.
 */
export function scanJson(text: string, exact?: readonly string[], limits: JsonLimits = JSON_LIMITS): Scanned {
  if (text.length > limits.length)
    return { ok: false, problem: inputProblem('', 'too-large', { limit: String(limits.length) }) };
  const scanner = new Scanner(text, exact, limits);
  try {
    return { ok: true, value: scanner.whole() };
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, problem: fault.problem };
    throw fault;
  }
}

class Fault extends Error {
  readonly problem: InputProblem;
  constructor(problem: InputProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** A run of string content without quotes, escapes, control characters or surrogates. */
const PLAIN = /[^"\\\u0000-\u001f\ud800-\udfff]+/y;
const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Scanner {
  private at = 0;
  private readonly path: string[] = [];
  private readonly text: string;
  private readonly exact: readonly string[] | undefined;
  private readonly limits: JsonLimits;

  constructor(text: string, exact: readonly string[] | undefined, limits: JsonLimits) {
    this.text = text;
    this.exact = exact;
    this.limits = limits;
  }

  whole(): JsonValue {
    this.space();
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail('syntax');
    return value;
  }

  private fail(code: InputCode, values: Readonly<Record<string, string>> = {}): never {
    throw new Fault(inputProblem(this.path.join('.'), code, { offset: String(this.at), ...values }));
  }

  private space(): void {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return;
      this.at++;
    }
  }

  private value(depth: number): JsonValue {
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth + 1);
      case '[':
        return this.array(depth + 1);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail('syntax');
    this.at += word.length;
    return value;
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (found === null) this.fail('syntax');
    const value = Number(found[0]);
    if (!Number.isFinite(value)) this.fail('number-range');
    this.at += found[0].length;
    return value;
  }

  private deeper(depth: number): void {
    if (depth > this.limits.depth) this.fail('too-deep', { limit: String(this.limits.depth) });
  }

  /** A value below a key or index, as itself or, where asked, as its source text. */
  private member(key: string, depth: number): JsonValue {
    this.path.push(key);
    const start = this.at;
    const value = this.value(depth);
    const wanted = this.isExact();
    this.path.pop();
    return wanted ? this.text.slice(start, this.at) : value;
  }

  private isExact(): boolean {
    const { exact, path } = this;
    return exact !== undefined && exact.length === path.length && exact.every((key, index) => key === path[index]);
  }

  private array(depth: number): JsonValue {
    this.deeper(depth);
    const items: JsonValue[] = [];
    this.at++;
    this.space();
    if (this.text[this.at] === ']') {
      this.at++;
      return items;
    }
    for (;;) {
      this.space();
      items.push(this.member(String(items.length), depth));
      this.space();
      const c = this.text[this.at];
      if (c !== ',' && c !== ']') this.fail('syntax');
      this.at++;
      if (c === ']') return items;
    }
  }

  private object(depth: number): JsonValue {
    this.deeper(depth);
    const members = new Map<string, JsonValue>();
    this.at++;
    this.space();
    if (this.text[this.at] === '}') {
      this.at++;
      return {};
    }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail('syntax');
      const key = this.string();
      if (members.has(key)) this.failAt(key, 'duplicate-key');
      // An own `__proto__` is lost or worse in every later copy of the object.
      if (key === '__proto__') this.failAt(key, 'reserved-key');
      this.space();
      if (this.text[this.at] !== ':') this.fail('syntax');
      this.at++;
      this.space();
      members.set(key, this.member(key, depth));
      this.space();
      const c = this.text[this.at];
      if (c !== ',' && c !== '}') this.fail('syntax');
      this.at++;
      if (c === '}') return Object.fromEntries(members);
    }
  }

  private failAt(key: string, code: InputCode): never {
    this.path.push(key);
    return this.fail(code);
  }

  private string(): string {
    let value = '';
    this.at++;
    for (;;) {
      PLAIN.lastIndex = this.at;
      const run = PLAIN.exec(this.text);
      if (run !== null) {
        value += run[0];
        this.at += run[0].length;
      }
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) {
        this.at++;
        return value;
      }
      value += code === 0x5c ? this.escape() : this.surrogates(code);
    }
  }

  /** What stands where no plain character does: a surrogate pair, or something a JSON string cannot hold. */
  private surrogates(code: number): string {
    if (code === 0) this.fail('nul');
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = this.text.charCodeAt(this.at + 1);
      if (code > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) this.fail('lone-surrogate');
      this.at += 2;
      return this.text.slice(this.at - 2, this.at);
    }
    return this.fail('syntax');
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter !== 'u') {
      const plain = Object.hasOwn(ESCAPED, letter) ? ESCAPED[letter] : undefined;
      if (plain === undefined) this.fail('syntax');
      this.at += 2;
      return plain;
    }
    const unit = this.unit(this.at);
    if (unit === 0) this.fail('nul');
    if (unit < 0xd800 || unit > 0xdfff) {
      this.at += 6;
      return String.fromCharCode(unit);
    }
    if (unit > 0xdbff || !this.text.startsWith('\\u', this.at + 6)) this.fail('lone-surrogate');
    const low = this.unit(this.at + 6);
    if (low < 0xdc00 || low > 0xdfff) this.fail('lone-surrogate');
    this.at += 12;
    return String.fromCharCode(unit, low);
  }

  private unit(at: number): number {
    const digits = this.text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail('syntax');
    return Number.parseInt(digits, 16);
  }
}
