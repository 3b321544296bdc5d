// Preloaded by a process whose output cannot be read: reports over IPC on which port its first server listens.
const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function listenAndReport(...given) {
  this.once('listening', () => process.send?.({ port: this.address().port }));
  return listen.apply(this, given);
};
process.channel?.unref();
