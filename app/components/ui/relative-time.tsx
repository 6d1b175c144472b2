// "vor 5 Minuten", with the exact moment in the tooltip and in the markup. For server and client components.

import { useFormatter, useNow } from 'next-intl';

export function RelativeTime({ date }: { date: Date | string }) {
  const format = useFormatter();
  const now = useNow();
  const moment = new Date(date);
  return (
    <time
      dateTime={moment.toISOString()}
      title={format.dateTime(moment, 'exact')}
      className="whitespace-nowrap"
    >
      {format.relativeTime(moment, now)}
    </time>
  );
}

/** Date and time of day, written out. */
export function ShortTime({ date }: { date: Date | string }) {
  const format = useFormatter();
  const moment = new Date(date);
  return (
    <time
      dateTime={moment.toISOString()}
      title={format.dateTime(moment, 'exact')}
      className="whitespace-nowrap"
    >
      {format.dateTime(moment, 'short')}
    </time>
  );
}
