/** What a bench file promises: a measurement as plain data; lines for people go to stderr. */
interface Bench {
  readonly bench: () => Promise<object>;
}

const NAME = /^[a-z][a-z-]*$/;
const [name] = process.argv.slice(2);

if (name === undefined || !NAME.test(name)) {
  console.error('Usage: npm run bench -- NAME, for example: npm run bench -- rota');
  process.exitCode = 1;
} else {
  const { bench } = (await import(`./${name}.ts`)) as Bench;
  const started = performance.now();
  const figures = await bench();
  console.error(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  console.log(JSON.stringify(figures));
}
