import { Redis } from 'ioredis';
import type { Socket } from 'node:net';

type Command = Parameters<Redis['sendCommand']>[0];
type Target = Parameters<Redis['sendCommand']>[1];

/** Sends the commands of one turn of the event loop in one write. Many handlers end in one turn, and a write costs more than a command. */
export class GroupingRedis extends Redis {
  /** @param target absent where the command goes to the server itself, not into a pipeline */
  override sendCommand(command: Command, target?: Target): unknown {
    if (target === undefined) this.groupWrites();
    return super.sendCommand(command, target);
  }

  private groupWrites(): void {
    const socket = this.stream as Socket | undefined;
    if (!socket?.writable || socket.writableCorked > 0) return;
    socket.cork();
    process.nextTick(() => socket.uncork());
  }
}
