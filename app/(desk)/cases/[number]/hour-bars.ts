// The geometry of the chart of hours: one unit a bar, the top of the scale a round number. Pure.

/** The next 1, 2 or 5 with zeroes that holds `value`; at least 10, so that three mails do not look like a flood. */
export function scaleTop(value: number): number {
  for (let decade = 10; ; decade *= 10)
    for (const step of [1, 2, 5]) if (decade * step >= value) return decade * step;
}

/** Bars of one unit each with a gap between them; one recipient can still be seen. */
export function hourBars(values: readonly number[], top: number, height: number): string {
  return values
    .map((value, i) => {
      if (value === 0) return '';
      const high = Math.max(1.5, Math.round((value / top) * height * 10) / 10);
      return `M${i + 0.1} ${height}v-${high}h0.8v${high}z`;
    })
    .join('');
}
