import { Binary, Double, Int32 } from 'bson';
import { CommandError } from '../command-error.js';
import { type Document } from '../document.js';
import { SCRAM_SHA_256, ScramConversation, type ScramVerifier } from './scram.js';

const CONVERSATION = 1;

/** Whether the client of one connection has proven who it is. */
export class Sasl {
  private conversation: ScramConversation | undefined;
  private proven = false;

  /** @param verifier `undefined` lets everyone in */
  constructor(private readonly verifier: ScramVerifier | undefined) {}

  get isProven(): boolean {
    return this.proven || this.verifier === undefined;
  }

  /** @throws CommandError */
  start(command: Document): Document {
    if (command.mechanism !== SCRAM_SHA_256 || !this.verifier) {
      throw new CommandError('AuthenticationFailed', `Only ${SCRAM_SHA_256} is supported.`);
    }
    this.proven = false;
    this.conversation = new ScramConversation(this.verifier, payloadOf(command));
    return reply(this.conversation.firstReply, false);
  }

  /** @throws CommandError */
  continue(command: Document): Document {
    const { conversation } = this;
    this.conversation = undefined;
    if (!conversation) throw new CommandError('AuthenticationFailed', 'Authentication failed.');
    const proof = conversation.finish(payloadOf(command));
    this.proven = true;
    return reply(proof, true);
  }
}

function payloadOf({ payload }: Document): Uint8Array {
  return payload instanceof Binary ? payload.value() : new Uint8Array();
}

function reply(payload: string, done: boolean): Document {
  return {
    conversationId: new Int32(CONVERSATION),
    done,
    payload: new Binary(Buffer.from(payload)),
    ok: new Double(1),
  };
}
