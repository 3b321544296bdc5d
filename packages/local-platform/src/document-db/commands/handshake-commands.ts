import { Double, Int32, Long, ObjectId } from 'bson';
import { CommandError } from '../command-error.js';
import { fieldOf, isDocument, type Document } from '../document.js';
import { SCRAM_SHA_256 } from '../security/scram.js';
import { MAX_MESSAGE_BYTES } from '../wire/frame-reader.js';
import { type Command, type CommandCall } from './command.js';

/** Of MongoDB 8.0. */
const WIRE_VERSION = 25;
const VERSION = '8.0.0';
const MAX_DOCUMENT = 16 * 1024 * 1024;
const MAX_BATCH = 100_000;
const SESSION_MINUTES = 30;
/** The server that all connections of this process reach, for clients behind a load balancer. */
const SERVICE_ID = new ObjectId();

const OK = new Double(1);

function hello(call: CommandCall): Document {
  const { body, name, connection, database } = call;
  return {
    ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, helloOk: true }),
    // As the router of a cluster: the only kind besides replica sets for which drivers allow transactions.
    msg: 'isdbgrid',
    ...(body.loadBalanced === true ? { serviceId: SERVICE_ID } : {}),
    maxBsonObjectSize: new Int32(MAX_DOCUMENT),
    maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
    maxWriteBatchSize: new Int32(MAX_BATCH),
    localTime: new Date(database.now()),
    logicalSessionTimeoutMinutes: new Int32(SESSION_MINUTES),
    connectionId: new Int32(connection.id),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(WIRE_VERSION),
    readOnly: false,
    ...(fieldOf(body, 'saslSupportedMechs') === undefined ? {} : { saslSupportedMechs: [SCRAM_SHA_256] }),
    ...speculation(call),
    ok: OK,
  };
}

/** A login that begins with the handshake. If it cannot, the client begins it again and sees why. */
function speculation({ body, connection }: CommandCall): Document {
  const { speculativeAuthenticate: start } = body;
  if (!isDocument(start)) return {};
  try {
    return { speculativeAuthenticate: connection.sasl.start(start) };
  } catch (error) {
    if (error instanceof CommandError) return {};
    throw error;
  }
}

const ok = (): Document => ({ ok: OK });

/** Commands of a connection's beginning and end. */
export const HANDSHAKE_COMMANDS: Readonly<Record<string, Command>> = {
  hello: { run: hello, isOpen: true, isAdministrative: true },
  ismaster: { run: hello, isOpen: true, isAdministrative: true },
  isMaster: { run: hello, isOpen: true, isAdministrative: true },
  saslStart: {
    run: ({ connection, body }) => connection.sasl.start(body),
    isOpen: true,
    isAdministrative: true,
  },
  saslContinue: {
    run: ({ connection, body }) => connection.sasl.continue(body),
    isOpen: true,
    isAdministrative: true,
  },
  ping: { run: ok, isAdministrative: true },
  buildInfo: {
    run: () => ({
      version: VERSION,
      versionArray: [8, 0, 0, 0].map((part) => new Int32(part)),
      maxBsonObjectSize: new Int32(MAX_DOCUMENT),
      ok: OK,
    }),
    isAdministrative: true,
  },
  endSessions: { run: ok, isAdministrative: true },
  killCursors: {
    run: ({ body, database }) => {
      const ids = Array.isArray(body.cursors) ? body.cursors.filter((id): id is Long => Long.isLong(id)) : [];
      const [killed, unknown] = [ids.filter((id) => database.cursors.remove(id)), [] as Long[]];
      for (const id of ids) if (!killed.includes(id)) unknown.push(id);
      return {
        cursorsKilled: killed,
        cursorsNotFound: unknown,
        cursorsAlive: [],
        cursorsUnknown: [],
        ok: OK,
      };
    },
  },
};
