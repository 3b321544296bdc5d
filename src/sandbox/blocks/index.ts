export { AppSender, type AppReply, type AppRequest } from './app-sender.js';
export { BlocksModule } from './blocks.module.js';
