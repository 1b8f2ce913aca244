const READ_BY_JAVASCRIPT = new Set(['toJSON', 'then', 'constructor', 'length']);

/** A view model that throws where a template reads a field it does not have: a misspelt field would print nothing. */
export function strict<T extends object>(model: T, path = 'view'): T {
  return new Proxy(model, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof name === 'symbol') return value;
      if (!(name in target) && !READ_BY_JAVASCRIPT.has(name)) throw new Error(`${path}.${name} does not exist`);
      return typeof value === 'object' && value !== null ? strict(value, `${path}.${name}`) : value;
    },
  });
}
