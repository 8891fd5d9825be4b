/** The longest delay that `setTimeout` supports, in milliseconds. */
export const maxDelay = 2 ** 31 - 1;
