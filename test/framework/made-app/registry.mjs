/**
 * A small registry of npm that serves tarballs of a folder, so that packages can be installed as if they were published. It
 * redirects whatever else is asked for to the registry that npm is configured for.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { readPackedManifest } from './tarball.mjs';

const TARBALL = /^\/-\/([\w.-]+\.tgz)$/;
const MOVED = 307;

export class Registry {
  /** @param upstream with a trailing slash */
  static async start(upstream) {
    const registry = new Registry(upstream);
    registry.server.listen(0, '127.0.0.1');
    await once(registry.server, 'listening');
    return registry;
  }

  constructor(upstream) {
    this.upstream = upstream;
    /** By name, then by version: a manifest and the tarball. */
    this.packages = new Map();
    this.server = createServer((request, response) => this.#answer(request.url, response));
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}/`;
  }

  /** Adds all tarballs of a folder; the last one of a package becomes `latest`. */
  async publish(folder) {
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.tgz'))) {
      const bytes = await readFile(join(folder, file));
      const manifest = await readPackedManifest(join(folder, file));
      const versions = this.packages.get(manifest.name) ?? new Map();
      this.packages.set(manifest.name, versions.set(manifest.version, { manifest, file, bytes }));
    }
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #answer(path, response) {
    const [, file] = TARBALL.exec(path) ?? [];
    const found = [...this.packages.values()].flatMap((versions) => [...versions.values()]);
    const tarball = found.find((each) => each.file === file);
    if (tarball) return response.setHeader('Content-Type', 'application/octet-stream').end(tarball.bytes);
    const versions = this.packages.get(path.slice(1));
    if (!versions) return response.writeHead(MOVED, { Location: this.upstream + path.slice(1) }).end();
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(this.#packumentOf(versions)));
  }

  #packumentOf(versions) {
    const entries = [...versions.values()].map(({ manifest, file, bytes }) => {
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      return [manifest.version, { ...manifest, dist: { tarball: `${this.url}-/${file}`, integrity } }];
    });
    const [latest, { name }] = entries.at(-1);
    return { name, 'dist-tags': { latest }, versions: Object.fromEntries(entries) };
  }
}
