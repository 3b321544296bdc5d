import { Module } from '@nestjs/common';
import { RequestLog } from './request-log.js';

@Module({ providers: [RequestLog], exports: [RequestLog] })
export class RequestsModule {}
