import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import { type Role } from '../role.js';

export const ALLOWED_ROLES = Symbol('ALLOWED_ROLES');

/** Restricts a route or controller to users with these roles. By default, every user of the account can call it. */
export const Roles = (...roles: readonly Role[]): CustomDecorator<symbol> =>
  SetMetadata(ALLOWED_ROLES, roles);
