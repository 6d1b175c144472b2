// The forms of all kinds, one line each; a kind without a form cannot be set up on a screen.

import type { ConnectorForm } from './form';
import { commandForm } from './command/form';
import { mailcowForm } from './mailcow/form';
import { manualForm } from './manual/form';
import { policyServiceForm } from './policy-service/form';
import { postfixQueueForm } from './postfix-queue/form';
import { sqlForm } from './sql/form';
import { webhookForm } from './webhook/form';

const forms: readonly ConnectorForm[] = [
  policyServiceForm,
  sqlForm,
  mailcowForm,
  webhookForm,
  commandForm,
  postfixQueueForm,
  manualForm,
];

/** The kinds that can be set up, in the order of the screen. */
export const setUpKinds = forms.map(({ kind }) => kind);

/** The form of a kind; null where it has none. */
export function formFor(kind: string): ConnectorForm | null {
  return forms.find((one) => one.kind === kind) ?? null;
}
