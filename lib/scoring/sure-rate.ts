// What a rate surely is at least: few complaints about few mails can be chance. The lower limit of a Poisson count, one in
// twenty on the wrong side, by Byar's approximation (Breslow and Day, Statistical Methods in Cancer Research II, §2.3).
// Promise: pure; within a hundredth of the exact limit from two complaints on, below it for one.

/** One-sided 95 %. */
const Z = 1.645;

/** The least rate per 1,000 under which so many complaints about `delivered` mails would not be a rare chance. */
export function surePerMille(complaints: number, delivered: number): number {
  if (complaints <= 0 || delivered <= 0) return 0;
  const root = 1 - 1 / (9 * complaints) - Z / (3 * Math.sqrt(complaints));
  return (complaints * Math.max(0, root) ** 3 * 1000) / delivered;
}
