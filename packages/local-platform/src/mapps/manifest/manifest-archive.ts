import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { tryParseJson } from 'monday-persistence/json';
import { isDeeper } from '../../is-deeper.js';
import { MappsInputError } from '../mapps.errors.js';

const FILE = 'manifest.json';
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_LEVELS = 100;

/**
 * The content of `manifest.json` in a zip, as `mapps manifest:import` sends it.
 * @throws MappsInputError
 */
export function unpackManifest(zip: Uint8Array): unknown {
  const bytes = readFile(zip);
  if (!bytes) throw new MappsInputError(`The zip has no ${FILE} of at most ${MAX_BYTES / 1024 / 1024} MiB.`);
  const content = tryParseJson(strFromU8(bytes));
  if (content === undefined) throw new MappsInputError(`${FILE} is not JSON.`);
  if (isDeeper(content, MAX_LEVELS)) throw new MappsInputError(`${FILE} has more than ${MAX_LEVELS} levels.`);
  return content;
}

/** The zip that `mapps manifest:export` unpacks. */
export function packManifest(manifest: unknown): Uint8Array {
  return zipSync({ [FILE]: strToU8(JSON.stringify(manifest, undefined, 2)) });
}

function readFile(zip: Uint8Array): Uint8Array | undefined {
  try {
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => name === FILE && originalSize <= MAX_BYTES,
    });
    return files[FILE];
  } catch {
    throw new MappsInputError('The zip cannot be read.');
  }
}
