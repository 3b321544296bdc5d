import { Injectable } from '@nestjs/common';

/**
 * The paths that belong to monday's automation platform. A request to them that fails before any guard runs, such as
 * on a broken body, is answered in the form that monday expects too.
 */
@Injectable()
export class BlockRoutes {
  private readonly paths = new Set<string>();

  /** @param path absolute, such as `/mail/send`; a last segment `*` stands for any one segment */
  add(path: string): void {
    this.paths.add(path);
  }

  has(path: string): boolean {
    return this.paths.has(path) || this.paths.has(`${path.slice(0, path.lastIndexOf('/'))}/*`);
  }
}
