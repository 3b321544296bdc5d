/**
 * What packages load at the start although it may never be used: the first call that uses it loads it instead. Phone numbers, uploads
 * and the tables of old character sets, 1.2 MB of text for few apps, also stay in `node_modules`.
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

/** Of the hundred rules of `validator`, an app uses a few. They are in the bundle, and each runs when it is first used. */
const RULES = {
  importer: /[\\/]class-validator[\\/]cjs[\\/]decorator[\\/]\w+[\\/]\w+\.js$/,
  path: 'validator[\\w/]*',
  content: /require\("validator/,
};

/** What a bundle leaves out, as its code requires it. */
export const LATE_PACKAGES = IMPORTS.map(({ name }) => name);

/** For the bundler. */
export const latePackages = [...IMPORTS, RULES].map(({ name, importer, path = name, content }) => ({
  name: `late-${name ?? 'rules'}`,
  transform: {
    filter: { id: importer, code: content },
    handler: (code) => ({ code: requireLate(code, path, name), map: null }),
  },
}));

/**
 * Moves what a module requires to where it is used.
 * @param path what the module requires now, as part of a regular expression
 * @param name what it then requires, from wherever the bundle is; default: the same
 * @throws if the module does not require it in a line of its own
 */
export function requireLate(code, path, name) {
  const required = new RegExp(`^ *(?:const|var) (\\w+) = ((?:\\w+\\()?require\\("${path}"\\)\\)?);?\\n`, 'm');
  const [line, variable, call] = required.exec(code) ?? [];
  if (line === undefined) throw new Error(`${path} is no longer required in a line of its own`);
  const uses = new RegExp(`(?<![\\w."/])${variable}(?![\\w"/:])`, 'g');
  return code.replace(line, '').replace(uses, name ? `require("${name}")` : call);
}
