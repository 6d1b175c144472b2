// The steps of a version in their order, in words.

import { useStepName } from '../cases/[number]/playbook/step-name';
import type { PlaybookStep } from '@/lib/containment/playbook';

export function StepList({ steps }: { steps: PlaybookStep[] }) {
  return (
    <ol className="list-decimal pl-5">
      {steps.map((step, index) => (
        <li key={index}>
          <StepName step={step} />
        </li>
      ))}
    </ol>
  );
}

function StepName({ step }: { step: PlaybookStep }) {
  return <span className="inline-block first-letter:uppercase">{useStepName(step)}</span>;
}
