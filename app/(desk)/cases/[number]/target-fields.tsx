// What every decision form carries: the case and the version that its page showed.

export interface DecisionTarget {
  caseId: number;
  version: number;
}

export function TargetFields({ target }: { target: DecisionTarget }) {
  return (
    <>
      <input type="hidden" name="caseId" value={target.caseId} readOnly />
      <input type="hidden" name="version" value={target.version} readOnly />
    </>
  );
}
