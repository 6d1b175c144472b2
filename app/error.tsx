'use client';
// Outside the desk (sign-in): the same page, in the middle.

import DeskError from './(desk)/error';

export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-4">
      <DeskError {...props} />
    </main>
  );
}
