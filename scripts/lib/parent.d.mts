export function whenParentEnds(onGone: () => void): void;
