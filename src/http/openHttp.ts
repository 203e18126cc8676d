import type { OpenReader } from '../reading/reader.ts';
import { createHttpReader } from './readHttp.ts';

/** Opens the reader of requests; GraphQL's parser is loaded with the first one. */
export const openHttpReader: OpenReader = async () => {
  const { parse } = await import('graphql/language/parser.js');
  return createHttpReader((text) => parse(text, { noLocation: true }));
};
