import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/** How many parsed requests may wait; each takes some 3 kB. */
export interface WaitingLimits {
  /**
   * Above it, nothing more is read from the connection. Not from the first on, since whoever does not read does not see
   * the connection end either.
   */
  readonly unpaused: number;
  /** Above it, the connection is cut off: one piece of 64 kB may hold some 1,700 requests. */
  readonly perConnection: number;
  /** On all connections together. */
  readonly inAll: number;
}

export const WAITING_LIMITS: WaitingLimits = { unpaused: 16, perConnection: 512, inAll: 4_096 };

/** The requests of one connection that are parsed but not started. */
interface Queue {
  length: number;
}

/**
 * Starts the requests of a connection one after another, each once the reply before it is out.
 *
 * Node starts every request that a client pipelines at once, and keeps their replies until it is their turn: a few
 * kilobytes of requests would hold as many replies in memory. While more than a few wait, nothing is read from their
 * connection; a client that sent too many in one piece is cut off. Starting in turn also means that each started
 * request has the socket, without which Node never emits `close` on its response.
 */
export class RequestsInTurn {
  private readonly queues = new WeakMap<Socket, Queue>();
  private waiting = 0;

  /** @param handle called for each request in its turn; never for one whose client has gone by then */
  constructor(
    private readonly handle: RequestListener,
    private readonly limits: WaitingLimits,
  ) {}

  /** The listener for the server's `request`, `checkContinue` and `checkExpectation`. */
  readonly listener: RequestListener = (request, response) => {
    // Only a response whose turn it is has the socket.
    if (response.socket) this.handle(request, response);
    else this.wait(request, response);
  };

  private wait(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (socket.destroyed) return;
    const queue = this.queueOf(socket);
    if (queue.length >= this.limits.perConnection || this.waiting >= this.limits.inAll) {
      socket.destroy();
      return;
    }
    queue.length += 1;
    this.waiting += 1;
    if (queue.length > this.limits.unpaused) socket.pause();
    response.once('socket', () => {
      // Then `close` counts what waited.
      if (socket.destroyed) return;
      queue.length -= 1;
      this.waiting -= 1;
      if (queue.length === this.limits.unpaused) socket.resume();
      // Node is still handing the socket over: a reply within this very call would be ended twice.
      process.nextTick(() => {
        if (!response.destroyed) this.handle(request, response);
      });
    });
  }

  private queueOf(socket: Socket): Queue {
    const known = this.queues.get(socket);
    if (known) return known;
    const queue: Queue = { length: 0 };
    this.queues.set(socket, queue);
    // Node resumes the socket whenever a body is read or a reply ends.
    socket.on('resume', () => {
      if (queue.length > this.limits.unpaused) socket.pause();
    });
    socket.once('close', () => {
      this.waiting -= queue.length;
      queue.length = 0;
    });
    return queue;
  }
}
