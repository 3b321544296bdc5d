import { Module } from '@nestjs/common';
import { DeliveryLog } from './delivery-log.js';
import { RequestLog } from './request-log.js';

@Module({ providers: [RequestLog, DeliveryLog], exports: [RequestLog, DeliveryLog] })
export class RequestsModule {}
