import { ENCODINGS, type Encoding } from './view-files.js';

const NAMES = Object.keys(ENCODINGS) as Encoding[];

/** The best encoding that the client accepts, by `Accept-Encoding` (RFC 9110, 12.5.3); `undefined` for none. */
export function chooseEncoding(header: string | undefined): Encoding | undefined {
  const qualities = new Map((header ?? '').split(',').map(readQuality));
  return NAMES.find((name) => (qualities.get(name) ?? qualities.get('*') ?? 0) > 0);
}

function readQuality(element: string): readonly [name: string, quality: number] {
  const [name = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return [name, Number(quality)];
}
