/** The documentation as the library brings it: its code imports the package, where that of a clone imports folders. */
import { readdir, readFile } from 'node:fs/promises';

/** About the repository itself. */
const LEFT_OUT = new Set(['architecture.md', 'dependencies.md']);
const FOLDER = /(?<=\bfrom )'(?:\.\.\/)+(?:src\/)?(?!app\/|testing\/)[\w/-]+\/index\.js'/g;
const TEST_KIT = /(?<=\bfrom )'(?:\.\.\/)+src\/testing\/index\.js'/g;

export async function stageDocs(stage) {
  const names = (await readdir('docs')).filter((name) => name.endsWith('.md') && !LEFT_OUT.has(name));
  for (const name of names) {
    const text = await readFile(`docs/${name}`, 'utf8');
    const ofPackage = text
      .replace(TEST_KIT, "'monday-app-backend/testing'")
      .replace(FOLDER, "'monday-app-backend'");
    await stage.write(`docs/${name}`, ofPackage);
  }
  await stage.copy('README.md');
}
