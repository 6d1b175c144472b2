// The country of the client that a line of the log names, where a country table is configured.

import { getLocale } from 'next-intl/server';
import { configuredGeoIp } from '@/lib/geoip/configured';
import { clientAddressOf } from './client-address';

export async function ClientCountry({ value }: { value: string }) {
  const ip = clientAddressOf(value);
  const country = ip === null ? null : (await configuredGeoIp()).countryOf(ip);
  if (country === null) return null;
  const name = new Intl.DisplayNames(await getLocale(), { type: 'region' }).of(country) ?? country;
  return <span className="block font-sans text-[0.8125rem]">{name}</span>;
}
