// Rules about users that no screen may bend. Pure.

import { roles, type Role } from './types';

/** What a sign-in name looks like: lower case, no spaces; an e-mail address is one. */
export const LOGIN_PATTERN = /^[a-z0-9][a-z0-9._@+-]{1,98}[a-z0-9]$/;

/** Whether `role` may do what asks for `least`. */
export function reaches(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

export interface UserStanding {
  id: number;
  role: Role;
  disabled: boolean;
}

/** Whether somebody who can administer the desk is left once `userId` no longer can. `admins`: all active ones. */
export function leavesAnAdmin(activeAdminIds: readonly number[], userId: number): boolean {
  return activeAdminIds.some((id) => id !== userId);
}
