// What a password must be: long, and not the login. No composition rules and no forced change (NIST SP 800-63B §3.1.1).

export const PASSWORD_LENGTH_MIN = 12;
/** Longer input would only cost hashing time. */
export const PASSWORD_LENGTH_MAX = 256;
/** A one-time password that nobody used ends after this. */
export const ONE_TIME_PASSWORD_HOURS = 72;

export type PasswordProblem =
  'password-too-short' | 'password-too-long' | 'password-like-login' | 'password-unchanged';

/** Why `password` cannot be the new password, or null. */
export function passwordProblem(password: string, login: string, current: string): PasswordProblem | null {
  if ([...password].length < PASSWORD_LENGTH_MIN) return 'password-too-short';
  if (password.length > PASSWORD_LENGTH_MAX) return 'password-too-long';
  if (password === current) return 'password-unchanged';
  const [plain, name] = [password.toLowerCase(), login.toLowerCase()];
  if (plain.replaceAll(name, '').length < PASSWORD_LENGTH_MIN / 2) return 'password-like-login';
  return null;
}
