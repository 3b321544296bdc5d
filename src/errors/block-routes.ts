import { Injectable } from '@nestjs/common';

/**
 * The paths of block routes. A request to them that fails before a guard runs, for example because of a malformed body,
 * is also answered in the format that monday expects.
 */
@Injectable()
export class BlockRoutes {
  private readonly routes = new Map<string, readonly string[]>();

  /** @param path absolute, such as `/mail/send`; a segment `*` matches any single segment */
  add(path: string): void {
    this.routes.set(path, path.split('/'));
  }

  has(path: string): boolean {
    const given = path.split('/');
    return [...this.routes.values()].some(
      (route) =>
        route.length === given.length &&
        route.every((segment, index) => segment === '*' || segment === given[index]),
    );
  }
}
