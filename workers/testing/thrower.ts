// Shows how it was loaded: says the name that a function got while the program ran, then fails at a place that is known.

export function makeInner(): () => number {
  const inner = (): number => 1;
  return inner;
}

console.log(JSON.stringify(makeInner().name));
const place = () => new Error('here').stack?.split('\n')[1] ?? '';
console.log(place());
