export { exitProcess, standardOutput, tolerateBrokenStreams } from './standard-output.js';
