import { type IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { readBearerToken } from 'monday-persistence/authorization';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SecretService } from '../secrets/index.js';

/** Checks the token for metrics, on both ports. */
@Injectable()
export class MetricsToken {
  constructor(private readonly secrets: SecretService) {}

  /** Whether the request carries the token, compared in constant time. False if no token is configured. */
  isIn({ authorization }: IncomingHttpHeaders): boolean {
    const given = readBearerToken(authorization);
    const token = this.secrets.get('METRICS_TOKEN');
    return given !== undefined && token !== undefined && equalInConstantTime(given, token);
  }
}
