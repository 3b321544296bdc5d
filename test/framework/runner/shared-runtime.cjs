const asyncHooks = require('node:async_hooks');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { relative, resolve, sep } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const ROOT = resolve(__dirname, '../../..');
const SHARED = /^(src|tools|packages\/[^/]+\/src)\/(?!.*\.spec\.ts$)/;
const INSTALLED = `${sep}node_modules${sep}`;
/** monday's SDK chooses what it does when it is loaded, and keeps its logins, and so do its packages. */
const STATEFUL = `${INSTALLED}@mondaycom${sep}apps-sdk${sep}`;

/**
 * A test file that mocks: what it mocks must not be loaded yet, and nobody else may see it. And one that says so, because it
 * counts the work of functions, which V8 does only if they did not run before. It compares sources, so these differ.
 */
const OWN_MODULES = /\bjest\.mock\(|^ \* @own-modules$/m;

/**
 * V8 optimizes a function once it has run about this many bytes of its code; by default, a ninth of that. Most functions
 * run so seldom in tests that this takes longer than it saves. Later versions of Node have another compiler before it,
 * and no such flag.
 */
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=600000');

const requireOfNode = createRequire(__filename);

/** What all test files of this process load once, by path. */
const modules = new Map();
/** Of what is loaded anew for each test file, the functions that do it, by path: reading and compiling takes longer. */
const loaders = new Map();
/** So that a stack tells the lines of the sources also for what an earlier test file loaded. */
const sourceMaps = new Map();
/** Of the test file that runs. */
let current;

/** Node looks at each storage that was ever used whenever a promise is made. Jest has one for each test file. */
const storage = new asyncHooks.AsyncLocalStorage();
const oneStorage = {
  ...asyncHooks,
  AsyncLocalStorage: class {
    constructor() {
      return storage;
    }
  },
};

/**
 * Jest's, but for what it loads anew for each test file, which for this app takes longer than most of the tests. Here
 * the test files of a process share the modules of the app, and the packages of Node itself; only the test file and
 * what helps it is loaded anew. All of it runs in the realm of the process, where globals are as fast as in the app and
 * an `Array` is an `Array`. So a test file must not leave changed state behind.
 */
class SharedRuntime extends Runtime {
  constructor(...options) {
    super(...options);
    const testPath = options[6];
    this.transformCache.sourceMaps = sourceMaps;
    const isOnItsOwn = OWN_MODULES.test(readFileSync(testPath, 'utf8'));
    if (!isOnItsOwn) {
      this.registries.moduleRegistry = new SharedModules();
      this.shareLoaders(testPath);
    } else this.executor.compile = (source, path) => this.loaderOf(`${source}\n// for ${testPath}`, path);
    current = this;
  }

  /** But that of the test file, which is loaded only once. */
  shareLoaders(testPath) {
    const { transformCache } = this;
    const transform = transformCache.transform.bind(transformCache);
    transformCache.transform = (path, options) => (loaders.has(path) ? '' : transform(path, options));
    this.executor.compile = (source, path) => {
      const loader = loaders.get(path) ?? this.loaderOf(source, path);
      if (path !== testPath) loaders.set(path, loader);
      return loader;
    };
  }

  loaderOf(source, filename) {
    return compileFunction(source, this.executor.injectedModuleParameters, {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  }

  /** Of a module that an earlier test file loaded, too: it is that one's `require`. */
  requireModuleOrMock(from, name) {
    return current === this ? super.requireModuleOrMock(from, name) : current.requireModuleOrMock(from, name);
  }

  requireModule(from, name, options, isActual) {
    const path = options?.isInternalModule || !name ? undefined : this.installedPath(from, name);
    return path ? requireOfNode(path) : super.requireModule(from, name, options, isActual);
  }

  /** Jest's own: its state is in one file, which is loaded anew. */
  requireInternalModule(from, name) {
    if (name === undefined) return super.requireInternalModule(from);
    return /^(node:)?async_hooks$/.test(name) ? oneStorage : createRequire(from)(name);
  }

  /** Not for this realm, where Node's own is right. */
  installGetBuiltinModule() {}

  installedPath(from, name) {
    if (this._resolution.isCoreModule(name)) return undefined;
    const path = this._resolution.resolveCjs(from, name);
    const isAnew = path.includes(STATEFUL) || from.includes(INSTALLED);
    return path.includes(INSTALLED) && !isAnew ? path : undefined;
  }
}

/** The modules of one test file, over those of all. */
class SharedModules extends Map {
  get(path) {
    return isShared(path) ? modules.get(path) : super.get(path);
  }

  has(path) {
    return isShared(path) ? modules.has(path) : super.has(path);
  }

  set(path, module) {
    if (isShared(path)) modules.set(path, module);
    else super.set(path, module);
    return this;
  }

  delete(path) {
    return isShared(path) ? modules.delete(path) : super.delete(path);
  }
}

const known = new Map();

function isShared(path) {
  let is = known.get(path);
  if (is === undefined) {
    is = SHARED.test(relative(ROOT, path).replaceAll(sep, '/'));
    known.set(path, is);
  }
  return is;
}

module.exports = { default: SharedRuntime, __esModule: true };
