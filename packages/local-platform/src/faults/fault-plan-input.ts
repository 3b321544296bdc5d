import { BadRequestException } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { FAULT_KINDS, type FaultKind, type FaultPlan } from './fault.js';
import { isRoute } from './route-matcher.js';

const MAX_LATENCY_MS = 10 * 60 * 1000;
const FIELDS = [
  'kind',
  'route',
  'accountId',
  'share',
  'count',
  'latencyMs',
  'retryAfterSeconds',
  'status',
] as const;

/** Parses a fault plan. @throws BadRequestException with the problem */
export function faultPlan(body: unknown): FaultPlan {
  const fields = fieldsOf(body);
  const unknown = Object.keys(fields).find((name) => !(FIELDS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new BadRequestException(`Unknown field: ${unknown}.`);
  const { kind, route, accountId, share } = fields;
  if (!isKind(kind)) throw new BadRequestException(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
  if (route !== undefined && (typeof route !== 'string' || !isRoute(route))) {
    throw new BadRequestException('route must be METHOD /path, or one of the two; * matches any text.');
  }
  if (accountId !== undefined && typeof accountId !== 'string') {
    throw new BadRequestException('accountId must be a string.');
  }
  if (share !== undefined && !(typeof share === 'number' && share > 0 && share <= 1)) {
    throw new BadRequestException('share must be greater than 0 and at most 1.');
  }
  const latencyMs = whole(fields, 'latencyMs', 1, MAX_LATENCY_MS);
  if (kind === 'latency' && latencyMs === undefined) throw new BadRequestException('latencyMs is missing.');
  return withoutUndefined({
    kind,
    route,
    accountId,
    share,
    latencyMs,
    count: whole(fields, 'count', 1, 1_000_000),
    retryAfterSeconds: whole(fields, 'retryAfterSeconds', 0, 86_400),
    status: whole(fields, 'status', 500, 599),
  });
}

const isKind = (value: unknown): value is FaultKind => (FAULT_KINDS as readonly unknown[]).includes(value);

function whole(
  fields: Record<string, unknown>,
  name: (typeof FIELDS)[number],
  from: number,
  to: number,
): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to) {
    throw new BadRequestException(`${name} must be a whole number from ${from} to ${to}.`);
  }
  return value;
}

const withoutUndefined = (plan: FaultPlan): FaultPlan =>
  Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined)) as unknown as FaultPlan;
