'use server';
// Actions of our own feedback loop; administrators only.

import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { changeSubscriberState } from '@/lib/desk/change-subscriber-state';
import { proveOwnLoopDomain } from '@/lib/desk/prove-own-loop-domain';
import { saveSubscriber } from '@/lib/desk/save-subscriber';
import { sendOwnLoopCode } from '@/lib/desk/send-own-loop-code';
import { codeForm, proofForm, stateForm, subscriberForm } from '@/lib/own-loop/form';
import type { SubscriberState } from '@/lib/own-loop/types';

const base = { namespace: 'ownLoop', role: 'admin' } as const;

export async function saveSubscriberAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction({ ...base, schema: subscriberForm, perform: saveSubscriber }, form);
}

export async function sendCodeAction(_: FormState<{ to: string }>, form: FormData) {
  return runAction({ ...base, schema: codeForm, perform: sendOwnLoopCode }, form);
}

export async function proveDomainAction(_: FormState<{ domain: string }>, form: FormData) {
  return runAction({ ...base, schema: proofForm, perform: proveOwnLoopDomain }, form);
}

export async function changeStateAction(_: FormState<{ state: SubscriberState }>, form: FormData) {
  return runAction({ ...base, schema: stateForm, perform: changeSubscriberState }, form);
}
