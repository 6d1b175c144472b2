// The desk begins at its cases.

import { redirect } from 'next/navigation';

export default function Start(): never {
  redirect('/cases');
}
