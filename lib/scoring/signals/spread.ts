// Signal: the account was used from many places within one hour. Countries where a table is configured and one of them is
// new to the account (a team abroad logs in every day); networks only by those never used before.

import type { LogSignalsPolicy } from './policy';
import type { Finding, LogFacts, SignalAccount } from './types';

export function spread(
  { widest: { hour, networks, newNetworks, countries, newCountries } }: LogFacts,
  _account: SignalAccount,
  { spread: rule }: LogSignalsPolicy,
): Finding {
  const isWide = countries !== null && countries.length >= rule.countries && newCountries !== 0;
  const isNew = newNetworks !== null && newNetworks >= rule.newNetworks;
  // Without habits and countries nobody can say whether so many networks are unusual.
  const isUnknown = !isWide && newNetworks === null && networks.length >= rule.newNetworks;
  return {
    code: 'signal-spread',
    points: isUnknown ? null : isWide || isNew ? rule.points : 0,
    detail: {
      at: Date.parse(hour),
      networks: networks.length,
      newNetworks: newNetworks ?? -1,
      countries: countries?.length ?? 0,
      list: countries?.join(', ') ?? '',
    },
  };
}
