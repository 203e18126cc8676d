import * as z from 'zod/mini';
import { intentSchema } from '../../src/action/intentSchema.ts';
import { ruleFileSchema } from '../../src/rules/file/ruleSchema.ts';
import { digestVectors } from './digestVectors.ts';
import { openApi } from './openApi.ts';

/** The files of media/schema by name, as they must be: made from the decoders, never by hand. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const intent = intentJsonSchema();
  return new Map([
    ['intent.schema.json', jsonText({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...intent })],
    ['rules.schema.json', jsonText(rulesJsonSchema())],
    ['openapi.json', jsonText(openApi(intent))],
    ['digest-vectors.json', jsonText(digestVectors())],
  ]);
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Draft 2020-12, with what the decoder does beyond the schema: exactly one of two fields, and `input` as an object. */
function intentJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(intentSchema, {
    override: ({ jsonSchema }) => {
      const properties = jsonSchema.properties;
      if (properties?.['argv'] !== undefined) jsonSchema.oneOf = [{ required: ['command'] }, { required: ['argv'] }];
      // The decoder sees the source text of the input; on the wire it is an object.
      if (properties?.['input'] !== undefined) properties['input'] = { type: 'object' };
    },
  });
  return { title: 'Keyturn intent, version 1', ...schema };
}

/**
 * Draft-07: the newest that the editor's own JSON support knows whole. The two words beside it are the editor's: without them it
 * marks every comma before a bracket, which our own presets have.
 */
function rulesJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'Keyturn rules, version 1',
    allowTrailingCommas: true,
    allowComments: true,
    ...z.toJSONSchema(ruleFileSchema, { target: 'draft-7' }),
  };
}
