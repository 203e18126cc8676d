import { openWorkerReader } from '../../sql/openWorkerReader.ts';
import { answerReadings } from './answerReadings.ts';

/** The files of the parsers lie beside this bundle. */
const beside = (name: string): string => new URL(name, import.meta.url).href;

const reader = openWorkerReader({
  sqlite: {
    runtimeScript: beside('syntaqlite-runtime.cjs'),
    runtimeWasm: beside('syntaqlite-runtime.wasm'),
    dialectWasm: beside('syntaqlite-sqlite.wasm'),
  },
});

answerReadings(async ({ source, context }, loading) => {
  const load = reader.load(source);
  if (load !== undefined) await loading(load);
  return reader.read(source, context);
});
