import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/** Maximum number of waiting parsed requests; each takes about 3 kB. */
export interface WaitingLimits {
  /**
   * Above this number, reading from the connection is paused. Not from the first request on, because a paused
   * connection does not detect that the client has closed it.
   */
  readonly unpaused: number;
  /** Above this number, the connection is closed: one chunk of 64 kB can contain about 1,700 requests. */
  readonly perConnection: number;
  /** For all connections together. */
  readonly inAll: number;
}

export const WAITING_LIMITS: WaitingLimits = { unpaused: 16, perConnection: 512, inAll: 4_096 };

/** The requests of one connection that are parsed but not started. */
interface Queue {
  length: number;
}

/**
 * Starts the requests of a connection one after another, each after the previous reply was sent.
 *
 * Node starts all pipelined requests at once and buffers their replies, so a few kilobytes of requests could fill the
 * memory with replies. If more than a few requests wait, reading is paused. If a client sends too many in one chunk,
 * its connection is closed. Starting in turn also ensures that each started request has the socket, without which Node
 * never emits `close` on its response.
 */
export class RequestSequencer {
  private readonly queues = new WeakMap<Socket, Queue>();
  private waiting = 0;

  /** @param handle called for each request in turn, unless its client has disconnected */
  constructor(
    private readonly handle: RequestListener,
    private readonly limits: WaitingLimits,
  ) {}

  /** The listener for the server's `request`, `checkContinue` and `checkExpectation`. */
  readonly listener: RequestListener = (request, response) => {
    // Only the current response has the socket.
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
      // `close` then counts the waiting requests.
      if (socket.destroyed) return;
      queue.length -= 1;
      this.waiting -= 1;
      if (queue.length === this.limits.unpaused) socket.resume();
      // Node is still assigning the socket; a reply within this call would be ended twice.
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
