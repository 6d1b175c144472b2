export const ROOT: string;
export const MODULES: string;
export const PINNED_NODE: string;
export function pinnedEnv(more?: Record<string, string>): NodeJS.ProcessEnv;
