'use client';
// What an administrator says of a block list.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  LinkButton,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import { codeLines } from '@/lib/block-lists/read-codes';
import { codeKinds, listSubjects, type ListBody } from '@/lib/block-lists/types';
import { saveBlockListAction } from './actions';

interface ListFormProps {
  /** Null: a new one. */
  id: number | null;
  /** When the list shown was saved; empty for a new one. */
  seen: string;
  body: ListBody;
}

const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false };

export function ListForm({ id, seen, body }: ListFormProps) {
  const t = useTranslations('blockLists');
  const common = useTranslations('common');
  // As first seen: a refresh under the draft must not make it look up to date.
  const [first] = useState(seen);
  const router = useRouter();
  const onDone = useCallback(
    (data: { id: number }) => {
      if (id === null) router.push(`/block-lists/lists/${data.id}`);
    },
    [id, router],
  );
  return (
    <ActionForm
      action={saveBlockListAction}
      label={t('settings')}
      doneText={common('saved')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? 0} />
      <input type="hidden" name="seen" value={first} />
      <ListNames body={body} />
      <CodeFields body={body} />
      <TextField
        label={t('lookupUrl')}
        hint={t('lookupUrlHint')}
        name="lookupUrl"
        type="url"
        defaultValue={body.lookupUrl ?? ''}
        maxLength={500}
        optional
        {...plain}
      />
      <TextAreaField
        label={t('ownSteps')}
        hint={t('ownStepsHint')}
        name="steps"
        defaultValue={body.steps.join('\n')}
        rows={3}
        optional
      />
      <PaceFields body={body} />
      <TextAreaField label={t('note')} name="note" defaultValue={body.note ?? ''} rows={4} optional />
      <CheckboxField name="active" label={t('active')} hint={t('activeHint')} defaultChecked={body.active} />
      <FormError />
      <div className="flex gap-2">
        <SubmitButton>{common('save')}</SubmitButton>
        {id === null ? (
          <LinkButton look="quiet" href="/block-lists/lists">
            {common('cancel')}
          </LinkButton>
        ) : null}
      </div>
    </ActionForm>
  );
}

function ListNames({ body }: { body: ListBody }) {
  const t = useTranslations('blockLists');
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('name')}
          name="name"
          defaultValue={body.name}
          maxLength={100}
          required
          autoComplete="off"
        />
        <TextField
          label={t('zone')}
          hint={t('zoneHint')}
          name="zone"
          defaultValue={body.zone}
          maxLength={250}
          required
          {...plain}
        />
      </div>
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="mb-0.5 font-medium">{t('subjects')}</legend>
        {listSubjects.map((subject) => (
          <CheckboxField
            key={subject}
            name="subjects"
            value={subject}
            label={t(`kinds.${subject}`)}
            defaultChecked={body.subjects.includes(subject)}
          />
        ))}
      </fieldset>
      <TextField
        label={t('testDomain')}
        hint={t('testDomainHint')}
        name="testDomain"
        defaultValue={body.testDomain ?? ''}
        maxLength={250}
        optional
        {...plain}
      />
    </>
  );
}

function CodeFields({ body }: { body: ListBody }) {
  const t = useTranslations('blockLists');
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-0.5 font-medium">{t('codesTitle')}</legend>
      <CheckboxField
        name="isBitmask"
        label={t('isBitmask')}
        hint={t('isBitmaskHint')}
        defaultChecked={body.isBitmask}
      />
      {codeKinds.map((kind) => (
        <TextAreaField
          key={kind}
          label={t(`codeKinds.${kind}`)}
          hint={t(`codeHints.${kind}`)}
          name={kind}
          defaultValue={codeLines(body.codes, kind)}
          rows={kind === 'listed' ? 5 : 2}
          optional
          {...plain}
        />
      ))}
    </fieldset>
  );
}

function PaceFields({ body }: { body: ListBody }) {
  const t = useTranslations('blockLists');
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        label={t('queriesPerMinute')}
        hint={t('queriesPerMinuteHint')}
        name="queriesPerMinute"
        inputMode="numeric"
        defaultValue={body.queriesPerMinute}
        required
      />
      <TextField
        label={t('intervalMinutes')}
        hint={t('intervalMinutesHint')}
        name="intervalMinutes"
        inputMode="numeric"
        defaultValue={body.intervalMinutes}
        required
      />
    </div>
  );
}
