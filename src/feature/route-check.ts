import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DeclarationRefusedError, featureNameOf } from '../discovery/index.js';

interface Route {
  /** Method and path, with `*` in place of each parameter: two such routes take each other's requests. */
  readonly address: string;
  readonly place: string;
}

/** Refuses to start with two routes at one address: the framework would only ever call the first. */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws DeclarationError */
  onModuleInit(): void {
    const places = new Map<string, string>();
    for (const { address, place } of this.routes()) {
      const other = places.get(address);
      if (other !== undefined && other !== place) {
        throw new DeclarationRefusedError(
          place,
          `the route ${address} is declared twice, also by ${other}. Give one of them another path.`,
        );
      }
      places.set(address, place);
    }
  }

  private routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype, host }) => {
      if (typeof metatype !== 'function') return [];
      const feature = host?.metatype && featureNameOf(host.metatype);
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const own = `${metatype.name}.${name}`;
        const place = feature === undefined ? own : `feature "${feature}" (${own})`;
        return addressesOf(metatype, prototype[name]).map((address) => ({ address, place }));
      });
    });
  }
}

function addressesOf(controller: object, handler: object | undefined): string[] {
  const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
  if (handler === undefined || method === undefined) return [];
  const prefixes = asList(Reflect.getMetadata(PATH_METADATA, controller));
  const paths = asList(Reflect.getMetadata(PATH_METADATA, handler));
  return prefixes.flatMap((prefix) =>
    paths.map((path) => `${RequestMethod[method]} ${normalised(`${prefix}/${path}`)}`),
  );
}

const asList = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((entry) => typeof entry === 'string');

const normalised = (path: string): string =>
  `/${path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.startsWith(':') ? '*' : segment))
    .join('/')}`;
