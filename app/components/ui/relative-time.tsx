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
      {format.relativeTime(isJustAfter(moment, now) ? now : moment, now)}
    </time>
  );
}

/** What the database wrote while the page was being made did not happen "in 10 seconds". */
function isJustAfter(moment: Date, now: Date): boolean {
  const ahead = moment.getTime() - now.getTime();
  return ahead > 0 && ahead < 60_000;
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
