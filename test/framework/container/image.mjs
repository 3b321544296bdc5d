/**
 * Carries out a Dockerfile without a container engine: each stage is a folder, each instruction does there what it would do
 * in an image. What it cannot do stops it, so that the Dockerfile and this cannot drift apart.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { DockerfileParser } from 'dockerfile-ast';

const run = promisify(execFile);
const OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * @param {string} context folder of the Dockerfile
 * @param {string} place an empty folder for the stages
 * @returns the last stage: `{root, workdir, env, user, cmd, healthcheck}`; the last two as lists of words
 */
export async function buildImage(context, place) {
  const text = await readFile(join(context, 'Dockerfile'), 'utf8');
  const stages = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const carryOut = INSTRUCTIONS[keyword];
    if (!carryOut) throw new Error(`The check cannot do ${keyword}.`);
    await carryOut({ instruction, stage: stages.at(-1), stages, context, place });
  }
  return stages.at(-1);
}

const wordsOf = (instruction) => instruction.getArguments().map((argument) => argument.getValue());
const jsonOf = (instruction) => JSON.parse(instruction.getArgumentsContent());

const INSTRUCTIONS = {
  ARG: () => undefined,
  EXPOSE: () => undefined,
  FROM: async ({ instruction, stages, place }) => {
    const image = instruction.getImage();
    if (!image.startsWith('node:')) throw new Error(`There is no ${image} here.`);
    const root = join(place, `stage-${stages.length}`);
    await mkdir(root);
    stages.push({ name: instruction.getBuildStage(), root, workdir: '/', env: {} });
  },
  WORKDIR: async ({ instruction, stage }) => {
    [stage.workdir] = wordsOf(instruction);
    await mkdir(join(stage.root, stage.workdir), { recursive: true });
  },
  ENV: ({ instruction, stage }) => {
    for (const property of instruction.getProperties()) stage.env[property.getName()] = property.getValue();
  },
  COPY: async ({ instruction, stage, stages, context }) => {
    const flag = instruction.getFlags().find((each) => each.getName() === 'from');
    const from = flag && stages.find(({ name }) => name === flag.getValue()).root;
    const words = wordsOf(instruction);
    const ignored = from ? new Set() : await ignoredPaths(context);
    const target = words.at(-1);
    for (const word of words.slice(0, -1)) {
      await copy(from ?? context, word, join(stage.root, stage.workdir), target, ignored);
    }
  },
  RUN: async ({ instruction, stage }) => {
    const command = instruction.getRawArgumentsContent();
    await run('sh', ['-c', command], {
      cwd: join(stage.root, stage.workdir),
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...stage.env },
      maxBuffer: OUTPUT_BYTES,
    });
  },
  USER: ({ instruction, stage }) => ([stage.user] = wordsOf(instruction)),
  HEALTHCHECK: ({ instruction, stage }) => {
    stage.healthcheck = JSON.parse(instruction.getRawArgumentsContent().replace(/^.*?CMD /, ''));
  },
  CMD: ({ instruction, stage }) => (stage.cmd = jsonOf(instruction)),
};

/** A folder is copied for what is in it; a target that ends with a slash is a folder too. */
async function copy(from, word, workdir, target, ignored) {
  const source = join(from, word);
  const isInto = target.endsWith('/') && !(await isFolder(source));
  const destination = isInto ? join(workdir, target, word.split('/').at(-1)) : join(workdir, target);
  await mkdir(dirname(destination), { recursive: true });
  const filter = (path) => !isIgnored(relative(from, path), ignored);
  await cp(source, destination, { recursive: true, verbatimSymlinks: true, filter });
}

const isFolder = async (path) => (await stat(path)).isDirectory();

async function ignoredPaths(context) {
  const lines = (await readFile(join(context, '.dockerignore'), 'utf8')).split('\n');
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')));
}

/** As the patterns there are: of the first folder or file of a path, with `*` in them. */
function isIgnored(path, patterns) {
  const parts = path.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return [...patterns].some((pattern) => {
    const form = new RegExp(`^${pattern.split('*').map(escape).join('[^/]*')}$`);
    return folders.some((folder) => form.test(folder));
  });
}

const escape = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
