import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { testProgram } from '../../../../test/framework/support/compiled-app.js';

const ROUNDS = 3;
const WRITERS = 4;
/** Writes of a round after which the server is killed. */
const WRITES = 60;

interface Entry {
  readonly _id: string;
  readonly pair?: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly client: MongoClient;
}

async function start(dataDir: string): Promise<Running> {
  const child = spawn(process.execPath, [await testProgram('document-db-server'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, client: new MongoClient(line, { serverSelectionTimeoutMS: 2000 }) };
}

async function kill({ child, client }: Running): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await client.close();
}

/** Writes until the server is gone. Of every transaction both documents are written, or none. */
async function writeUntilGone(
  { client }: Running,
  name: string,
  acknowledged: string[],
  then: () => void,
): Promise<void> {
  const entries = client.db().collection<Entry>('entries');
  for (let n = 0; ; n++) {
    const id = `${name}-${n}`;
    try {
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await entries.insertOne({ _id: id, pair: `${id}-pair` }, { session });
          await entries.insertOne({ _id: `${id}-pair` }, { session });
        }),
      );
      await entries.insertOne({ _id: `${id}-alone` });
    } catch {
      return;
    }
    acknowledged.push(id, `${id}-pair`, `${id}-alone`);
    if (acknowledged.length > WRITES) then();
  }
}

describe('what is acknowledged', () => {
  it('survives the sudden end of the process', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'document-db-killed-'));
    const all: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const running = await start(dataDir);
      const acknowledged: string[] = [];
      let killed: Promise<void> | undefined;
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        writeUntilGone(running, `${round}-${writer}`, acknowledged, () => {
          killed ??= kill(running);
        }),
      );
      await Promise.all(writers);
      await killed;
      all.push(...acknowledged);
    }
    const running = await start(dataDir);
    const entries = await running.client.db().collection<Entry>('entries').find().toArray();
    await kill(running);
    await rm(dataDir, { recursive: true });
    const found = new Set(entries.map(({ _id }) => _id));
    expect(all.length).toBeGreaterThan(ROUNDS * WRITES);
    expect(all.filter((id) => !found.has(id))).toEqual([]);
    expect(entries.filter(({ pair }) => pair !== undefined && !found.has(pair))).toEqual([]);
  });
});
