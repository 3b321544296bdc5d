export { isLoopbackHost, isLoopbackHostname, isLoopbackOrigin, isLoopbackPeer } from './loopback.js';
