// Every address that is none of the desk's: "not found", within the desk, so that the navigation stays at hand.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/auth/current-user';
import { missingTitle } from '../missing-title';

export async function generateMetadata(): Promise<Metadata> {
  return { title: await missingTitle() };
}

export default async function NowhereInTheDesk(): Promise<never> {
  await requireUser();
  notFound();
}
