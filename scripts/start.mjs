// `npm start`: everything from a fresh clone to the running desk. Node's built-ins only, and up to the version check
// only syntax that old versions can read, so that an old Node gets a sentence instead of a stack trace.

var version = process.versions.node.split('.').map(Number);

if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(
    'Meldestelle needs Node 20.19 or newer; this is Node ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org and start again.',
  );
  process.exit(1);
} else {
  import('./lib/start-product.mjs').then(function (module) {
    return module.startProduct();
  });
}
