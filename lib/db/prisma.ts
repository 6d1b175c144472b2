// The everyday client for single rows and simple reads. One per process, opened at first use.

import { PrismaPg } from '@prisma/adapter-pg';
import { requireEnv } from '@/lib/env';
import { PrismaClient } from './generated/client';

const globalClient = globalThis as { meldestellePrisma?: PrismaClient };

/** The process's client on DATABASE_URL. */
export function prisma(): PrismaClient {
  globalClient.meldestellePrisma ??= openPrisma(requireEnv('DATABASE_URL'));
  return globalClient.meldestellePrisma;
}

/** Opens a client of its own; the caller disconnects it. */
export function openPrisma(url: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) });
}

/** Disconnects the process's client, for a clean exit. */
export async function endPrisma(): Promise<void> {
  const client = globalClient.meldestellePrisma;
  delete globalClient.meldestellePrisma;
  await client?.$disconnect();
}

/** Puts another client in the place of the process's one: tests point the use cases at their own database with it. */
export function usePrisma(client: PrismaClient): void {
  globalClient.meldestellePrisma = client;
}

export type { PrismaClient };
export type PrismaTx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
