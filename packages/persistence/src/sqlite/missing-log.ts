import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** Places in the header of a file: https://www.sqlite.org/fileformat.html#the_database_header */
const HEADER_BYTES = 100;
const READ_VERSION_AT = 19;
const USER_VERSION_AT = 60;
const WRITE_AHEAD = 2;

/**
 * True for a file in write-ahead log mode without tables and without a log file: it was copied alone while its data was
 * in the log. It would open as an empty database.
 */
export function isMissingItsLog(path: string): boolean {
  if (!existsSync(path) || existsSync(`${path}-wal`)) return false;
  const header = readHeader(path);
  return header[READ_VERSION_AT] === WRITE_AHEAD && header.readUInt32BE(USER_VERSION_AT) === 0;
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  return header;
}
