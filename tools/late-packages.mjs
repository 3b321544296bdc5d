/**
 * What packages load at the start although few apps use it: phone numbers, uploads, and the tables of old character sets, 1.2 MB of text.
 * It stays in `node_modules`, and the first call that uses it loads it.
 */
const IMPORTS = [
  {
    name: 'libphonenumber-js/max',
    importer: /[\\/]class-validator[\\/]cjs[\\/]decorator[\\/]string[\\/]IsPhoneNumber\.js$/,
  },
  {
    name: 'multer',
    importer: /[\\/]platform-express[\\/]multer[\\/]interceptors[\\/][\w-]+\.interceptor\.js$/,
  },
  {
    name: 'iconv-lite/encodings',
    importer: /[\\/]iconv-lite[\\/]lib[\\/]index\.js$/,
    path: '../encodings',
  },
];

/** What a bundle leaves out, as its code requires it. */
export const LATE_PACKAGES = IMPORTS.map(({ name }) => name);

/**
 * Moves what a module requires to where it is used.
 * @param path what the module requires now
 * @param name what it then requires, from wherever the bundle is
 * @throws if the module does not require it in a line of its own
 */
export function requireLate(code, path, name) {
  const [line, variable] =
    new RegExp(`^ *(?:const|var) (\\w+) = require\\("${path}"\\);?\\n`, 'm').exec(code) ?? [];
  if (variable === undefined) throw new Error(`${path} is no longer required in a line of its own`);
  const uses = new RegExp(`(?<![\\w."/])${variable}(?![\\w"/])`, 'g');
  return code.replace(line, '').replace(uses, `require("${name}")`);
}

/** For the bundler. */
export const latePackages = IMPORTS.map(({ name, importer, path = name }) => ({
  name: `late-${name}`,
  transform: {
    filter: { id: importer },
    handler: (code) => ({ code: requireLate(code, path, name), map: null }),
  },
}));
