// The desk begins at its cases; for the hotline at its search.

import { redirect } from 'next/navigation';
import { currentUser } from '@/lib/auth/current-user';
import { startOf } from './(auth)/place-after';

export default async function Start(): Promise<never> {
  const user = await currentUser();
  // Where to go is known only of somebody who is signed in.
  if (user === null) redirect('/sign-in');
  redirect(startOf(user));
}
