// The way to Dovecot that the settings name; null where it is told nothing.

import type { ConnectorReach } from '../types';
import { dovecotByCommand } from './by-command';
import { dovecotByHttp } from './by-http';
import type { DovecotSettings } from './settings';
import type { Dovecot } from './types';

/** Opens it; nothing is connected before the first question. */
export function openDovecot(
  settings: DovecotSettings,
  secret: Record<string, string>,
  reach: ConnectorReach,
): Dovecot | null {
  switch (settings.dovecotVia) {
    case 'none':
      return null;
    case 'http':
      return dovecotByHttp(settings, secret['doveadmKey'] ?? '', reach);
    case 'command':
      return dovecotByCommand(settings, reach);
  }
}
