import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { BlockRoutes } from '../../errors/index.js';
import { IS_BLOCK } from './monday-block.decorator.js';

type Handler = (...args: unknown[]) => unknown;

/** Registers every `@MondayBlock()` route with the error filter, which must know them before a guard runs. */
@Injectable()
export class BlockRouteRegistrar implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly routes: BlockRoutes,
  ) {}

  onModuleInit(): void {
    for (const { metatype, instance } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, Handler>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (!handler || !this.reflector.getAllAndOverride(IS_BLOCK, [handler, metatype])) continue;
        for (const path of pathsOf(metatype, handler)) this.routes.add(path);
      }
    }
  }
}

function pathsOf(controller: object, handler: Handler): string[] {
  if (Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.POST) return [];
  const prefixes = asList(Reflect.getMetadata(PATH_METADATA, controller));
  const paths = asList(Reflect.getMetadata(PATH_METADATA, handler));
  return prefixes.flatMap((prefix) => paths.map((path) => join(prefix, path)));
}

function asList(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry) => typeof entry === 'string');
}

function join(...parts: readonly string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${segments.map((segment) => (segment.startsWith(':') ? '*' : segment)).join('/')}`;
}
