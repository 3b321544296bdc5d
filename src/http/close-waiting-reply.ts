import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const waiting = new WeakMap<Socket, Set<ServerResponse>>();

/**
 * Node reports the end of a connection to the reply that is being sent, but not to the replies of pipelined requests
 * that wait behind it: they would never close, and what is released at their end would be held for ever. This closes
 * them with their connection. Call it before anything else handles the request.
 */
export function closeWaitingReply({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.socket !== null) return;
  const replies = waiting.get(socket) ?? watch(socket);
  replies.add(response);
  response.once('close', () => replies.delete(response));
}

function watch(socket: Socket): Set<ServerResponse> {
  const replies = new Set<ServerResponse>();
  waiting.set(socket, replies);
  socket.once('close', () => {
    for (const response of replies) {
      response.destroyed = true;
      response.emit('close');
    }
  });
  return replies;
}
