import { type Cluster, type Redis } from 'ioredis';

/**
 * Has `disconnect` end a connection that waits for its next attempt to connect. There the library only cancels the attempt:
 * commands of the connection and whoever waits for its end, such as a closing worker of BullMQ, would wait forever.
 */
export function endBetweenAttempts(connection: Cluster | Redis): void {
  const disconnect = connection.disconnect.bind(connection);
  connection.disconnect = (reconnect = false) => {
    // The library ends a connection at once in the status of one that was never opened.
    if (!reconnect && connection.status === 'reconnecting') connection.status = 'wait';
    disconnect(reconnect);
  };
}
