import { Injectable } from '@nestjs/common';

/**
 * The paths that belong to monday's automation platform. A request to them that fails before any guard runs, such as
 * on a broken body, is answered in the form that monday expects too.
 */
@Injectable()
export class BlockRoutes {
  private readonly routes = new Map<string, readonly string[]>();

  /** @param path absolute, such as `/mail/send`; a segment `*` stands for any one segment */
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
