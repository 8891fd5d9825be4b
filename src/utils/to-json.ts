/** JSON, also on pages whose old libraries give arrays a toJSON() of their own, with which they would be encoded twice. */
export const toJson = (value: object): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key];
  });
