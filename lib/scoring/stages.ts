// The five stages of an account, from harmless to emergency, and their ranks (the database keeps ranks).

export const stageCodes = ['observation', 'notable', 'review', 'urgent', 'emergency'] as const;
export type StageCode = (typeof stageCodes)[number];

/** 0 observation … 4 emergency. */
export function stageRank(stage: StageCode): number {
  return stageCodes.indexOf(stage);
}

/** The stage of a rank as the database keeps it; throws on a number that is no rank. */
export function stageOfRank(rank: number): StageCode {
  const stage = stageCodes[rank];
  if (stage === undefined) throw new RangeError(`no stage has rank ${rank}`);
  return stage;
}

/** The more urgent of two stages. */
export function higherStage(a: StageCode, b: StageCode): StageCode {
  return stageRank(a) >= stageRank(b) ? a : b;
}
