// `npm test`: everything that must hold, from a fresh clone. Node's built-ins only, and up to the version check only
// syntax that old versions can read. `--no-install` leaves the system's packages as they are.

var version = process.versions.node.split('.').map(Number);

if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(
    'Meldestelle needs Node 20.19 or newer; this is Node ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org and start again.',
  );
  process.exit(1);
} else {
  import('./lib/test-product.mjs').then(function (module) {
    return module.testProduct(process.argv.slice(2));
  });
}
