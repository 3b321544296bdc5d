// What the bundles leave for its first use (tools/late-packages.mjs) works then. Takes the modules as the bundler does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { latePackages, requireLate } from '../../../tools/late-packages.mjs';

const require = createRequire(import.meta.url);

/** Runs a file of a package as the bundles have it, and resolves what it requires as they do: from the root. */
function moduleOf(name, path) {
  const file = join(dirname(require.resolve(name)), path);
  const plugin = latePackages.find(({ transform }) => transform.filter.id.test(file));
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(import.meta.dirname);
  module._compile(plugin.transform.handler(readFileSync(file, 'utf8')).code, file);
  return module.exports;
}

const isLoaded = (name) =>
  Object.keys(require.cache).some((file) => file.includes(join('node_modules', name, '/')));

describe('late packages', () => {
  it('checks a phone number', () => {
    const { isPhoneNumber } = moduleOf('class-validator', 'decorator/string/IsPhoneNumber.js');
    assert.equal(isLoaded('libphonenumber-js'), false);
    assert.equal(isPhoneNumber('+12133734253'), true);
    assert.equal(isPhoneNumber('+1213'), false);
    assert.equal(isLoaded('libphonenumber-js'), true);
  });

  it('checks by a rule, and by all rules', () => {
    const { isUUID } = moduleOf('class-validator', 'decorator/string/IsUUID.js');
    const { isStrongPassword } = moduleOf('class-validator', 'decorator/string/IsStrongPassword.js');
    assert.equal(isLoaded('validator'), false);
    assert.deepEqual([isUUID('6f2c1c4e-8c1b-4e0f-9d52-6a1f1c0f3b11'), isUUID('6f2c')], [true, false]);
    assert.deepEqual([isStrongPassword('aB3$efgh'), isStrongPassword('password')], [true, false]);
  });

  it('takes an upload', () => {
    const path = 'multer/interceptors/file.interceptor.js';
    const { FileInterceptor } = moduleOf('@nestjs/platform-express', path);
    assert.equal(typeof new (FileInterceptor('file'))().multer.single, 'function');
  });

  it('reads an old character set', () => {
    const { decode } = moduleOf('iconv-lite', 'index.js');
    assert.equal(decode(Buffer.from([0xc4, 0xe3]), 'gbk'), '\u4f60');
  });

  it('refuses to build where a package loads it in another way', () => {
    assert.throws(
      () => requireLate('import multer from "multer";\n', 'multer', 'multer'),
      /no longer required/,
    );
  });
});
