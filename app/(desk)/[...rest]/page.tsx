// Every address that is none of the desk's: "not found", within the desk, so that the navigation stays at hand.

import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/auth/current-user';

export default async function NowhereInTheDesk(): Promise<never> {
  await requireUser();
  notFound();
}
