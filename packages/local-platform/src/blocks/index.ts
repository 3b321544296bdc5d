export { AppSender, type AppReply, type AppRequest } from './app-sender.js';
export { BlockRunner, type BlockRunResult } from './block.runner.js';
export { BlocksModule } from './blocks.module.js';
export { Callbacks, type Callback } from './callbacks.js';
