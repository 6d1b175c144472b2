// How a worker's TypeScript is loaded: by tsx, without the wrapper in which tsx gives every function its name while the
// program runs. It names a function each time one is made, in the reading of a mail many times: a sixth of what reading
// cost. Declared functions and classes keep their names by themselves. Source: esbuild, "Keep names".

import { registerHooks } from 'node:module';

const NAMING = 'var __name=(target,value)=>__defProp(target,"name",{value,configurable:true});';

/** As long as the original: the places that stack traces name stay where the source map has them. */
const PLAIN = 'var __name=target=>target;'.padEnd(NAMING.length);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (typeof loaded.source !== 'string' || url.includes('/node_modules/')) return loaded;
    return { ...loaded, source: loaded.source.replace(NAMING, PLAIN) };
  },
});
