import { isUtf8 } from 'node:buffer';
import { JsonNestingError, JsonScanner, JsonSyntaxError } from '../../../json/index.js';

/** Far deeper than any value written by the app. */
const MAX_NESTING = 1_000;

/** A stored value in a reply, as its original JSON text. */
export class ReplyValue {
  constructor(readonly text: string) {}
}

/**
 * The body of a reply. As objects, a page of values can take ten times its size. Therefore each `value` in the reply
 * and in its `records` stays text, and so does a `version` that is a number. Of other fields, only scalars are read.
 * @returns `undefined` if it is no JSON
 */
export function readReply(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  const scanner = new JsonScanner(bytes, MAX_NESTING);
  try {
    const body = readFields(scanner);
    scanner.end();
    return body;
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof JsonNestingError) return undefined;
    throw error;
  }
}

function readFields(scanner: JsonScanner): unknown {
  if (scanner.peek() !== 'object') return scanner.takeScalar();
  const fields = Object.create(null) as Record<string, unknown>;
  scanner.readObject((name) => {
    if (name === 'value') fields[name] = new ReplyValue(scanner.takeText().text);
    else if (name === 'version' && scanner.peek() === 'number') fields[name] = scanner.takeText().text;
    else if (name === 'records' && scanner.peek() === 'array') fields[name] = readRecords(scanner);
    else fields[name] = scanner.takeScalar();
  });
  return fields;
}

function readRecords(scanner: JsonScanner): unknown[] {
  const records: unknown[] = [];
  scanner.readArray(() => records.push(readFields(scanner)));
  return records;
}
