// The forms of all kinds as plain data, for the client: fields and what they start with.

import { fieldsOf, initialForm } from '@/lib/directory/form';
import {
  directoryKinds,
  type DirectoryKind,
  type DirectorySettings,
  type SettingField,
} from '@/lib/directory/types';

export interface KindForm {
  kind: DirectoryKind;
  fields: readonly SettingField[];
  values: DirectorySettings;
}

/** One form a kind; `settings` stand in the one that is edited. */
export function kindForms(edited: { kind: DirectoryKind; settings: DirectorySettings } | null): KindForm[] {
  const kinds = edited === null ? directoryKinds : [edited.kind];
  return kinds.map((kind) => ({
    kind,
    fields: fieldsOf(kind),
    values: edited?.settings ?? initialForm(kind),
  }));
}
