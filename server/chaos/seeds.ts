/** Seeds of storms that found something once; they always run, short and long. */
export const KEPT_SEEDS: readonly number[] = [1, 52_226];
