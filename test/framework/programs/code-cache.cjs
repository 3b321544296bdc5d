'use strict';
// Loaded before each of the programs. Keeps what V8 compiled for the next processes: to compile the app takes almost half of
// the processor time of its start. The first process that loads a file writes what is missing, also one that will be killed.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const FOLDER = join(__dirname, '../code');
const HEAD = Module.wrap('\n').indexOf('\n');
/** Such a call fails in code that was compiled before. */
const DYNAMIC_IMPORT = /\bimport\s*\(/;
const PROBABLY_STARTED_MS = 500;
const compile = Module.prototype._compile;

/** What was compiled here, by the file to keep it in. */
const compiled = new Map();

Module.prototype._compile = function compileOnce(text, path, format) {
  if (format === 'module' || DYNAMIC_IMPORT.test(text)) return compile.call(this, text, path, format);
  const file = join(
    FOLDER,
    createHash('sha1').update(process.version).update(path).update(text).digest('hex'),
  );
  const script = new Script(Module.wrap(text), {
    filename: path,
    columnOffset: -HEAD,
    cachedData: read(file),
  });
  // Undefined without a file, true if it is not of this V8.
  if (script.cachedDataRejected !== false) compiled.set(file, script);
  const run = script.runInThisContext();
  return run.call(this.exports, this.exports, Module.createRequire(path), this, path, dirname(path));
};

// Late, so that it contains the functions that ran: V8 compiles each when it is called.
process.once('exit', keepCompiled);
setTimeout(keepCompiled, PROBABLY_STARTED_MS).unref();

function keepCompiled() {
  if (compiled.size > 0) mkdirSync(FOLDER, { recursive: true });
  for (const [file, script] of compiled) write(file, script.createCachedData());
  compiled.clear();
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all: other processes read and write it meanwhile. */
function write(file, data) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, data);
  renameSync(draft, file);
}
