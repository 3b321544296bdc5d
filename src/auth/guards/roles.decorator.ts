import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import { type Role } from '../role.js';

export const ALLOWED_ROLES = Symbol('ALLOWED_ROLES');

/** Lets only users of these roles call a route or controller; without it, every user of the account may. */
export const Roles = (...roles: readonly Role[]): CustomDecorator<symbol> =>
  SetMetadata(ALLOWED_ROLES, roles);
